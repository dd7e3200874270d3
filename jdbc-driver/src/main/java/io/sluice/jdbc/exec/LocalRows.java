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
import io.sluice.routing.LocalAnswer;
import io.sluice.routing.merge.ColumnMeta;
import io.sluice.routing.merge.ComputedRow;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** Result sets of rows that were made here: generated keys, SHOW WARNINGS, EXPLAIN ROUTE. */
@NullUnmarked
final class LocalRows {
    private static final int UTF8MB4_GENERAL_CI = 45;
    private static final int BINARY = 63;

    private LocalRows() {}

    /** Keys as Connector/J shows them: one column, GENERATED_KEY. {@code raw} lends the settings conversions go by. */
    static ResultSet keys(JdbcConnection raw, @Nullable Statement owner, List<? extends @Nullable String> ids)
            throws SQLException {
        Field key = new Field("", "GENERATED_KEY", BINARY, "UTF-8", MysqlType.BIGINT_UNSIGNED, 20);
        List<byte[] @Nullable []> rows = new ArrayList<>();
        for (String id : ids) {
            rows.add(new byte[][] {id == null ? null : id.getBytes(StandardCharsets.US_ASCII)});
        }
        return of(raw, owner, new Field[] {key}, rows);
    }

    /** An answer that was made without any shard. */
    static ResultSet of(JdbcConnection raw, @Nullable Statement owner, LocalAnswer answer) throws SQLException {
        Field[] fields = answer.columns().stream().map(LocalRows::field).toArray(Field[]::new);
        List<byte[] @Nullable []> rows = new ArrayList<>();
        for (ComputedRow row : answer.rows()) {
            byte[][] cells = new byte[fields.length][];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = row.asBytes(i);
            }
            rows.add(cells);
        }
        return of(raw, owner, fields, rows);
    }

    private static Field field(LocalAnswer.Heading heading) {
        boolean text = heading.meta().charset() != BINARY;
        MysqlType number = number(heading.meta());
        return text
                ? new Field("", heading.name(), UTF8MB4_GENERAL_CI, "UTF-8", MysqlType.VARCHAR, heading.length())
                : new Field(
                        "",
                        heading.name(),
                        BINARY,
                        "UTF-8",
                        number,
                        number.getPrecision().intValue());
    }

    private static MysqlType number(ColumnMeta meta) {
        boolean wide = meta.type() == MysqlType.FIELD_TYPE_LONGLONG;
        if (meta.unsigned()) {
            return wide ? MysqlType.BIGINT_UNSIGNED : MysqlType.INT_UNSIGNED;
        }
        return wide ? MysqlType.BIGINT : MysqlType.INT;
    }

    /** Rows of the given columns, each value as the text protocol has it. */
    static ResultSet of(JdbcConnection raw, @Nullable Statement owner, Field[] fields, List<byte[] @Nullable []> rows)
            throws SQLException {
        DefaultColumnDefinition columns = new DefaultColumnDefinition(fields);
        List<Row> made = new ArrayList<>();
        for (byte[][] row : rows) {
            ByteArrayRow cells = new ByteArrayRow(row, null);
            cells.setMetadata(columns);
            made.add(cells);
        }
        StatementImpl inner = (StatementImpl) raw.createStatement();
        return new SluiceResultSet(
                new ResultsetRowsStatic(made, columns), new ReadConnection(raw), inner, owner, () -> {});
    }
}
