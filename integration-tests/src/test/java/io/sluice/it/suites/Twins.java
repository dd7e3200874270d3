package io.sluice.it.suites;

import io.sluice.examples.servers.RunningServer;
import io.sluice.it.compare.Door;
import io.sluice.it.servers.TestServers;
import io.sluice.jdbc.SluiceDataSource;
import io.sluice.proxy.ProxyServer;
import io.sluice.routing.config.Configuration;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The same logical tables on the plain server and, under rules, on the shards, with both doors open. Only primaries, so that
 * nothing waits for replicas.
 */
final class Twins implements AutoCloseable {
    private static final String USER = "suite";

    private final TestServers servers;
    private final Path folder;
    private final ProxyServer proxy;
    private final SluiceDataSource driver;

    private Twins(TestServers servers, Path folder) {
        this.servers = servers;
        this.folder = folder;
        this.proxy = ProxyServer.start(Configuration.read(folder.resolve("cluster.yaml")));
        this.driver = driver(folder);
    }

    /** @param tables a script that makes the tables; each statement ends with a semicolon at the end of a line */
    static Twins start(TestServers servers, String rules, String tables) {
        try {
            Path folder = Files.createTempDirectory("sluice-suite-");
            Files.writeString(folder.resolve("rules.groovy"), rules);
            Files.writeString(folder.resolve("cluster.yaml"), cluster(servers));
            try (Connection plain = servers.plain().connect(servers.schema())) {
                run(plain, statements(tables));
            }
            // Before the doors open: each has a schema of its own in memory and sees only its own DDL at once.
            try (SluiceDataSource first = driver(folder);
                    Connection connection = first.getConnection()) {
                run(connection, statements(tables));
            }
            return new Twins(servers, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("the tables could not be made through Sluice: " + e.getMessage(), e);
        }
    }

    private static SluiceDataSource driver(Path folder) {
        return new SluiceDataSource(
                "jdbc:sluice:" + folder.resolve("cluster.yaml") + "?sslMode=DISABLED&emulateUnsupportedPstmts=false");
    }

    /** INVARIANT: logical and physical schemas have one name, so that nothing in an answer may differ by it. */
    private static String cluster(TestServers servers) {
        StringBuilder yaml = new StringBuilder("schema: " + servers.schema() + "\nshards:\n");
        for (var shard : servers.shards()) {
            yaml.append("  %s: { servers: [\"%s\"], schema: %s }\n"
                    .formatted(shard.name(), shard.primary().address(), servers.schema()));
        }
        RunningServer any = servers.plain();
        return yaml
                + """
                backend: { user: "%1$s", password: "%2$s" }
                probe: { interval: 500ms, timeout: 3s }
                proxy:
                  listen: 127.0.0.1:0
                  users:
                    - { name: %3$s, password: %3$s }
                """
                        .formatted(any.user(), any.password(), USER);
    }

    static List<String> statements(String script) {
        List<String> all = new ArrayList<>();
        for (String each : script.replaceAll("(?m)^--.*$", "").split(";\\s*(\n|$)")) {
            if (!each.isBlank()) {
                all.add(each.strip());
            }
        }
        return all;
    }

    static void run(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    /** The text of a file beside the suites. */
    static String resource(String name) {
        try (InputStream in = Twins.class.getClassLoader().getResourceAsStream("suites/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no resource suites/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A connection to Sluice. */
    Connection sluice(Door door) throws SQLException {
        String url = "jdbc:mysql://127.0.0.1:" + proxy.port() + "/" + servers.schema()
                + "?sslMode=DISABLED&allowPublicKeyRetrieval=true&connectTimeout=10000&socketTimeout=60000";
        return door.isDriver() ? driver.getConnection() : DriverManager.getConnection(url + door.options(), USER, USER);
    }

    /** A connection to the plain server that asks as that door is asked. */
    Connection plain(Door door) throws SQLException {
        RunningServer plain = servers.plain();
        return DriverManager.getConnection(
                plain.jdbcUrl(servers.schema()) + door.options(), plain.user(), plain.password());
    }

    /** Runs the same on both, through the driver; an error is one of the test. */
    void onBoth(List<String> statements) throws SQLException {
        try (Connection plain = plain(Door.DRIVER_TEXT);
                Connection sluice = sluice(Door.DRIVER_TEXT)) {
            run(plain, statements);
            run(sluice, statements);
        }
    }

    @Override
    public void close() {
        proxy.close();
        driver.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
