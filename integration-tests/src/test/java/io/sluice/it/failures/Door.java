package io.sluice.it.failures;

import java.sql.Connection;
import java.sql.SQLException;

/** A way in. */
interface Door extends AutoCloseable {
    Connection connect() throws SQLException;

    @Override
    void close();
}
