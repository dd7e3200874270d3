package io.sluice.jdbc.exec;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shards' statements that run now, beside the application's statement they run for, so that another thread can cancel them.
 * Thread-safe; a session has a handful at most, so two lists cost less than any map.
 */
final class Running {
    /** The connection is gone, and with it what ran there. */
    private static final int ER_NO_SUCH_THREAD = 1094;

    private final List<@Nullable Statement> owners = new ArrayList<>(4);
    private final List<Statement> inners = new ArrayList<>(4);
    private final List<Watch> watches = new ArrayList<>(1);

    synchronized void started(@Nullable Statement owner, Statement inner) {
        owners.add(owner);
        inners.add(inner);
    }

    synchronized void ended(Statement inner) {
        for (int i = inners.size() - 1; i >= 0; i--) {
            if (inners.get(i) == inner) {
                inners.remove(i);
                owners.remove(i);
                return;
            }
        }
    }

    /** The application's statement makes several, one behind another: from now on it is told of a cancel between them, too. */
    synchronized void begun(Watch watch) {
        watches.add(watch);
    }

    synchronized void over(Watch watch) {
        watches.remove(watch);
    }

    private synchronized List<Statement> of(@Nullable Statement owner) {
        for (Watch watch : watches) {
            if (owner == null || watch.owner() == owner) {
                watch.cancel();
            }
        }
        List<Statement> found = new ArrayList<>();
        for (int i = 0; i < inners.size(); i++) {
            if (owner == null || owners.get(i) == owner) {
                found.add(inners.get(i));
            }
        }
        return found;
    }

    /** Cancels what runs for {@code owner}, on every shard even where one of them cannot be reached. */
    void cancel(Statement owner) throws SQLException {
        SQLException failure = cancel(of(owner));
        if (failure != null) {
            throw failure;
        }
    }

    /** Cancels everything; what cannot be cancelled has ended, or its connection is gone: either way it does not run. */
    void cancelAll() {
        cancel(of(null));
    }

    private static @Nullable SQLException cancel(List<Statement> statements) {
        SQLException failure = null;
        for (Statement inner : statements) {
            try {
                inner.cancel();
            } catch (SQLException e) {
                failure = e.getErrorCode() == ER_NO_SUCH_THREAD ? failure : e;
            } catch (NullPointerException e) {
                // Connector/J's own, where the statement was closed meanwhile: it does not run.
                continue;
            }
        }
        return failure;
    }
}
