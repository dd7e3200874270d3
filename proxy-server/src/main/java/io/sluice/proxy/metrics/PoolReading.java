package io.sluice.proxy.metrics;

import io.sluice.proxy.backend.BackendPool;
import io.sluice.proxy.backend.BackendTarget;

/**
 * One pool of one event loop, at one moment.
 *
 * @param gathering whether rows are brought together in its connections
 * @param most limit of its connections
 */
public record PoolReading(BackendTarget target, boolean gathering, BackendPool.Counts counts, int most) {
    /** {@code host:port} */
    public String server() {
        return target.host() + ":" + target.port();
    }
}
