package io.sluice.it.proxy;

import io.sluice.examples.servers.RunningServer;
import io.sluice.it.doors.ClusterFolder;
import io.sluice.it.servers.TestServers;
import io.sluice.proxy.ProxyServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/**
 * A proxy over the test servers with the shop example's rules, and a user {@code app} with password {@code
 * secret}.
 */
public final class TestProxy implements AutoCloseable {
    /** The schema clients see. */
    public static final String SCHEMA = "shop";

    private final ProxyServer server;
    private final Path folder;

    private TestProxy(ProxyServer server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    /** Starts it; the shop's tables are not there yet. */
    public static TestProxy start(TestServers servers) {
        return start(servers, "");
    }

    /** @param proxyOptions more lines of the cluster file's section {@code proxy}, each with two spaces before it */
    public static TestProxy start(TestServers servers, String proxyOptions) {
        try {
            Path folder = Files.createTempDirectory("sluice-proxy-test");
            Path file = Files.writeString(folder.resolve("cluster.yaml"), cluster(servers, proxyOptions));
            Files.writeString(folder.resolve("rules.groovy"), resource("/shop/rules.groovy"));
            return new TestProxy(ProxyServer.start(file), folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String cluster(TestServers servers, String proxyOptions) {
        StringBuilder yaml = new StringBuilder("schema: shop\nshards:\n");
        for (int i = 0; i < servers.shards().size(); i++) {
            var shard = servers.shard(i);
            StringBuilder list = new StringBuilder("\"" + shard.primary().address() + "\"");
            shard.replicas()
                    .forEach(replica ->
                            list.append(", \"").append(replica.address()).append('"'));
            yaml.append("  s").append(i).append(": { servers: [").append(list);
            yaml.append("], schema: ").append(servers.schema()).append(" }\n");
        }
        RunningServer any = servers.plain();
        return yaml + "backend: { user: \"" + any.user() + "\", password: \"" + any.password() + "\" }\n"
                + "probe: { interval: 200ms }\n"
                + "failover: { hold: 2s }\n"
                + "proxy:\n  listen: 127.0.0.1:0\n  users:\n"
                + "    - { name: app, password: secret }\n"
                + proxyOptions;
    }

    /** A resource of the examples as text. */
    public static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(TestProxy.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Makes the shop's tables, through the proxy. */
    public TestProxy withShop() throws SQLException, IOException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String ddl : resource("/shop/schema.sql").split(";\\s*\\n", -1)) {
                if (!ddl.isBlank()) {
                    statement.execute(ddl);
                }
            }
        }
        return this;
    }

    /** Ends as behind SIGTERM. */
    public void drain() {
        server.drain();
    }

    /** The cluster file. */
    public Path clusterFile() {
        return folder.resolve("cluster.yaml");
    }

    /** Where it listens, on 127.0.0.1. */
    public int port() {
        return server.port();
    }

    /** Where {@code /metrics} and {@code /health} are, -1 where they are not asked for. */
    public int metricsPort() {
        return server.metricsPort();
    }

    /** A Connector/J connection as {@code app}. */
    public Connection connect() throws SQLException {
        return connect("app", "secret", "");
    }

    /** @param options more URL options, beginning with {@code &} */
    public Connection connect(String user, String password, String options) throws SQLException {
        String url = "jdbc:mysql://127.0.0.1:" + port() + "/" + SCHEMA
                + "?sslMode=DISABLED&allowPublicKeyRetrieval=true&connectTimeout=5000&socketTimeout=30000" + options;
        return DriverManager.getConnection(url, user, password);
    }

    @Override
    public void close() {
        server.close();
        ClusterFolder.delete(folder);
    }
}
