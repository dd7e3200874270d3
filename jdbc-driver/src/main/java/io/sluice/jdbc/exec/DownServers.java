package io.sluice.jdbc.exec;

import io.sluice.routing.cluster.Health;
import io.sluice.routing.cluster.ServerAddress;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Breaks off the connections to a server that is down for some 5 to 10 s: one that has stalled, or that the network has
 * swallowed, closes nothing by itself, and statements would wait for its return. Has a daemon thread of its own.
 */
final class DownServers implements AutoCloseable {
    private static final long TICK_SECONDS = 5;

    private final Pools pools;
    private final Supplier<Health> health;
    private final ScheduledExecutorService timer;
    private Set<ServerAddress> wereDown = Set.of();

    private DownServers(Pools pools, Supplier<Health> health) {
        this.pools = pools;
        this.health = health;
        this.timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "sluice-down-servers");
            thread.setDaemon(true);
            return thread;
        });
    }

    static DownServers watch(Pools pools, Supplier<Health> health) {
        DownServers watch = new DownServers(pools, health);
        watch.timer.scheduleWithFixedDelay(watch::tick, TICK_SECONDS, TICK_SECONDS, TimeUnit.SECONDS);
        return watch;
    }

    private void tick() {
        Set<ServerAddress> areDown = pools.servers().stream().filter(this::down).collect(Collectors.toSet());
        areDown.stream().filter(wereDown::contains).forEach(pools::lose);
        wereDown = areDown;
    }

    private boolean down(ServerAddress server) {
        Health.State state = health.get().servers().get(server);
        return state != null && !state.up();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
