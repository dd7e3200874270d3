package io.sluice.proxy.metrics;

import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.cluster.Health;
import io.sluice.routing.cluster.ServerAddress;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Where metrics are read. Each is safe for use by any thread; {@code pools} may wait for the event loops for a moment.
 *
 * @param loops what the event loops have counted
 * @param door what was counted of connections
 * @param clients how many clients there are now
 * @param cluster the current snapshot
 * @param health what is known of the servers
 * @param reads how many plain reads a server was given since the start
 * @param pools the pools of all loops
 * @param spilled bytes written to temporary files so far
 * @param serving false as soon as the proxy is on its way out
 */
public record Readings(
        Collection<LoopCounts> loops,
        DoorCounts door,
        IntSupplier clients,
        Supplier<Cluster> cluster,
        Supplier<Health> health,
        ToLongFunction<ServerAddress> reads,
        Supplier<List<PoolReading>> pools,
        LongSupplier spilled,
        BooleanSupplier serving) {}
