package io.sluice.it.proxy;

import io.sluice.examples.servers.Flavour;
import io.sluice.examples.servers.RunningServer;
import io.sluice.it.servers.TestServers;
import io.sluice.proxy.ProxyServer;
import io.sluice.proxy.ProxySettings;
import io.sluice.proxy.ProxySources;
import io.sluice.proxy.exec.BackendAccount;
import io.sluice.proxy.frontend.Account;
import io.sluice.proxy.frontend.Accounts;
import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.cluster.Health;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.cluster.Shard;
import io.sluice.routing.plan.PlanCache;
import io.sluice.routing.rules.Rules;
import io.sluice.routing.schema.Schema;
import io.sluice.sql.Dialect;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A proxy over the test servers, with users {@code app} / {@code secret} and {@code nobody} (no password). */
final class TestProxy implements AutoCloseable {
    static final String SCHEMA = "shop";

    private final ProxyServer server;

    private TestProxy(ProxyServer server) {
        this.server = server;
    }

    static TestProxy start(TestServers servers) {
        return start(servers, ProxySettings.on(0));
    }

    static TestProxy start(TestServers servers, ProxySettings settings) {
        Map<String, Shard> shards = new LinkedHashMap<>();
        Map<ServerAddress, Health.State> states = new LinkedHashMap<>();
        Dialect dialect = servers.flavour() == Flavour.MARIADB ? Dialect.MARIADB : Dialect.MYSQL;
        for (int i = 0; i < servers.shards().size(); i++) {
            var shard = servers.shard(i);
            List<ServerAddress> addresses = new ArrayList<>();
            add(shard.primary(), Health.Role.PRIMARY, addresses, states, dialect);
            shard.replicas().forEach(replica -> add(replica, Health.Role.REPLICA, addresses, states, dialect));
            shards.put("s" + i, new Shard("s" + i, addresses, servers.schema()));
        }
        Cluster cluster =
                new Cluster(SCHEMA, shards, new Rules(Map.of()), Schema.empty(), dialect, new PlanCache(1 << 20));
        Health health = new Health(states);
        RunningServer any = servers.plain();
        Accounts accounts = new Accounts(Map.of("app", Account.of("secret"), "nobody", Account.of("")));
        BackendAccount account = new BackendAccount(any.user(), any.password());
        return new TestProxy(ProxyServer.start(
                settings, new ProxySources(() -> cluster, () -> health, () -> accounts, () -> account)));
    }

    private static void add(
            RunningServer server,
            Health.Role role,
            List<ServerAddress> addresses,
            Map<ServerAddress, Health.State> states,
            Dialect dialect) {
        ServerAddress address =
                new ServerAddress(server.address().host(), server.address().port());
        addresses.add(address);
        states.put(address, new Health.State(true, role, true, 0, "", dialect));
    }

    int port() {
        return server.port();
    }

    /** A Connector/J connection as {@code app}. */
    Connection connect() throws SQLException {
        return connect("app", "secret", "");
    }

    /** @param options more URL options, beginning with {@code &} */
    Connection connect(String user, String password, String options) throws SQLException {
        String url = "jdbc:mysql://127.0.0.1:" + port() + "/" + SCHEMA
                + "?sslMode=DISABLED&allowPublicKeyRetrieval=true&connectTimeout=5000&socketTimeout=30000" + options;
        return DriverManager.getConnection(url, user, password);
    }

    @Override
    public void close() {
        server.close();
    }
}
