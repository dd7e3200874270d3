package io.sluice.routing.cluster;

import io.sluice.routing.RoutingError;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Statements that are not sent yet wait while their shard has no primary, for a bounded time and in a bounded number; this says
 * who may wait, how long, and where. The doors do the waiting. Safe for use by many threads.
 */
public final class Holding {
    private final AtomicInteger held = new AtomicInteger();
    private final Set<String> closed = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> withoutSince = new ConcurrentHashMap<>();
    private volatile Duration longest = Duration.ZERO;
    private volatile int most;

    /**
     * From now on.
     *
     * @param time how long a statement waits; zero: not at all
     * @param statements how many wait at a time
     */
    public void limits(Duration time, int statements) {
        longest = time;
        most = statements;
    }

    /** How long a statement waits. */
    public Duration longest() {
        return longest;
    }

    /** How many wait now. */
    public int held() {
        return held.get();
    }

    /**
     * A statement begins to wait; {@link #leave} ends it.
     *
     * @return false where it may not: too many do, or the shard has had no primary for longer than anybody waits
     */
    public boolean enter(String shard) {
        Long since = withoutSince.get(shard);
        if (longest.isZero() || (since != null && System.nanoTime() - since > longest.toNanos())) {
            return false;
        }
        if (held.incrementAndGet() > most) {
            held.decrementAndGet();
            return false;
        }
        return true;
    }

    /** A statement waits no longer. */
    public void leave() {
        held.decrementAndGet();
    }

    /** What is known of the servers has changed. */
    public void seen(Iterable<Shard> shards, Health health) {
        for (Shard shard : shards) {
            if (health.primary(shard) != null) {
                withoutSince.remove(shard.name());
            } else {
                withoutSince.putIfAbsent(shard.name(), System.nanoTime());
            }
        }
    }

    /** The shard's primary is being moved: until {@link #open} no new statement is given to it. */
    public void close(String shard) {
        closed.add(shard);
    }

    /** Statements go on. */
    public void open(String shard) {
        closed.remove(shard);
    }

    /** Whether new statements for the shard's primary wait whatever its health. */
    public boolean closed(String shard) {
        return closed.contains(shard);
    }

    /** The server that may be given a statement for the shard's primary now, null where there is none. */
    public @Nullable ServerAddress primary(Shard shard, Health health) {
        return closed(shard.name()) ? null : health.primary(shard);
    }

    /**
     * Whether a connection that was asked for some time ago may still be given a statement.
     *
     * <p>INVARIANT: a write goes to the server that is primary when it is sent, whoever was when a connection was asked for.
     *
     * @param primary whether it is one for the primary
     */
    public boolean current(Shard shard, Health health, boolean primary, ServerAddress server) {
        return !primary || server.equals(primary(shard, health));
    }

    /**
     * Before a server is chosen.
     *
     * @param primary whether the statement is for the primary
     * @throws io.sluice.routing.RoutingException SHARD_DOWN while the primary is being moved
     */
    public void check(Shard shard, boolean primary) {
        if (primary && closed(shard.name())) {
            throw RoutingError.SHARD_DOWN.with(shard.name(), "primary", "it is being moved");
        }
    }
}
