package io.sluice.proxy.exec;

import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The time that a hint gives a statement. When it is over, the servers are asked to stop what runs for the client, and asked again
 * for what only began then, until the answer is there. Confined to the client's event loop.
 *
 * <p>INVARIANT: it ends with its statement, or it would stop the next one: the {@code done} it gives must be the one that is called.
 */
final class Deadline {
    private static final long FIRST_PAUSE_MS = 50;
    private static final long LONGEST_PAUSE_MS = 5_000;

    private final Client client;
    private @Nullable Future<?> next;
    private boolean over;

    private Deadline(Client client) {
        this.client = client;
    }

    /** Begins to count; the answer's {@code done} to be called in place of the one given. */
    static Runnable start(Client client, Duration time, Runnable done) {
        Deadline deadline = new Deadline(client);
        deadline.wait(time.toMillis(), FIRST_PAUSE_MS);
        return () -> {
            deadline.end();
            done.run();
        };
    }

    private void wait(long millis, long pause) {
        next = client.channel().eventLoop().schedule(() -> pass(pause), millis, TimeUnit.MILLISECONDS);
    }

    private void pass(long pause) {
        if (over || !client.channel().isActive()) {
            return;
        }
        client.late();
        Work work = client.work();
        if (work != null) {
            work.interrupt();
        }
        wait(pause, Math.min(2 * pause, LONGEST_PAUSE_MS));
    }

    private void end() {
        over = true;
        if (next != null) {
            next.cancel(false);
        }
    }
}
