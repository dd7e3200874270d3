package io.sluice.it.suites;

import io.sluice.examples.servers.RunningServer;
import io.sluice.it.compare.Door;
import io.sluice.it.doors.ClusterFolder;
import io.sluice.it.doors.ProxyDoor;
import io.sluice.it.servers.TestServers;
import io.sluice.jdbc.SluiceDataSource;
import io.sluice.proxy.ProxyServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The same logical tables on the plain server and, under rules, on the shards, with both doors open. Only primaries, so that
 * nothing waits for replicas.
 */
final class Twins implements AutoCloseable {
    private final TestServers servers;
    private final ClusterFolder folder;
    private final ProxyServer proxy;
    private final SluiceDataSource driver;

    private Twins(TestServers servers, ClusterFolder folder) {
        this.servers = servers;
        this.folder = folder;
        this.proxy = ProxyServer.start(folder.clusterFile());
        this.driver = driver(folder);
    }

    /** @param tables a script that makes the tables; each statement ends with a semicolon at the end of a line */
    static Twins start(TestServers servers, String rules, String tables) {
        try {
            ClusterFolder folder = ClusterFolder.alike(servers, rules);
            try (Connection plain = servers.plain().connect(servers.schema())) {
                run(plain, statements(tables));
            }
            // Before the doors open: each has a schema of its own in memory and sees only its own DDL at once.
            try (SluiceDataSource first = driver(folder);
                    Connection connection = first.getConnection()) {
                run(connection, statements(tables));
            }
            return new Twins(servers, folder);
        } catch (SQLException e) {
            throw new IllegalStateException("the tables could not be made through Sluice: " + e.getMessage(), e);
        }
    }

    private static SluiceDataSource driver(ClusterFolder folder) {
        return new SluiceDataSource(folder.sluiceUrl() + "?sslMode=DISABLED&emulateUnsupportedPstmts=false");
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
        return door.isDriver()
                ? driver.getConnection()
                : DriverManager.getConnection(ProxyDoor.mySqlUrl(proxy.port(), servers.schema()) + door.options());
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
        folder.close();
    }
}
