package io.sluice.routing.control;

import io.sluice.routing.causality.Written;
import io.sluice.routing.cluster.Health;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.cluster.Shard;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches every server of the shards and publishes what it sees: role, health, lag, and why a server is out. A server that
 * is dead at the start is one that is down; nothing fails.
 *
 * <p>Safe for use by many threads. {@link #health()} costs one volatile read.
 */
public final class Prober implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Prober.class);

    private final ProbeSettings settings;
    private final Consumer<Health> listener;
    private final Following following;

    // Guarded by this.
    private final Map<ServerAddress, ServerProbe> probes = new HashMap<>();
    private final Map<ServerAddress, Observation> seen = new HashMap<>();
    private final Map<ServerAddress, Long> heard = new HashMap<>();
    private final Set<ServerAddress> late = new HashSet<>();
    private final Succession succession = new Succession();
    private List<Shard> shards = List.of();
    private boolean closed;
    /** When a server was suspected that has not been asked since; may be read by any thread. */
    private final Map<ServerAddress, Long> suspected = new ConcurrentHashMap<>();

    private volatile Health health = Health.unknown();

    private Prober(ProbeSettings settings, Written written, Consumer<Health> listener) {
        this.settings = settings;
        this.listener = listener;
        this.following = new Following(written, this::health);
    }

    /**
     * Begins to watch, in daemon threads of its own.
     *
     * @param listener told of each change, in order, one call at a time, by a probe's thread; must be quick
     */
    public static Prober start(List<Shard> shards, ProbeSettings settings, Consumer<Health> listener) {
        return start(shards, settings, new Written(), listener);
    }

    /** The same, telling {@code written} how far servers are. */
    public static Prober start(List<Shard> shards, ProbeSettings settings, Written written, Consumer<Health> listener) {
        Prober prober = new Prober(settings, written, listener);
        prober.watch(shards);
        return prober;
    }

    /** What was last seen. */
    public Health health() {
        return health;
    }

    /** From now on watches these shards: servers that are new are asked at once, those that left are forgotten. */
    public synchronized void watch(List<Shard> others) {
        if (closed) {
            return;
        }
        shards = List.copyOf(others);
        following.watch(shards);
        Set<ServerAddress> wanted = new HashSet<>();
        shards.forEach(shard -> wanted.addAll(shard.servers()));
        probes.entrySet().removeIf(entry -> {
            boolean left = !wanted.contains(entry.getKey());
            if (left) {
                entry.getValue().close();
            }
            return left;
        });
        seen.keySet().retainAll(wanted);
        heard.keySet().retainAll(wanted);
        late.retainAll(wanted);
        for (ServerAddress address : wanted) {
            if (!probes.containsKey(address)) {
                ServerProbe probe = new ServerProbe(address, settings, this::accept, following);
                probes.put(address, probe);
                probe.start();
            }
        }
        publish();
    }

    /** A door could not reach this server or was told that it is read-only: it is asked again at once. */
    public void suspect(ServerAddress address) {
        ServerProbe probe = probe(address);
        if (probe != null) {
            suspected.put(address, System.nanoTime());
            probe.hurry();
        }
    }

    /** Somebody waits for news of this server: it is asked again at once, though nothing speaks against it. */
    void hurry(ServerAddress address) {
        ServerProbe probe = probe(address);
        if (probe != null) {
            probe.hurry();
        }
    }

    private synchronized @Nullable ServerProbe probe(ServerAddress address) {
        return probes.get(address);
    }

    /** Waits until a suspected server has been asked since it was, at most {@code patience}. */
    void awaitAnswer(ServerAddress address, Duration patience) {
        if (suspected.isEmpty() || !suspected.containsKey(address)) {
            return;
        }
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (this) {
            while (!closed && suspected.containsKey(address)) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return;
                }
                try {
                    wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    /**
     * Waits until each server has answered or failed once.
     *
     * @return false when some had not after {@code patience}, or the thread was interrupted
     */
    public synchronized boolean awaitFirst(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!closed && seen.size() < probes.size()) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return !closed;
    }

    private synchronized void accept(ServerAddress address, Observation observation, long asked) {
        suspected.computeIfPresent(address, (server, since) -> asked - since >= 0 ? null : since);
        if (closed || !probes.containsKey(address)) {
            return;
        }
        Observation judged = estimateLag(address, observation);
        seen.put(address, judged);
        if (Verdict.late(judged, settings.maxLag(), late.contains(address))) {
            late.add(address);
        } else {
            late.remove(address);
        }
        publish();
        notifyAll();
    }

    /**
     * A replica that lost its primary no longer knows its lag, but is at most as far behind as it has heard nothing. So it
     * serves on for a while: a primary that dies takes no reads with it before its own probe has noticed.
     */
    private Observation estimateLag(ServerAddress address, Observation observation) {
        if (!(observation instanceof Observation.Answered answer)) {
            return observation;
        }
        Observation.Replication replication = answer.replication();
        if (replication == null || replication.stopped()) {
            heard.remove(address);
        } else if (replication.running()) {
            heard.put(address, System.nanoTime());
        } else if (replication.cutOff()) {
            Long since = heard.get(address);
            if (since != null) {
                return answer.with(replication.silentFor((System.nanoTime() - since) / 1_000_000_000));
            }
        }
        return observation;
    }

    /** Under the lock, so that listeners hear of changes in their order. */
    private void publish() {
        Health before = health;
        Health now = Verdict.judge(shards, seen, succession, late);
        if (now.equals(before)) {
            return;
        }
        health = now;
        now.servers().forEach((address, state) -> log(address, before.servers().get(address), state));
        try {
            listener.accept(now);
        } catch (RuntimeException e) {
            LOG.warn("a listener of the servers' health failed", e);
        }
    }

    private static void log(ServerAddress address, Health.@Nullable State before, Health.State now) {
        if (before != null && before.role() == now.role() && before.serving() == now.serving()) {
            return;
        }
        if (now.serving()) {
            LOG.info("{} serves as {}", address, now.role());
        } else {
            LOG.warn("{} is out ({}): {}", address, now.up() ? now.role() : "DOWN", now.why());
        }
    }

    /** Stops watching; {@link #health()} stays as it was. */
    @Override
    public synchronized void close() {
        closed = true;
        probes.values().forEach(ServerProbe::close);
        probes.clear();
        notifyAll();
    }
}
