package io.sluice.jdbc.exec;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The time that a statement has on one shard. When it is over, the server is asked to stop the statement; where it does not answer
 * that either, the connection is broken off. Connector/J's own limit waits for a server that has stalled.
 *
 * <p>INVARIANT: no KILL is under way when {@link #end} returns: it would meet the connection's next statement.
 */
final class TimeLimit {
    private static final long AGAIN_MILLIS = 500;

    private final Lease lease;
    private CompletableFuture<Void> timer = new CompletableFuture<>();
    private boolean over;
    private volatile boolean late;

    private TimeLimit(Lease lease) {
        this.lease = lease;
    }

    /** Begins to count; {@code millis} 0 is no limit. */
    static TimeLimit start(Lease lease, long millis) {
        TimeLimit limit = new TimeLimit(lease);
        if (millis > 0) {
            limit.count(millis);
        }
        return limit;
    }

    private synchronized void count(long millis) {
        if (!over) {
            CompletableFuture<Void> next = new CompletableFuture<>();
            timer = next;
            next.orTimeout(millis, TimeUnit.MILLISECONDS).whenComplete((ended, timeout) -> {
                if (timeout != null) {
                    begin();
                }
            });
        }
    }

    /** KILL takes a connection, and that is not for the timer's thread. */
    private void begin() {
        Thread thread = new Thread(this::pass, "sluice-kill");
        thread.setDaemon(true);
        thread.setContextClassLoader(TimeLimit.class.getClassLoader());
        thread.start();
    }

    private void pass() {
        synchronized (this) {
            if (over) {
                return;
            }
            late = true;
            lease.kill();
        }
        count(AGAIN_MILLIS);
    }

    /** Whether the time was over before the statement had ended. */
    boolean late() {
        return late;
    }

    /** Whether {@code failure} is the server's word for a statement that was killed, and it was killed by this limit. */
    boolean ended(SQLException failure) {
        return late && Failures.interrupted(failure);
    }

    /** The statement has ended; waits for a KILL that is under way. */
    synchronized void end() {
        over = true;
        timer.complete(null);
    }
}
