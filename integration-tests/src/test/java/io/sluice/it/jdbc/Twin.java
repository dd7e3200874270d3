package io.sluice.it.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.examples.servers.RunningServer;
import io.sluice.it.doors.ClusterFolder;
import io.sluice.it.proxy.TestProxy;
import io.sluice.it.servers.TestServers;
import io.sluice.jdbc.SluiceConnection;
import io.sluice.jdbc.SluiceDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A data source over the test's shards, and the plain server: scripts run on both and are compared, line by line. */
final class Twin implements AutoCloseable {
    static final String RULES =
            """
            table('orders') { key 'user_id'; shards 's0', 's1'; tables 'orders_0', 'orders_1'; modulo(); id 'id', snowflake() }
            table('kinds') { key 'id'; shards 's0', 's1'; modulo() }
            broadcast 'countries'
            single 'audit_log', on: 's0'
            """;

    private final TestServers servers;
    private final Path folder;
    private final SluiceDataSource source;

    private Twin(TestServers servers, Path folder, SluiceDataSource source) {
        this.servers = servers;
        this.folder = folder;
        this.source = source;
    }

    /** What runs on both. */
    interface Script {
        void run(Connection connection, Transcript transcript) throws Exception;
    }

    static Twin start(TestServers servers) {
        return start(servers, "");
    }

    /** @param more lines of the cluster file */
    static Twin start(TestServers servers, String more) {
        try {
            Path folder = Files.createTempDirectory("sluice-jdbc-test");
            Files.writeString(folder.resolve("cluster.yaml"), cluster(servers) + more);
            Files.writeString(folder.resolve("rules.groovy"), RULES);
            return new Twin(
                    servers, folder, new SluiceDataSource("jdbc:sluice:" + folder.resolve("cluster.yaml") + OPTIONS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final String OPTIONS = "?sslMode=DISABLED&socketTimeout=60000";

    private static String cluster(TestServers servers) {
        StringBuilder yaml = new StringBuilder("schema: " + servers.schema() + "\nrules: rules.groovy\nshards:\n");
        for (int i = 0; i < servers.shards().size(); i++) {
            var shard = servers.shard(i);
            StringBuilder list = new StringBuilder("\"" + shard.primary().address() + "\"");
            shard.replicas()
                    .forEach(replica ->
                            list.append(", \"").append(replica.address()).append('"'));
            yaml.append("  s").append(i).append(": { servers: [").append(list);
            yaml.append("], schema: ").append(servers.schema()).append(" }\n");
        }
        var any = servers.plain();
        return yaml + "backend: { user: \"" + any.user() + "\", password: \"" + any.password() + "\" }\n"
                + "probe: { interval: 200ms }\n";
    }

    /** Makes the tables of shop/schema.sql and those of {@code ddl}, on both sides. */
    Twin with(String ddl) throws SQLException, IOException {
        both(TestProxy.resource("/shop/schema.sql").replaceAll("(?s)CREATE TABLE order_items.*?;", "") + ddl);
        return this;
    }

    /** Runs statements separated by semicolons on both sides. */
    void both(String script) throws SQLException {
        for (Connection connection : new Connection[] {plain(), sluice()}) {
            try (connection;
                    Statement statement = connection.createStatement()) {
                for (String sql : script.split(";\\s*\\n", -1)) {
                    if (!sql.isBlank()) {
                        statement.execute(sql);
                    }
                }
            }
        }
        servers.awaitReplicas();
    }

    /** A new connection of the driver under test. */
    SluiceConnection sluice() throws SQLException {
        return source.getConnection().unwrap(SluiceConnection.class);
    }

    SluiceDataSource source() {
        return source;
    }

    /** A new connection of Connector/J to the plain server. */
    Connection plain() throws SQLException {
        return DriverManager.getConnection(
                servers.plain().jdbcUrl(servers.schema()),
                servers.plain().user(),
                servers.plain().password());
    }

    /** Runs the script on new connections of both kinds: the transcripts must be equal. */
    void same(Script script) throws Exception {
        String expected = transcript(plain(), script);
        String actual = transcript(sluice(), script);
        assertEquals(expected, actual);
    }

    /** The same with Connector/J's properties, each in the form {@code name=value}, joined by {@code &}. */
    void same(String properties, Script script) throws Exception {
        String url = servers.plain().jdbcUrl(servers.schema()) + "&" + properties;
        RunningServer plain = servers.plain();
        String expected = transcript(DriverManager.getConnection(url, plain.user(), plain.password()), script);
        try (SluiceDataSource other = with(properties, new SluiceDataSource())) {
            assertEquals(expected, transcript(other.getConnection(), script));
        }
    }

    /** A data source of its own to the same cluster; {@code properties} may be empty. */
    SluiceDataSource another(String properties) {
        return with(properties, new SluiceDataSource());
    }

    /** A connection with properties; its data source is as good as closed with the first failure. */
    Connection sluice(String properties) throws SQLException {
        try (SluiceDataSource other = with(properties, new SluiceDataSource())) {
            return other.getConnection();
        }
    }

    private SluiceDataSource with(String properties, SluiceDataSource other) {
        other.setUrl("jdbc:sluice:" + folder.resolve("cluster.yaml") + OPTIONS + "&" + properties);
        return other;
    }

    private static String transcript(Connection connection, Script script) throws Exception {
        Transcript transcript = new Transcript();
        try (connection) {
            script.run(connection, transcript);
        }
        return transcript.text();
    }

    @Override
    public void close() {
        source.close();
        ClusterFolder.delete(folder);
    }
}
