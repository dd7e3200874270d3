package io.sluice.jdbc.exec;

import com.mysql.cj.jdbc.exceptions.MySQLTimeoutException;
import io.sluice.jdbc.Errors;
import io.sluice.routing.cluster.Shard;
import io.sluice.routing.control.ControlPlane;
import java.sql.SQLException;

/**
 * A statement that waits, on its caller's thread, for a shard's primary: nothing of it was done there. Confined to that thread;
 * interrupting it ends the wait.
 */
final class Hold {
    private static final long LOOK_MILLIS = 20;
    private static final int HURRY = 5;
    /** After a primary has refused or could not be reached: what is known of it may be old. */
    private static final long PAUSE_MILLIS = 50;

    private static final int ER_QUERY_INTERRUPTED = 1317;

    /** What the session knows of the statement that waits. */
    interface Patience {
        /** When the statement's own time is over, as {@link System#nanoTime}; 0 for never. */
        long until();

        /** Whether the session was aborted. */
        boolean shut();
    }

    private final ControlPlane control;
    private final Shard shard;
    private final Patience patience;
    private long deadline;

    Hold(ControlPlane control, Shard shard, Patience patience) {
        this.control = control;
        this.shard = shard;
        this.patience = patience;
    }

    /**
     * Waits until the shard has a primary that takes statements.
     *
     * @param refused whether the one that is known has just failed or refused
     * @return false where there is none in time, or the statement may not wait: it fails as without waiting
     * @throws SQLException where the statement's own time is over, the thread was interrupted, or the session was aborted
     */
    boolean await(boolean refused) throws SQLException {
        long now = System.nanoTime();
        deadline = deadline == 0 ? now + control.holding().longest().toNanos() : deadline;
        if (now - deadline >= 0 || !control.holding().enter(shard.name())) {
            return false;
        }
        try {
            return look(refused ? PAUSE_MILLIS : 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("Query execution was interrupted", "70100", ER_QUERY_INTERRUPTED, e);
        } finally {
            control.holding().leave();
        }
    }

    private boolean look(long pauseMillis) throws InterruptedException, SQLException {
        control.suspect(shard);
        Thread.sleep(pauseMillis);
        for (int looks = 1; control.holding().primary(shard, control.health()) == null; looks++) {
            long now = System.nanoTime();
            if (now - deadline >= 0) {
                return false;
            }
            check(now);
            if (looks % HURRY == 0) {
                control.suspect(shard);
            }
            Thread.sleep(LOOK_MILLIS);
        }
        check(System.nanoTime());
        return true;
    }

    private void check(long now) throws SQLException {
        if (patience.shut()) {
            throw Errors.closed("connection");
        }
        long until = patience.until();
        if (until != 0 && now - until >= 0) {
            throw new MySQLTimeoutException();
        }
    }
}
