package io.sluice.routing;

import io.sluice.sql.SqlValue;

/** The values bound to a prepared statement's {@code ?}. A door's view of its own parameters; read on one thread. */
public interface Parameters {
    /** No parameters: the statement came as text, in which a {@code ?} is a syntax error. */
    Parameters NONE = ordinal -> {
        throw RoutingError.SYNTAX.with("check the manual that corresponds to your server version for the right syntax"
                + " to use near '?' at line 1");
    };

    /** The value of parameter {@code ordinal}, 0-based. */
    SqlValue value(int ordinal);
}
