package io.sluice.jdbc;

import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTransientConnectionException;

/** Turns our own errors into the exceptions that Connector/J would throw for such numbers; a shard's own pass unchanged. */
public final class Errors {
    private Errors() {}

    /** The SQLException for a routing error: its SQLSTATE and MySQL's error number, the class as Connector/J chooses it. */
    public static SQLException of(RoutingException e) {
        RoutingError error = e.error();
        String text = e.told();
        String state = error.sqlState();
        int errno = error.errno();
        if (error == RoutingError.CONNECTION_LOST || error == RoutingError.OUTCOME_UNKNOWN) {
            // As Connector/J: by this SQLSTATE pools and frameworks know a connection that is gone.
            return new SQLNonTransientConnectionException(text, "08S01", errno, e);
        }
        if (error == RoutingError.POOL_EXHAUSTED) {
            return new SQLTransientConnectionException(text, state, errno, e);
        }
        if (state.startsWith("42")) {
            return new SQLSyntaxErrorException(text, state, errno, e);
        }
        if (state.startsWith("23")) {
            return new SQLIntegrityConstraintViolationException(text, state, errno, e);
        }
        if (state.startsWith("08")) {
            return new SQLNonTransientConnectionException(text, state, errno, e);
        }
        return new SQLException(text, state, errno, e);
    }

    /** A JDBC method that Sluice does not have. */
    public static SQLFeatureNotSupportedException unsupported(String method) {
        return new SQLFeatureNotSupportedException(method + " is not supported by Sluice", "0A000");
    }

    /** The statement, connection or result was closed. */
    public static SQLException closed(String what) {
        String state = what.equals("connection") ? "08003" : "S1009";
        String text = "No operations allowed after " + what + " closed.";
        return what.equals("connection")
                ? new SQLNonTransientConnectionException(text, state)
                : new SQLException(text, state);
    }
}
