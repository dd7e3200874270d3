package io.sluice.proxy.exec;

import io.netty.channel.EventLoop;
import io.sluice.routing.cluster.Holding;
import io.sluice.routing.cluster.Shard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Statements of one event loop that wait for a shard's primary; nothing of them was sent. Nobody blocks: the loop looks again
 * and again whether they may go on, first come, first served. Confined to the loop.
 */
public final class Held {
    private static final Logger LOG = LoggerFactory.getLogger(Held.class);
    private static final long LOOK_MILLIS = 20;
    /** Every so many looks the servers are asked. */
    private static final int HURRY = 5;
    /** After a primary has refused or could not be reached: what is known of it may be old. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    /**
     * One of them.
     *
     * @param deadline in nanoseconds, as {@link System#nanoTime}
     * @param notBefore the same
     * @param onward goes on, whether the primary is there or the time is over; must look at the deadline itself
     */
    private record Waiting(Shard shard, long deadline, long notBefore, Runnable onward) {}

    private final EventLoop loop;
    private final Servers servers;
    private List<Waiting> waiting = new ArrayList<>();
    private boolean looking;
    private int looks;

    /** @param loop whose statements wait */
    public Held(EventLoop loop, Servers servers) {
        this.loop = loop;
        this.servers = servers;
    }

    /** How long a statement waits that begins to do so now: nanoseconds as of {@link System#nanoTime}. */
    long deadline() {
        return System.nanoTime() + servers.holding().longest().toNanos();
    }

    /**
     * Runs {@code onward} when the shard has a primary that takes statements, or when the deadline is over.
     *
     * @param deadline of {@link #deadline}, when the statement first waited
     * @return false where it may not wait (any more)
     */
    boolean add(Shard shard, long deadline, boolean refused, Runnable onward) {
        Holding holding = servers.holding();
        if (System.nanoTime() - deadline >= 0 || !holding.enter(shard.name())) {
            return false;
        }
        long notBefore = System.nanoTime() + (refused ? PAUSE.toNanos() : 0);
        waiting.add(new Waiting(shard, deadline, notBefore, onward));
        servers.hurry().accept(shard);
        if (!looking) {
            looking = true;
            loop.schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
        return true;
    }

    private void look() {
        long now = System.nanoTime();
        List<Waiting> all = waiting;
        waiting = new ArrayList<>();
        List<Waiting> going = new ArrayList<>();
        Set<Shard> missing = new LinkedHashSet<>();
        for (Waiting each : all) {
            boolean there =
                    servers.holding().primary(each.shard(), servers.health().get()) != null;
            if (now - each.deadline() >= 0 || (there && now - each.notBefore() >= 0)) {
                going.add(each);
            } else {
                waiting.add(each);
                missing.add(each.shard());
            }
        }
        if (++looks % HURRY == 0) {
            missing.forEach(servers.hurry());
        }
        for (Waiting each : going) {
            servers.holding().leave();
            goOn(each);
        }
        looking = !waiting.isEmpty();
        if (looking) {
            loop.schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** INVARIANT: whatever goes wrong with one, the others go on, and the loop is looked at again. */
    private static void goOn(Waiting each) {
        try {
            each.onward().run();
        } catch (RuntimeException bug) {
            LOG.error(
                    "a statement that waited for the primary of {} failed here",
                    each.shard().name(),
                    bug);
        }
    }
}
