package io.sluice.proxy;

import io.sluice.proxy.backend.PoolSettings;
import io.sluice.proxy.frontend.DoorSettings;
import io.sluice.routing.config.ClusterFile;
import io.sluice.routing.gather.Allowance;
import io.sluice.routing.merge.MergeLimits;
import java.time.Duration;

/**
 * Where and how the proxy listens, and its limits.
 *
 * @param host address to listen on
 * @param port TCP port, 0 for any free one
 * @param threads event loops; 0 for one per processor
 * @param door limits of what comes in
 * @param pool limits of the backend pools, each of which is one server and schema on one event loop
 * @param patience longest wait for a backend connection
 * @param merging what one statement may hold in memory while answers are merged
 * @param gathering what one statement may bring together in temporary tables of a server
 */
public record ProxySettings(
        String host,
        int port,
        int threads,
        DoorSettings door,
        PoolSettings pool,
        Duration patience,
        MergeLimits merging,
        Allowance.Limits gathering) {
    /** 127.0.0.1, 1,000 clients, 10 s to log in, commands up to 64 MB, 5 s for a backend connection. */
    public static ProxySettings on(int port) {
        return new ProxySettings(
                "127.0.0.1",
                port,
                0,
                DoorSettings.DEFAULT,
                PoolSettings.DEFAULT,
                Duration.ofSeconds(5),
                MergeLimits.DEFAULT,
                Allowance.Limits.DEFAULT);
    }

    /** As a cluster file says. */
    public static ProxySettings of(ClusterFile file) {
        ClusterFile.Proxy proxy = file.proxy();
        ClusterFile.Pool pool = file.pool();
        PoolSettings standard = PoolSettings.DEFAULT;
        return new ProxySettings(
                proxy.listen().host(),
                proxy.listen().port(),
                proxy.threads(),
                new DoorSettings(
                        proxy.maxConnections(),
                        proxy.timeouts(),
                        proxy.maxAllowedPacket(),
                        proxy.balancers(),
                        proxy.serverVersion(),
                        proxy.operations()),
                new PoolSettings(
                        pool.maxPerServer(),
                        standard.maxWaiting(),
                        pool.connectTimeout(),
                        pool.idleTimeout(),
                        pool.maxLifetime(),
                        standard.validateAfter(),
                        standard.statements()),
                pool.acquireTimeout(),
                MergeLimits.of(
                        file.memory().mergeRows(),
                        file.memory().spillBytes(),
                        file.memory().mergeTotal()),
                Allowance.Limits.of(
                        file.memory().gatherRows(),
                        file.memory().gatherBytes(),
                        file.memory().gatherTotal()));
    }
}
