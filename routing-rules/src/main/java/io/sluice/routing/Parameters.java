package io.sluice.routing;

import io.sluice.sql.SqlValue;

/** The values bound to a prepared statement's {@code ?}. A door's view of its own parameters; read on one thread. */
public interface Parameters {
    /** No parameters; the statement came as text. */
    Parameters NONE = ordinal -> {
        throw new IllegalArgumentException("no parameter " + ordinal);
    };

    /** The value of parameter {@code ordinal}, 0-based. */
    SqlValue value(int ordinal);
}
