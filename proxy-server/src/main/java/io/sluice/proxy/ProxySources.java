package io.sluice.proxy;

import io.sluice.proxy.exec.Servers;
import io.sluice.proxy.frontend.Accounts;
import io.sluice.proxy.tls.DoorTls;
import io.sluice.routing.cluster.Cluster;
import java.util.function.Supplier;

/**
 * What the proxy asks for again and again; each answers at once and is safe for use by many threads.
 *
 * @param cluster the current snapshot
 * @param accounts who may log in
 * @param tls how clients' connections may be encrypted
 * @param servers what is known of the servers
 */
public record ProxySources(
        Supplier<Cluster> cluster, Supplier<Accounts> accounts, Supplier<DoorTls> tls, Servers servers) {}
