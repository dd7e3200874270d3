package io.sluice.jdbc;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The open statements of a connection, linked through themselves: opening and closing one costs no memory. Thread-safe, for a
 * statement may be closed by another thread than the connection's.
 */
final class OpenStatements {
    private @Nullable SluiceStatement first;

    synchronized void add(SluiceStatement statement) {
        statement.next = first;
        if (first != null) {
            first.previous = statement;
        }
        first = statement;
    }

    synchronized void remove(SluiceStatement statement) {
        if (statement.previous != null) {
            statement.previous.next = statement.next;
        } else if (first == statement) {
            first = statement.next;
        }
        if (statement.next != null) {
            statement.next.previous = statement.previous;
        }
        statement.previous = null;
        statement.next = null;
    }

    private synchronized @Nullable SluiceStatement first() {
        return first;
    }

    /** Closes all, whatever happens; the last failure, null for none. */
    @Nullable
    SQLException closeAll() {
        SQLException failure = null;
        for (SluiceStatement statement = first(); statement != null; statement = first()) {
            try {
                statement.close();
            } catch (SQLException e) {
                failure = e;
            } finally {
                remove(statement);
            }
        }
        return failure;
    }
}
