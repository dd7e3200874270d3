package io.sluice.proxy.metrics;

import io.sluice.proxy.backend.BackendPool;
import io.sluice.proxy.backend.BackendTarget;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * One pool of one event loop, at one moment; or several of them {@link #together}.
 *
 * @param gathering whether rows are brought together in its connections
 * @param most limit of its connections
 */
public record PoolReading(BackendTarget target, boolean gathering, BackendPool.Counts counts, int most) {
    /** {@code host:port} */
    public String server() {
        return target.host() + ":" + target.port();
    }

    /** What its connections are for, as a label. */
    public String use() {
        return gathering ? "gathering" : "statements";
    }

    /**
     * The sums of those that have the same names.
     *
     * @param names what tells them apart; the sums come in their order, each with the target of one of its pools
     */
    public static Collection<PoolReading> together(
            List<PoolReading> readings, Function<PoolReading, List<String>> names) {
        Map<String, PoolReading> sums = new TreeMap<>();
        readings.forEach(pool -> sums.merge(String.join("\0", names.apply(pool)), pool, PoolReading::plus));
        return sums.values();
    }

    private PoolReading plus(PoolReading other) {
        return new PoolReading(target, gathering, counts.plus(other.counts), most + other.most);
    }
}
