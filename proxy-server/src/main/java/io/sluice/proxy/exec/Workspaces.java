package io.sluice.proxy.exec;

import io.sluice.proxy.backend.BackendPools;
import io.sluice.proxy.backend.PoolSettings;

/**
 * Connections whose temporary tables rows are brought together in, apart from those that statements use. Confined to its loop.
 *
 * <p>INVARIANT: who has one of these waits for some of the others; so nobody who holds one of the others may wait for one of these.
 * A session that holds some, in a transaction or for what it has in them, therefore has a set without a bound: it is never more than
 * there are such sessions.
 *
 * @param few for who holds no connection
 * @param more for who holds one
 */
public record Workspaces(BackendPools few, BackendPools more) {
    /** Most of the first kind to one server. */
    private static final int FEW = 8;

    /** No more clients than that are let in. */
    private static final int MORE = 1 << 20;

    /** Limits of the first kind. */
    public static PoolSettings few(PoolSettings pool) {
        return of(Math.min(FEW, pool.maxConnections()), pool);
    }

    /** Limits of the second kind. */
    public static PoolSettings more(PoolSettings pool) {
        return of(MORE, pool);
    }

    private static PoolSettings of(int connections, PoolSettings pool) {
        return new PoolSettings(
                connections,
                pool.maxWaiting(),
                pool.connectTimeout(),
                pool.idleTimeout(),
                pool.maxLifetime(),
                pool.validateAfter(),
                1);
    }
}
