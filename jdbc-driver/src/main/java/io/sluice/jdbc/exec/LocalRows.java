package io.sluice.jdbc.exec;

import com.mysql.cj.MysqlType;
import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.StatementImpl;
import com.mysql.cj.protocol.a.result.ByteArrayRow;
import com.mysql.cj.protocol.a.result.ResultsetRowsStatic;
import com.mysql.cj.result.DefaultColumnDefinition;
import com.mysql.cj.result.Field;
import com.mysql.cj.result.Row;
import io.sluice.jdbc.SluiceResultSet;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Result sets of rows that were made here: generated keys, SHOW WARNINGS, EXPLAIN ROUTE. */
final class LocalRows {
    private static final int UTF8MB4_GENERAL_CI = 45;
    private static final int BINARY = 63;

    private LocalRows() {}

    /**
     * One column.
     *
     * @param name heading
     * @param number true for an unsigned BIGINT, false for text
     */
    record Heading(String name, boolean number) {
        Field field() {
            return number
                    ? new Field("", name, BINARY, "UTF-8", MysqlType.BIGINT_UNSIGNED, 20)
                    : new Field("", name, UTF8MB4_GENERAL_CI, "UTF-8", MysqlType.VARCHAR, 65535);
        }
    }

    /** Rows of texts (null is NULL); {@code raw} lends the settings conversions go by. */
    static ResultSet of(
            JdbcConnection raw, @Nullable Statement owner, List<Heading> headings, List<List<@Nullable String>> rows)
            throws SQLException {
        DefaultColumnDefinition columns = new DefaultColumnDefinition(
                headings.stream().map(Heading::field).toArray(Field[]::new));
        List<Row> made = new ArrayList<>();
        for (List<@Nullable String> row : rows) {
            ByteArrayRow cells = new ByteArrayRow(cells(row), null);
            cells.setMetadata(columns);
            made.add(cells);
        }
        StatementImpl inner = (StatementImpl) raw.createStatement();
        return new SluiceResultSet(new ResultsetRowsStatic(made, columns), raw, inner, owner, () -> {});
    }

    private static byte[] @Nullable [] cells(List<@Nullable String> row) {
        byte[][] cells = new byte[row.size()][];
        for (int i = 0; i < cells.length; i++) {
            String text = row.get(i);
            if (text != null) {
                cells[i] = text.getBytes(StandardCharsets.UTF_8);
            }
        }
        return cells;
    }
}
