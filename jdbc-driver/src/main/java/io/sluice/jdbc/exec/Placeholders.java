package io.sluice.jdbc.exec;

import com.mysql.cj.jdbc.JdbcPreparedStatement;
import io.sluice.routing.RoutingError;
import io.sluice.routing.route.ShardStatement;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Connector/J looks for the {@code ?} of a text by itself and writes the values there; it knows less of comments, quotes and
 * sql_mode than the servers do.
 *
 * <p>INVARIANT: a value never goes where we did not read a placeholder.
 */
final class Placeholders {
    private Placeholders() {}

    /** @throws io.sluice.routing.RoutingException where Connector/J finds other placeholders in the text than we do */
    static void check(PreparedStatement prepared, ShardStatement part) throws SQLException {
        if (!same(prepared, part)) {
            prepared.close();
            throw RoutingError.NOT_UNDERSTOOD.with(
                    "a prepared statement",
                    "comments or quotes in it hide a ? from Connector/J or look like one to it");
        }
    }

    /** True where Connector/J finds the placeholders that we have written. */
    static boolean same(PreparedStatement prepared, ShardStatement part) throws SQLException {
        return plain(part.sql()) || same(prepared.unwrap(JdbcPreparedStatement.class), part);
    }

    /** True where nothing could hide a placeholder or make one. */
    private static boolean plain(String sql) {
        for (int i = 0; i < sql.length(); i++) {
            switch (sql.charAt(i)) {
                case '\'', '"', '`', '\\', '#', '-', '/', ';', '$' -> {
                    return false;
                }
                default -> {}
            }
        }
        return true;
    }

    private static boolean same(JdbcPreparedStatement prepared, ShardStatement part) {
        byte[][] theirs = prepared.getQueryInfo().getStaticSqlParts();
        int[] ours = part.marks().places();
        if (theirs.length != ours.length + 1) {
            return false;
        }
        int from = 0;
        for (int i = 0; i < ours.length; i++) {
            if (theirs[i].length != length(part.sql(), from, ours[i])) {
                return false;
            }
            from = ours[i] + 1;
        }
        return true;
    }

    /** Bytes in UTF-8; half of a surrogate pair is sent as a question mark. */
    private static int length(String sql, int from, int to) {
        int bytes = 0;
        for (int i = from; i < to; i++) {
            char c = sql.charAt(i);
            if (c < 0x80) {
                bytes++;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (Character.isHighSurrogate(c) && i + 1 < to && Character.isLowSurrogate(sql.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else {
                bytes += Character.isSurrogate(c) ? 1 : 3;
            }
        }
        return bytes;
    }

    /** True where Connector/J may write several executions into one text: no comment swallows what follows. */
    static boolean joinable(String sql) {
        return sql.indexOf('#') < 0 && sql.indexOf(';') < 0 && !sql.contains("--") && !sql.contains("/*");
    }
}
