package io.sluice.jdbc.exec;

import com.mysql.cj.BindValue;
import com.mysql.cj.jdbc.JdbcPreparedStatement;
import io.sluice.routing.route.ShardStatement;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The bound values of a statement as Connector/J writes them into its text. */
final class Literals {
    /** No heading shows more; MySQL cuts it much sooner. */
    private static final int LONGEST = 1 << 16;

    private final BindValue[] values;
    private final int[] ordinals;

    Literals(PreparedStatement prepared, ShardStatement part) throws SQLException {
        values = prepared.unwrap(JdbcPreparedStatement.class).getQueryBindings().getBindValues();
        ordinals = part.parameters();
    }

    /** Of the client's parameter {@code ordinal}; null where it is a stream, too long, or not in this part. */
    @Nullable
    String of(int ordinal) {
        for (int i = 0; i < ordinals.length; i++) {
            if (ordinals[i] == ordinal) {
                return of(values[i]);
            }
        }
        return null;
    }

    private static @Nullable String of(BindValue value) {
        if (value.isStream()) {
            return null;
        }
        byte[] literal = value.getByteValue();
        return literal == null || literal.length > LONGEST ? null : new String(literal, StandardCharsets.UTF_8);
    }
}
