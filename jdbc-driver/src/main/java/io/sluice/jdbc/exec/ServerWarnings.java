package io.sluice.jdbc.exec;

import com.mysql.cj.NativeSession;
import com.mysql.cj.exceptions.MysqlErrorNumbers;
import com.mysql.cj.jdbc.JdbcConnection;
import io.sluice.routing.session.Warning;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The warnings of the last statement on a connection. They are read at once, for the connection goes back to its pool; a server
 * that counted none is not asked.
 */
final class ServerWarnings {
    private ServerWarnings() {}

    /** How many the server counted. */
    static int count(JdbcConnection raw) {
        return raw.getSession() instanceof NativeSession session
                ? session.getProtocol().getWarningCount()
                : 0;
    }

    static List<Warning> of(JdbcConnection raw) throws SQLException {
        if (count(raw) == 0) {
            return List.of();
        }
        List<Warning> warnings = new ArrayList<>();
        try (Statement statement = raw.createStatement();
                ResultSet rows = statement.executeQuery("SHOW WARNINGS")) {
            while (rows.next()) {
                warnings.add(new Warning(rows.getString("Level"), rows.getInt("Code"), rows.getString("Message")));
            }
        }
        return warnings;
    }

    /** The same as JDBC chains them; null for none. */
    static @Nullable SQLWarning chain(List<Warning> warnings) {
        SQLWarning first = null;
        for (Warning warning : warnings) {
            String state = MysqlErrorNumbers.mysqlToSqlstate(warning.code());
            SQLWarning next = new SQLWarning(warning.message(), state, warning.code());
            if (first == null) {
                first = next;
            } else {
                first.setNextWarning(next);
            }
        }
        return first;
    }
}
