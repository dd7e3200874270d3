package io.sluice.it.compare;

import io.sluice.examples.servers.Address;
import io.sluice.examples.servers.RunningServer;
import io.sluice.it.doors.ClusterFolder;
import io.sluice.it.servers.TestServers;
import io.sluice.jdbc.SluiceDataSource;
import io.sluice.proxy.ProxyServer;
import io.sluice.routing.config.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The shop example and some tables more, made through Sluice on the test's shards, with both doors open; and the same logical
 * tables on the plain server, in a schema of the same name.
 */
public final class Shop implements AutoCloseable {
    /** The proxy's user; the password is the same. */
    public static final String USER = "shop";

    private static final String TIMEOUTS = "&connectTimeout=10000&socketTimeout=30000";

    private final TestServers servers;
    private final Path folder;
    private final ProxyServer proxy;
    private final SluiceDataSource driver;

    private Shop(TestServers servers, Path folder) {
        this.servers = servers;
        this.folder = folder;
        this.proxy = ProxyServer.start(Configuration.read(folder.resolve("cluster.yaml")));
        this.driver = new SluiceDataSource(
                "jdbc:sluice:" + folder.resolve("cluster.yaml") + "?sslMode=DISABLED&emulateUnsupportedPstmts=false");
    }

    /** Starts both doors and makes the tables everywhere. */
    public static Shop start(TestServers servers) {
        Shop shop = open(servers);
        try {
            shop.makeTables();
            return shop;
        } catch (RuntimeException e) {
            shop.close();
            throw e;
        }
    }

    /** Starts both doors; no tables. */
    public static Shop open(TestServers servers) {
        return open(
                servers,
                servers.shards().stream()
                        .map(shard -> addresses(shard.servers()))
                        .toList());
    }

    /**
     * The same with other addresses.
     *
     * @param shards for each shard a list of {@code host:port}
     */
    public static Shop open(TestServers servers, List<List<String>> shards) {
        try {
            Path folder = Files.createTempDirectory("sluice-shop-");
            Files.writeString(folder.resolve("rules.groovy"), rules());
            Files.writeString(folder.resolve("cluster.yaml"), clusterFile(servers, shards));
            return new Shop(servers, folder);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> addresses(List<RunningServer> of) {
        return of.stream().map(RunningServer::address).map(Address::toString).toList();
    }

    /** The rules file: the shop's and those of the further tables. */
    public static String rules() {
        return ExampleFile.resource("shop/rules.groovy") + ExampleFile.resource("compare/more-rules.groovy");
    }

    /** INVARIANT: logical and physical schemas have one name, so that nothing in an answer may differ by it. */
    private static String clusterFile(TestServers servers, List<List<String>> shards) {
        StringBuilder text = new StringBuilder();
        text.append("schema: ").append(servers.schema()).append("\nrules: rules.groovy\nshards:\n");
        for (int i = 0; i < shards.size(); i++) {
            String list = shards.get(i).stream().map(s -> '"' + s + '"').collect(Collectors.joining(", "));
            text.append("  s" + i + ": { servers: [" + list + "], schema: " + servers.schema() + " }\n");
        }
        RunningServer any = servers.plain();
        text.append("backend: { user: " + any.user() + ", password: \"" + any.password() + "\" }\n");
        text.append("proxy:\n  listen: 127.0.0.1:0\n  users:\n");
        text.append("    - { name: " + USER + ", password: " + USER + " }\n");
        text.append("probe: { interval: 300ms, timeout: 2s }\npool: { acquire_timeout: 3s }\nfailover: { hold: 1s }\n");
        return text.toString();
    }

    /**
     * The scripts' statements one by one through Sluice, and as they stand on the plain server. The other door opens later: each
     * has a schema of its own in memory and sees only its own DDL at once.
     */
    private void makeTables() {
        String script = ExampleFile.resource("shop/schema.sql") + ExampleFile.resource("compare/more-schema.sql");
        servers.plain().run(servers.schema(), script);
        try (Connection connection = sluice(Door.chosen().get(0));
                Statement statement = connection.createStatement()) {
            for (String each : script.replaceAll("--[^\n]*", "").split(";")) {
                if (!each.isBlank()) {
                    statement.execute(each);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the tables could not be made through Sluice: " + e.getMessage(), e);
        }
        servers.awaitReplicas();
    }

    /** Everything anew after statements that changed tables, known to both doors. */
    void remakeTables() {
        servers.freshSchema();
        makeTables();
        for (Door door : Door.chosen()) {
            if (door == Door.PROXY_TEXT || door == Door.DRIVER_TEXT) {
                tellOfTables(door);
            }
        }
    }

    /** A door loads the schema again after its own DDL. */
    private void tellOfTables(Door door) {
        try (Connection connection = sluice(door);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS touched (id INT)");
            statement.execute("DROP TABLE touched");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public TestServers servers() {
        return servers;
    }

    /** Where cluster.yaml and rules.groovy are. */
    public Path folder() {
        return folder;
    }

    public int proxyPort() {
        return proxy.port();
    }

    /** A connection to Sluice. */
    public Connection sluice(Door door) throws SQLException {
        return door.isDriver() ? driver.getConnection() : proxy(door.options());
    }

    /** A Connector/J connection to the proxy with more URL options, each beginning with {@code &}. */
    public Connection proxy(String options) throws SQLException {
        return DriverManager.getConnection(proxyUrl() + options, USER, USER);
    }

    public String proxyUrl() {
        return "jdbc:mysql://127.0.0.1:" + proxy.port() + "/" + servers.schema()
                + "?sslMode=DISABLED&allowPublicKeyRetrieval=true" + TIMEOUTS;
    }

    /** A connection to the plain server that asks as that door is asked. */
    public Connection plain(Door door) throws SQLException {
        RunningServer plain = servers.plain();
        return DriverManager.getConnection(
                plain.jdbcUrl(servers.schema()) + door.options(), plain.user(), plain.password());
    }

    /** A connection to a shard's primary, past Sluice. */
    public Connection physical(int shard) throws SQLException {
        return servers.shard(shard).primary().connect(servers.schema());
    }

    @Override
    public void close() {
        proxy.close();
        driver.close();
        ClusterFolder.delete(folder);
    }
}
