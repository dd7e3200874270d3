package io.sluice.proxy.backend;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** All pools of one event loop, opened on first use. Make one per loop; confined to it (but for the constructor). */
public final class BackendPools {
    private static final long TICK_SECONDS = 5;

    private final EventLoop loop;
    private final Transport transport;
    private final PoolSettings settings;
    private final Map<BackendTarget, BackendPool> pools = new HashMap<>();
    private final Future<?> ticks;

    /** @param transport the one the loop was made by */
    public BackendPools(EventLoop loop, Transport transport, PoolSettings settings) {
        this.loop = loop;
        this.transport = transport;
        this.settings = settings;
        this.ticks = loop.scheduleAtFixedRate(this::tick, TICK_SECONDS, TICK_SECONDS, TimeUnit.SECONDS);
    }

    /** The pool for a target; ask each time rather than keep it, because unused pools are forgotten. */
    public BackendPool pool(BackendTarget target) {
        return pools.computeIfAbsent(target, key -> new BackendPool(loop, transport, key, settings));
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
        pools.values().removeIf(BackendPool::unused);
    }
}
