package io.sluice.jdbc;

import com.mysql.cj.BindValue;
import com.mysql.cj.MysqlType;
import com.mysql.cj.jdbc.ClientPreparedStatement;
import io.sluice.jdbc.exec.Execution;
import io.sluice.jdbc.exec.Outcome;
import io.sluice.jdbc.exec.Param;
import io.sluice.jdbc.exec.SqlValues;
import io.sluice.jdbc.exec.StatementOptions;
import io.sluice.sql.SqlValue;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;

/**
 * What Connector/J's updatable result set takes for its prepared INSERT, UPDATE, DELETE or SELECT by primary key: values are bound
 * as ever, but the statement goes through the session, as one that the application might send. Not thread-safe.
 */
@NullUnmarked
final class EditStatement extends ClientPreparedStatement {
    private static final Set<MysqlType> TEXTS = Set.of(
            MysqlType.CHAR,
            MysqlType.VARCHAR,
            MysqlType.TINYTEXT,
            MysqlType.TEXT,
            MysqlType.MEDIUMTEXT,
            MysqlType.LONGTEXT);

    private final String sql;
    private final Execution execution;

    EditStatement(EditConnection connection, String sql, Execution execution) throws SQLException {
        super(connection, sql, connection.getDatabase());
        this.sql = sql;
        this.execution = execution;
    }

    @Override
    public int executeUpdate() throws SQLException {
        Outcome outcome = run();
        lastInsertId = -1;
        ResultSet keys = outcome.generatedKeys();
        if (keys != null && keys.next()) {
            lastInsertId = keys.getLong(1);
        }
        return SluiceStatement.clamp(outcome.affected());
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        return run().rows();
    }

    private Outcome run() throws SQLException {
        StringBuilder text = new StringBuilder();
        List<Param> params = new ArrayList<>();
        int from = 0;
        for (BindValue value : getQueryBindings().getBindValues()) {
            int mark = nextMark(sql, from);
            text.append(sql, from, mark);
            from = mark + 1;
            text.append(written(value, params));
        }
        text.append(sql, from, sql.length());
        return execution.run(
                execution.fingerprint(text.toString()), params.toArray(Param[]::new), StatementOptions.edit());
    }

    private static String written(BindValue value, List<Param> params) {
        if (!value.isNull() && !value.escapeBytesIfNeeded() && value.getValue() instanceof byte[] raw) {
            return new String(raw, StandardCharsets.ISO_8859_1); // a word of SQL (DEFAULT), or digits
        }
        params.add(
                value.isNull()
                        ? Param.ofNull(Types.NULL)
                        : new Param(
                                (statement, i) -> ((ClientPreparedStatement) statement)
                                        .getQueryBindings()
                                        .setFromBindValue(i - 1, value),
                                routed(value)));
        return "?";
    }

    /** What the rules may see of a value: one that Connector/J converts on its way is not told. */
    private static SqlValue routed(BindValue value) {
        Object bound = value.getValue();
        boolean text = bound instanceof String && TEXTS.contains(value.getMysqlType());
        boolean whole = bound instanceof Integer
                || bound instanceof Long
                || bound instanceof Short
                || bound instanceof Byte
                || bound instanceof java.math.BigInteger;
        boolean asNumber = whole && !TEXTS.contains(value.getMysqlType()) && value.getMysqlType() != MysqlType.BIT;
        return text || asNumber ? SqlValues.of(bound) : new SqlValue.Unreadable();
    }

    /** The next question mark that is not within a name in backticks. */
    private static int nextMark(String sql, int from) {
        boolean quoted = false;
        for (int i = from; ; i++) {
            if (!quoted && sql.charAt(i) == '?') {
                return i;
            }
            quoted ^= sql.charAt(i) == '`';
        }
    }
}
