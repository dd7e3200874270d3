package io.sluice.jdbc.exec;

import com.mysql.cj.jdbc.result.ResultSetInternalMethods;
import com.mysql.cj.result.Field;
import io.sluice.routing.session.ServerValue;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Asks a connection what only its server knows. */
final class ServerAnswers {
    private static final int BINARY = 63;

    private ServerAnswers() {}

    /** The values of the question's one row. */
    static List<ServerValue> to(Lease lease, String question) throws SQLException {
        try (Statement statement = lease.raw().createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet rows = statement.executeQuery(question)) {
                return row(rows);
            }
        } catch (SQLException e) {
            // What the connection holds is not known now.
            lease.spoil();
            throw lease.judged(e);
        }
    }

    private static List<ServerValue> row(ResultSet rows) throws SQLException {
        Field[] fields =
                ((ResultSetInternalMethods) rows).getRows().getMetadata().getFields();
        List<ServerValue> values = new ArrayList<>();
        if (!rows.next()) {
            return values;
        }
        com.mysql.cj.result.Row row =
                ((ResultSetInternalMethods) rows).getRows().get(0);
        for (int i = 0; i < fields.length; i++) {
            boolean binary = fields[i].getCollationIndex() == BINARY;
            byte[] bytes = row.getBytes(i);
            String text = bytes == null
                    ? null
                    : binary ? new String(bytes, StandardCharsets.ISO_8859_1) : rows.getString(i + 1);
            values.add(new ServerValue(fields[i].getMysqlTypeId(), fields[i].isUnsigned(), binary, text));
        }
        return values;
    }
}
