package io.sluice.proxy;

import io.sluice.proxy.exec.Servers;
import io.sluice.proxy.frontend.Accounts;
import io.sluice.routing.cluster.Cluster;
import java.util.function.Supplier;

/**
 * What the proxy asks for again and again; each answers at once and is safe for use by many threads.
 *
 * @param cluster the current snapshot
 * @param accounts who may log in
 * @param servers what is known of the servers
 */
public record ProxySources(Supplier<Cluster> cluster, Supplier<Accounts> accounts, Servers servers) {}
