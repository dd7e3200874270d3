package io.sluice.it.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.examples.servers.RunningServer;
import io.sluice.it.doors.ClusterFolder;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.jdbc.SluiceDataSource;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every way to say where the cluster is. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UrlFormsTest {
    private static final String RULES = "table('kinds') { key 'id'; shards 's0', 's1'; modulo() }";

    private TestServers servers;
    private ClusterFolder cluster;
    private Properties plainText;

    @BeforeAll
    void open(TestServers servers, @TempDir Path folder) {
        this.servers = servers;
        servers.freshSchema();
        servers.runOnShards("CREATE TABLE kinds (id BIGINT NOT NULL PRIMARY KEY)");
        for (int i = 0; i < 2; i++) {
            servers.shard(i).primary().run(servers.schema(), "INSERT INTO kinds VALUES (" + i + ")");
        }
        servers.awaitReplicas();
        cluster = ClusterFolder.write(folder, servers, RULES);
        plainText = new Properties();
        plainText.setProperty("sslMode", "DISABLED");
    }

    private static void answers(Connection connection) throws SQLException {
        try (connection;
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*), SUM(id) FROM kinds")) {
            rows.next();
            assertEquals("2 1", rows.getInt(1) + " " + rows.getInt(2));
        }
    }

    @Test
    void aFile() throws SQLException {
        try (SluiceDataSource source = new SluiceDataSource(cluster.sluiceUrl() + "?sslMode=DISABLED")) {
            answers(source.getConnection());
        }
        try (SluiceDataSource bean = new SluiceDataSource()) {
            bean.setCluster(cluster.clusterFile().toString());
            bean.setProperties(plainText);
            answers(bean.getConnection());
        }
        try (SluiceDataSource nothing = new SluiceDataSource()) {
            assertThrows(SQLException.class, nothing::getConnection);
        }
    }

    @Test
    void aResource() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        URL folder = cluster.clusterFile().getParent().toUri().toURL();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder}, before);
                SluiceDataSource source = new SluiceDataSource("jdbc:sluice:classpath:cluster.yaml?sslMode=DISABLED")) {
            thread.setContextClassLoader(loader);
            answers(source.getConnection());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void aTextInTheUrl() throws SQLException {
        RunningServer any = servers.plain();
        String text = "{schema: it, shards: {s0: {servers: [\"%s\"], schema: %s}, s1: {servers: [\"%s\"], schema: %s}}"
                .formatted(
                        servers.shard(0).primary().address(),
                        servers.schema(),
                        servers.shard(1).primary().address(),
                        servers.schema());
        String url = "jdbc:sluice:inline:" + text + ", backend: {user: \"" + any.user() + "\", password: \""
                + any.password() + "\"}}?sslMode=DISABLED&rules=" + RULES;
        try (SluiceDataSource source = new SluiceDataSource(url)) {
            answers(source.getConnection());
        }
        try (Connection connection = DriverManager.getConnection(url)) {
            assertFalse(connection.getMetaData().getURL().contains(any.user() + "\""));
            answers(connection);
        }
    }

    @Test
    void code() throws SQLException {
        RunningServer any = servers.plain();
        try (SluiceDataSource source = SluiceDataSource.builder()
                .schema("it")
                .shardIn(
                        servers.schema(),
                        "s0",
                        servers.shard(0).primary().address().toString())
                .shardIn(
                        servers.schema(),
                        "s1",
                        servers.shard(1).primary().address().toString())
                .login(any.user(), any.password())
                .rules(RULES)
                .setting("pool.max_per_server", 4)
                .setting("scatter", "allow")
                .property("sslMode", "DISABLED")
                .build()) {
            answers(source.getConnection());
        }
    }
}
