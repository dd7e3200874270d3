package io.sluice.jdbc.exec;

import com.mysql.cj.jdbc.JdbcPreparedStatement;
import io.sluice.routing.RoutingError;
import io.sluice.sql.Dialect;
import io.sluice.sql.lex.Fingerprint;
import java.nio.charset.StandardCharsets;
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
    static void check(PreparedStatement prepared, String sql, Dialect dialect) throws SQLException {
        if (!plain(sql) && !same(prepared.unwrap(JdbcPreparedStatement.class), sql, dialect)) {
            prepared.close();
            throw RoutingError.NOT_UNDERSTOOD.with(
                    "a prepared statement",
                    "comments or quotes in it hide a ? from Connector/J or look like one to it");
        }
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

    private static boolean same(JdbcPreparedStatement prepared, String sql, Dialect dialect) {
        byte[][] theirs = prepared.getQueryInfo().getStaticSqlParts();
        Fingerprint ours = Fingerprint.of(sql, dialect);
        if (theirs.length != ours.parameterCount() + 1) {
            return false;
        }
        int from = 0;
        int part = 0;
        for (int slot = 0; slot < ours.slotCount(); slot++) {
            if (ours.isParameter(slot)) {
                if (theirs[part++].length != length(sql, from, ours.slotStart(slot))) {
                    return false;
                }
                from = ours.slotEnd(slot);
            }
        }
        return true;
    }

    private static int length(String sql, int from, int to) {
        return sql.substring(from, to).getBytes(StandardCharsets.UTF_8).length;
    }

    /** True where Connector/J may write several executions into one text: no comment swallows what follows. */
    static boolean joinable(String sql) {
        return sql.indexOf('#') < 0 && sql.indexOf(';') < 0 && !sql.contains("--") && !sql.contains("/*");
    }
}
