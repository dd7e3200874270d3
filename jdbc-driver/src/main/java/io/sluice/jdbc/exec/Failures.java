package io.sluice.jdbc.exec;

import com.mysql.cj.jdbc.exceptions.MySQLStatementCancelledException;
import io.sluice.jdbc.Errors;
import io.sluice.routing.RoutingError;
import io.sluice.routing.route.LogicalNames;
import io.sluice.routing.session.Placement;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an error of a shard means for what comes after it. */
final class Failures {
    private static final int ER_CHECKREAD = 1020;
    private static final int ER_NO_SUCH_TABLE = 1146;
    private static final int ER_LOCK_DEADLOCK = 1213;
    private static final int ER_QUERY_INTERRUPTED = 1317;
    private static final int ER_CONNECTION_KILLED_MARIADB = 1927;

    /** ER_DBACCESS_DENIED_ERROR, ER_TABLEACCESS_DENIED_ERROR, ER_SPECIFIC_ACCESS_DENIED_ERROR. */
    private static final Set<Integer> DENIED = Set.of(1044, 1142, 1227);

    private Failures() {}

    /** The connection is gone, and with it the transaction it was in. */
    static boolean lost(SQLException e) {
        String state = e.getSQLState();
        return (state != null && state.startsWith("08")) || e.getErrorCode() == ER_CONNECTION_KILLED_MARIADB;
    }

    /** There is no such table; a replica may lack one that the others have. */
    static boolean lacksTable(SQLException e) {
        return e.getErrorCode() == ER_NO_SUCH_TABLE;
    }

    /** Connector/J's error for a connection that broke tells neither a number nor a server: here the shard is named. */
    static SQLException named(String shard, SQLException e) {
        if (e.getErrorCode() != 0 || !lost(e)) {
            return e;
        }
        String words = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        SQLException named = Errors.of(RoutingError.CONNECTION_LOST.with(shard, words));
        named.addSuppressed(e);
        return named;
    }

    /** The same where what was sent may have changed something. */
    static SQLException unknown(String shard, SQLException e) {
        if (!lost(e)) {
            return e;
        }
        Throwable cause = e.getSuppressed().length > 0 ? e.getSuppressed()[0] : e;
        String words = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        SQLException named = Errors.of(RoutingError.OUTCOME_UNKNOWN.with(shard, words));
        named.addSuppressed(e);
        return named;
    }

    /** An error whose text names tables, with the application's names for them. */
    static SQLException renamed(SQLException e, @Nullable LogicalNames names) {
        String text = e.getMessage();
        if (names == null || text == null) {
            return e;
        }
        String told = names.message(e.getErrorCode(), text);
        if (told.equals(text)) {
            return e;
        }
        SQLException renamed = like(e, told);
        renamed.setStackTrace(e.getStackTrace());
        return renamed;
    }

    private static SQLException like(SQLException e, String text) {
        if (e instanceof SQLIntegrityConstraintViolationException) {
            return new SQLIntegrityConstraintViolationException(text, e.getSQLState(), e.getErrorCode());
        }
        return e instanceof SQLSyntaxErrorException
                ? new SQLSyntaxErrorException(text, e.getSQLState(), e.getErrorCode())
                : new SQLException(text, e.getSQLState(), e.getErrorCode());
    }

    /** No server of a shard could be connected to; a server's own refusal (1045, 1049) passes as it is. */
    static SQLException unreached(String shard, Placement placement, @Nullable SQLException e) {
        SQLException refused = refused(e);
        if (refused != null) {
            return refused;
        }
        Throwable cause = root(e);
        String words = cause == null
                ? "none is known"
                : String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        SQLException named =
                Errors.of(RoutingError.SHARD_DOWN.with(shard, placement.primary() ? "primary" : "server", words));
        if (e != null) {
            named.addSuppressed(e);
        }
        return named;
    }

    /** A server's own refusal of a connection; null where none was reached. */
    static @Nullable SQLException refused(@Nullable SQLException e) {
        SQLException root = root(e);
        return root != null && root.getErrorCode() != 0 ? root : null;
    }

    private static @Nullable SQLException root(@Nullable SQLException e) {
        SQLException cause = e;
        while (cause != null && cause.getCause() instanceof SQLException deeper) {
            cause = deeper;
        }
        return cause;
    }

    /** A KILL QUERY has ended it. */
    static boolean interrupted(SQLException e) {
        return e.getErrorCode() == ER_QUERY_INTERRUPTED;
    }

    /**
     * The server has rolled the whole transaction back, not the statement alone (manual, "InnoDB Error Handling"; 1020 is
     * MariaDB's snapshot isolation).
     */
    static boolean rolledBack(SQLException e) {
        return e.getErrorCode() == ER_LOCK_DEADLOCK || e.getErrorCode() == ER_CHECKREAD;
    }

    /** The backend user lacks a privilege. */
    static boolean denied(SQLException e) {
        return DENIED.contains(e.getErrorCode());
    }

    /** Connector/J ends a batch at these, and goes on after all others. */
    static boolean endsBatch(SQLException e) {
        return lost(e)
                || rolledBack(e)
                || e instanceof SQLTimeoutException
                || e instanceof MySQLStatementCancelledException
                || interrupted(e);
    }
}
