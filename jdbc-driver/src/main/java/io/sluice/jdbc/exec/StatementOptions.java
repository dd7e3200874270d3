package io.sluice.jdbc.exec;

import com.mysql.cj.jdbc.exceptions.MySQLTimeoutException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the application has set on its statement.
 *
 * @param owner the application's statement
 * @param fetchSize as set; {@code Integer.MIN_VALUE} streams row by row, as in Connector/J
 * @param maxRows 0 for no limit
 * @param timeoutMillis 0 for none
 * @param generatedKeys true where generated keys are wanted
 * @param resultSetType ResultSet.TYPE_…
 * @param concurrency ResultSet.CONCUR_…
 * @param escapes escape processing
 * @param wanted what the called method may give
 */
public record StatementOptions(
        @Nullable Statement owner,
        int fetchSize,
        long maxRows,
        long timeoutMillis,
        boolean generatedKeys,
        int resultSetType,
        int concurrency,
        boolean escapes,
        Wanted wanted) {
    /** What the called method may give; asked before anything is sent, so that a wrong call changes nothing. */
    public enum Wanted {
        ROWS,
        COUNT,
        EITHER
    }

    /** For statements of our own. */
    static final StatementOptions INTERNAL = new StatementOptions(
            null, 0, 0, 0, false, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY, false, Wanted.EITHER);

    /** For the changes of an updatable result set. */
    public static StatementOptions edit() {
        return new StatementOptions(
                null, 0, 0, 0, true, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY, false, Wanted.EITHER);
    }

    /** Its rows can be changed. */
    boolean updatable() {
        return concurrency == ResultSet.CONCUR_UPDATABLE && owner != null;
    }

    /** Connector/J's errors where {@code executeQuery} meets an UPDATE, or {@code executeUpdate} a SELECT. */
    void check(boolean rows) throws SQLException {
        if (rows && wanted == Wanted.COUNT) {
            throw new SQLException(
                    "Statement.executeUpdate() or Statement.executeLargeUpdate() cannot issue statements that produce"
                            + " result sets.",
                    "01S03");
        }
        if (!rows && wanted == Wanted.ROWS) {
            throw new SQLException(
                    "Statement.executeQuery() cannot issue statements that do not produce result sets.", "S1009");
        }
    }

    /**
     * The same for one part of several: read forward only, all its rows, and within what is left of the time.
     *
     * @param startedNanos when the whole statement started
     * @throws MySQLTimeoutException where no time is left
     */
    StatementOptions forPart(long startedNanos) throws SQLException {
        return new StatementOptions(
                owner,
                0,
                0,
                left(startedNanos),
                generatedKeys,
                ResultSet.TYPE_FORWARD_ONLY,
                ResultSet.CONCUR_READ_ONLY,
                escapes,
                wanted);
    }

    /** The same for a statement whose rows are brought to another server: all of them, one by one. */
    StatementOptions feed() {
        return new StatementOptions(
                owner,
                Integer.MIN_VALUE,
                0,
                timeoutMillis,
                false,
                ResultSet.TYPE_FORWARD_ONLY,
                ResultSet.CONCUR_READ_ONLY,
                false,
                Wanted.EITHER);
    }

    /** The same for the second of several statements in one text: it may be of any kind, and its rows do not stream. */
    StatementOptions ofAnyKind() {
        return new StatementOptions(
                owner, 0, maxRows, timeoutMillis, generatedKeys, resultSetType, concurrency, escapes, Wanted.EITHER);
    }

    /** The same within what is left of the time. */
    StatementOptions rest(long startedNanos) throws SQLException {
        return with(fetchSize, maxRows, left(startedNanos));
    }

    private StatementOptions with(int size, long rows, long millis) {
        return new StatementOptions(
                owner, size, rows, millis, generatedKeys, resultSetType, concurrency, escapes, wanted);
    }

    private long left(long startedNanos) throws SQLException {
        if (timeoutMillis == 0) {
            return 0;
        }
        long left = timeoutMillis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
        if (left <= 0) {
            throw new MySQLTimeoutException();
        }
        return left;
    }

    /** The same within a hint's time, where that is shorter. */
    StatementOptions within(@Nullable Duration hint) {
        if (hint == null || !shortens(hint)) {
            return this;
        }
        return with(fetchSize, maxRows, hint.toMillis());
    }

    /** Whether a hint's time is over before that of the application's own {@code setQueryTimeout}. */
    boolean shortens(@Nullable Duration hint) {
        return hint != null && (timeoutMillis == 0 || hint.toMillis() < timeoutMillis);
    }

    boolean scrolls() {
        return resultSetType != ResultSet.TYPE_FORWARD_ONLY;
    }
}
