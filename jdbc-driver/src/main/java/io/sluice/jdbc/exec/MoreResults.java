package io.sluice.jdbc.exec;

import com.mysql.cj.jdbc.StatementImpl;
import com.mysql.cj.jdbc.result.ResultSetInternalMethods;
import io.sluice.jdbc.SluiceResultSet;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The results of one statement that has several (CALL), each read in full. */
final class MoreResults {
    private MoreResults() {}

    /** Those behind the first; null where there are none. */
    static @Nullable Outcome behind(StatementImpl statement, Lease lease, StatementOptions options)
            throws SQLException {
        boolean rows = statement.getMoreResults(Statement.KEEP_CURRENT_RESULT);
        return rows || statement.getLargeUpdateCount() >= 0 ? from(statement, rows, lease, options, null) : null;
    }

    /** The statement's present result and those behind it. */
    static Outcome from(
            StatementImpl statement, boolean rows, Lease lease, StatementOptions options, @Nullable SQLWarning warnings)
            throws SQLException {
        Outcome first = rows
                ? new Outcome(rows(statement, lease, options), 0, null, warnings)
                : new Outcome(null, Math.max(0, statement.getLargeUpdateCount()), null, warnings);
        return first.then(behind(statement, lease, options));
    }

    private static ResultSet rows(StatementImpl statement, Lease lease, StatementOptions options) throws SQLException {
        ResultSetInternalMethods inner = (ResultSetInternalMethods) statement.getResultSet();
        return new SluiceResultSet(
                inner.getRows(), new ReadConnection(lease.raw()), statement, options.owner(), () -> {});
    }
}
