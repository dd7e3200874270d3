package io.sluice.it.oracle;

import io.sluice.it.compare.Door;
import io.sluice.it.doors.ClusterFolder;
import io.sluice.it.doors.ProxyDoor;
import io.sluice.it.oracle.Reply.Rows;
import io.sluice.it.servers.TestServers;
import io.sluice.jdbc.SluiceDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Tables with their rows on the shards, behind both doors, and on the plain server. Not thread-safe. */
final class Arena implements AutoCloseable {
    private final TestServers servers;
    private final ClusterFolder folder;
    private final SluiceDataSource driver;
    private final ProxyDoor proxy;
    private final Map<Door, Connection> sluice = new EnumMap<>(Door.class);
    private final Map<Boolean, Connection> plain = new java.util.HashMap<>();

    private final List<Connection> shards = new ArrayList<>();

    private Arena(TestServers servers, ClusterFolder folder, SluiceDataSource driver, ProxyDoor proxy) {
        this.servers = servers;
        this.folder = folder;
        this.driver = driver;
        this.proxy = proxy;
    }

    /** @param settings what else stands in the cluster file */
    static Arena open(TestServers servers, String rules, String settings, List<String> script) throws SQLException {
        for (var shard : servers.shards()) {
            shard.primary().run("", empty(servers.schema()));
        }
        servers.plain().run("", empty(servers.schema()));
        ClusterFolder folder = ClusterFolder.alike(servers, rules);
        try {
            Files.writeString(folder.clusterFile(), settings, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SluiceDataSource driver =
                new SluiceDataSource(folder.sluiceUrl() + "?sslMode=DISABLED&emulateUnsupportedPstmts=false");
        try (Connection connection = driver.getConnection();
                Connection onPlain = servers.plain().connect(servers.schema())) {
            for (String each : script) {
                run(onPlain, each);
                run(connection, each);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + "\n" + rules + String.join(";\n", script), e);
        }
        // Opened now: a door loads the tables when it starts.
        return new Arena(servers, folder, driver, ProxyDoor.open(folder));
    }

    private static String empty(String schema) {
        return "DROP DATABASE IF EXISTS " + schema + "; CREATE DATABASE " + schema;
    }

    Connection sluice(Door door) throws SQLException {
        Connection connection = sluice.get(door);
        if (connection == null || connection.isClosed()) {
            String url = ProxyDoor.mySqlUrl(proxy.port(), servers.schema());
            connection = door.isDriver() ? driver.getConnection() : DriverManager.getConnection(url + door.options());
            sluice.put(door, connection);
        }
        return connection;
    }

    Connection plain(Door door) throws SQLException {
        boolean prepares = door == Door.PROXY_PREPARED;
        Connection connection = plain.get(prepares);
        if (connection == null || connection.isClosed()) {
            connection = DriverManager.getConnection(
                    servers.plain().jdbcUrl(servers.schema()) + door.options(),
                    servers.plain().user(),
                    servers.plain().password());
            plain.put(prepares, connection);
        }
        return connection;
    }

    /** Connections to the shards themselves. */
    List<Connection> shards() throws SQLException {
        if (shards.isEmpty()) {
            for (var shard : servers.shards()) {
                shards.add(shard.primary().connect(servers.schema()));
            }
        }
        return shards;
    }

    /** All rows of a table, as one text to compare. */
    static String everything(Connection connection, Table table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet set = statement.executeQuery(table.everything())) {
            Rows rows = Reply.rows(set);
            List<String> lines = new ArrayList<>();
            rows.rows().forEach(row -> lines.add(String.valueOf(row)));
            Collections.sort(lines);
            return String.join("\n", lines);
        }
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection each : sluice.values()) {
            each.close();
        }
        for (Connection each : plain.values()) {
            each.close();
        }
        for (Connection each : shards) {
            each.close();
        }
        proxy.close();
        driver.close();
        folder.close();
    }
}
