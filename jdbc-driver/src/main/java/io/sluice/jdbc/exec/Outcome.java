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
 * @param next what {@code getMoreResults} goes on to; null where this is all
 */
public record Outcome(
        @Nullable ResultSet rows,
        long affected,
        @Nullable ResultSet generatedKeys,
        @Nullable SQLWarning warnings,
        @Nullable Outcome next) {
    Outcome(@Nullable ResultSet rows, long affected, @Nullable ResultSet generatedKeys, @Nullable SQLWarning warnings) {
        this(rows, affected, generatedKeys, warnings, null);
    }

    /** The same with more behind all that it has. */
    Outcome then(@Nullable Outcome more) {
        return more == null
                ? this
                : new Outcome(rows, affected, generatedKeys, warnings, next == null ? more : next.then(more));
    }

    /** Counts only. */
    public static Outcome ofCount(long affected) {
        return new Outcome(null, affected, null, null);
    }

    /** Closes what is open, and all behind it. */
    public void close() throws SQLException {
        closeRows();
        if (next != null) {
            next.close();
        }
    }

    /** Closes its own rows. */
    public void closeRows() throws SQLException {
        if (rows != null) {
            rows.close();
        }
    }
}
