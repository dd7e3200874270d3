package io.sluice.it.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.sluice.examples.servers.MariaDbJar;
import io.sluice.examples.servers.Progress;
import io.sluice.examples.servers.RunningServer;
import io.sluice.examples.servers.ServerLayout;
import io.sluice.examples.servers.ServerProvider;
import io.sluice.examples.servers.ServerSet;
import io.sluice.examples.servers.ServerSettings;
import io.sluice.examples.servers.ServerTrouble;
import io.sluice.examples.servers.Shard;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@WithServers
class LauncherTest {
    private final TestServers servers;

    LauncherTest(TestServers servers) {
        this.servers = servers;
    }

    @BeforeEach
    void emptyTable() {
        servers.freshSchema();
        servers.runOnShards("CREATE TABLE t (id INT PRIMARY KEY)");
    }

    @Test
    void aWriteOnThePrimaryIsSeenOnTheReplica() throws SQLException {
        Shard shard = servers.shard(0);
        shard.primary().run(servers.schema(), "INSERT INTO t VALUES (1), (2)");
        shard.awaitReplicas();
        assertEquals(2, count(shard.replicas().get(0)));
        assertEquals(0, count(servers.shard(1).replicas().get(0)));
    }

    @Test
    void theUserCannotWriteOnAReplica() {
        RunningServer replica = servers.shard(0).replicas().get(0);
        ServerTrouble refused =
                assertThrows(ServerTrouble.class, () -> replica.run(servers.schema(), "INSERT INTO t VALUES (9)"));
        assertEquals(1290, ((SQLException) refused.getCause()).getErrorCode());
    }

    @Test
    void aKilledServerComesBackWithWhatWasCommitted() throws SQLException {
        Shard shard = servers.shard(1);
        Stream.of(shard.primary(), shard.replicas().get(0)).forEach(server -> {
            shard.primary().run(servers.schema(), "INSERT INTO t SELECT COUNT(*) FROM t");
            server.kill();
            assertFalse(server.running());
            assertThrows(SQLException.class, () -> server.connect("").close());
            server.start();
        });
        shard.awaitReplicas();
        assertEquals(2, count(shard.primary()));
        assertEquals(2, count(shard.replicas().get(0)));
    }

    @Test
    void aPausedServerAcceptsConnectionsButDoesNotAnswer() {
        RunningServer replica = servers.shard(0).replicas().get(0);
        replica.pause();
        String impatient =
                "jdbc:mysql://" + replica.address() + "/?sslMode=DISABLED&connectTimeout=500&socketTimeout=500";
        assertThrows(
                SQLException.class, () -> DriverManager.getConnection(impatient, replica.user(), replica.password()));
        replica.resume();
        assertTrue(replica.running());
    }

    @Test
    void nothingRunsAfterClose() {
        ServerSet own = ServerSet.start(
                ServerLayout.shards(1, 0), ServerSettings.standard().withPassword("other"), Progress.silent());
        RunningServer primary = own.servers().get(0);
        primary.run("", "SELECT 1");
        own.close();
        assertFalse(primary.running());
        assertThrows(SQLException.class, () -> primary.connect("").close());
    }

    @Test
    void aTakenPortIsOneClearSentence() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ServerLayout layout = ServerLayout.shards(1, 0).from(taken.getLocalPort());
            ServerTrouble trouble = assertThrows(
                    ServerTrouble.class, () -> ServerSet.start(layout, ServerSettings.standard(), Progress.silent()));
            assertEquals(
                    "Port " + taken.getLocalPort() + " on 127.0.0.1 is taken by another program.",
                    trouble.getMessage());
        }
    }

    @Nested
    class InANestedClass {
        @Test
        void theServersAreTheSame(TestServers inner) {
            assertEquals(servers, inner);
        }
    }

    @Test
    void theCommandLineOfTheJarTalksToTheServers() throws Exception {
        assumeFalse(ServerProvider.chosen().name().equals("own"), "made for our accounts");
        RunningServer primary = servers.shard(0).primary();
        Process client = new ProcessBuilder(
                        MariaDbJar.commandLine().toString(),
                        "--no-defaults",
                        "--skip-ssl",
                        "--host=" + primary.address().host(),
                        "--port=" + primary.address().port(),
                        "--user=" + primary.admin(),
                        "--password=" + primary.password(),
                        "--batch",
                        "--execute=SELECT 6 * 7 AS answer")
                .redirectErrorStream(true)
                .start();
        String output = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeFalse(output.contains("caching_sha2_password"), "this client has no caching_sha2_password: " + output);
        assertEquals("answer\n42\n", output);
    }

    private long count(RunningServer server) throws SQLException {
        try (Connection connection = server.connect(servers.schema());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM t")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
