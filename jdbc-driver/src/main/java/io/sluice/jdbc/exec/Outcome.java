package io.sluice.jdbc.exec;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import org.jspecify.annotations.Nullable;

/**
 * What one execution gave.
 *
 * @param rows the result set, null where the statement gives counts
 * @param affected affected (or found) rows, 0 with rows
 * @param generatedKeys null where not asked for
 * @param warnings null for none
 */
public record Outcome(
        @Nullable ResultSet rows, long affected, @Nullable ResultSet generatedKeys, @Nullable SQLWarning warnings) {
    /** Counts only. */
    public static Outcome ofCount(long affected) {
        return new Outcome(null, affected, null, null);
    }

    /** Closes what is open. */
    public void close() throws SQLException {
        if (rows != null) {
            rows.close();
        }
    }
}
