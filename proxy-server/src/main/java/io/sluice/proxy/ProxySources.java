package io.sluice.proxy;

import io.sluice.proxy.exec.BackendAccount;
import io.sluice.proxy.frontend.Accounts;
import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.cluster.Health;
import java.util.function.Supplier;

/**
 * What the proxy asks for again and again; each answers at once and is safe for use by many threads.
 *
 * @param cluster the current snapshot
 * @param health what is known of the servers
 * @param accounts who may log in
 * @param account who the proxy is on the backends
 */
public record ProxySources(
        Supplier<Cluster> cluster,
        Supplier<Health> health,
        Supplier<Accounts> accounts,
        Supplier<BackendAccount> account) {}
