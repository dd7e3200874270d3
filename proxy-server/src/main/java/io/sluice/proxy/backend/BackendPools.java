package io.sluice.proxy.backend;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** All pools of one event loop, opened on first use. Make one per loop; confined to it (but for the constructor). */
public final class BackendPools {
    private static final long TICK_SECONDS = 5;

    private final EventLoop loop;
    private final Transport transport;
    private final PoolSettings settings;
    private final Map<BackendTarget, BackendPool> pools = new HashMap<>();
    private final Future<?> ticks;
    private Function<BackendTarget, IntConsumer> inUse = target -> more -> {};
    private Set<BackendTarget> wereDown = Set.of();
    private volatile Predicate<BackendTarget> down = target -> false;

    /** @param transport the one the loop was made by */
    public BackendPools(EventLoop loop, Transport transport, PoolSettings settings) {
        this.loop = loop;
        this.transport = transport;
        this.settings = settings;
        this.ticks = loop.scheduleAtFixedRate(this::tick, TICK_SECONDS, TICK_SECONDS, TimeUnit.SECONDS);
    }

    /** Pools made from now on tell what this gives of each connection that is given out (1) or comes back (-1). */
    public void counting(Function<BackendTarget, IntConsumer> by) {
        inUse = by;
    }

    /** The pool for a target; ask each time rather than keep it, because unused pools are forgotten. */
    public BackendPool pool(BackendTarget target) {
        BackendPool pool = pools.get(target);
        if (pool == null) {
            pool = new BackendPool(loop, transport, target, settings);
            pool.counting(inUse.apply(target));
            pools.put(target, pool);
        }
        return pool;
    }

    /**
     * From now on, connections to a server that is down for some {@value #TICK_SECONDS} to 10 s are closed, those with a
     * statement under way too: a server that has stalled, or that the network has swallowed, closes nothing by itself. May be
     * called by any thread.
     *
     * @param isDown whether the server of a target is known not to answer
     */
    public void closeWhere(Predicate<BackendTarget> isDown) {
        down = isDown;
    }

    /** See {@link BackendPool#retire}, for all pools of a server. */
    public void retire(String host, int port, String why) {
        for (BackendPool pool : all()) {
            if (pool.target().port() == port && pool.target().host().equals(host)) {
                pool.retire(why);
            }
        }
    }

    /** Statements and transactions on a server now. */
    public int running(String host, int port) {
        return all().stream()
                .filter(pool ->
                        pool.target().port() == port && pool.target().host().equals(host))
                .mapToInt(BackendPool::running)
                .sum();
    }

    /** The pools there are, for gauges. */
    public Collection<BackendPool> all() {
        return List.copyOf(pools.values());
    }

    /** Closes idle connections now and the others when they are released. */
    public void close() {
        ticks.cancel(false);
        all().forEach(BackendPool::close);
    }

    private void tick() {
        all().forEach(BackendPool::evict);
        closeDown();
        pools.values().removeIf(BackendPool::unused);
    }

    private void closeDown() {
        Set<BackendTarget> areDown = pools.keySet().stream().filter(down).collect(Collectors.toSet());
        for (BackendPool pool : all()) {
            if (areDown.contains(pool.target()) && wereDown.contains(pool.target())) {
                pool.lose("the server does not answer");
            }
        }
        wereDown = areDown;
    }
}
