package io.sluice.it.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.examples.servers.Replication;
import io.sluice.examples.servers.RunningServer;
import io.sluice.examples.servers.ServerSettings;
import io.sluice.it.doors.ClusterFolder;
import io.sluice.it.doors.ProxyDoor;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.jdbc.SluiceDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code -Dswitch.rounds=100} for the long form. Roles change here, so the servers are this class's own. */
@WithServers(own = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SwitchTest {
    private static final int ROUNDS = Integer.getInteger("switch.rounds", 2);
    private static final int CLIENTS = Integer.getInteger("switch.clients", 2);

    private TestServers servers;
    private RunningServer primary;
    private RunningServer replica;

    @TempDir
    Path folder;

    @BeforeAll
    void table(TestServers given) {
        servers = given;
        servers.runOnShards(KilledPrimaryTest.TABLE);
        primary = servers.shard(0).primary();
        replica = servers.shard(0).replicas().get(0);
    }

    private ClusterFolder cluster() throws Exception {
        ClusterFolder cluster = ClusterFolder.write(folder, servers, KilledPrimaryTest.RULES);
        String admin = "control: { user: " + ServerSettings.ADMIN + ", password: \"" + primary.password() + "\" }\n";
        Files.writeString(cluster.clusterFile(), admin + Files.readString(cluster.clusterFile()));
        return cluster;
    }

    @Test
    void throughTheProxyNobodyNotices() throws Exception {
        try (ProxyDoor proxy = ProxyDoor.open(cluster())) {
            rounds(() -> DriverManager.getConnection(proxy.mySqlUrl()));
        }
    }

    @Test
    void throughTheDriverNobodyNotices() throws Exception {
        try (SluiceDataSource source = new SluiceDataSource(cluster().sluiceUrl())) {
            rounds(source::getConnection);
        }
    }

    /** There and back each time: the harness looks for its primary where it began. */
    private void rounds(Writer.Door door) throws Exception {
        Traffic traffic = Traffic.start(door, 0, CLIENTS);
        for (int i = 0; i < 2 * ((ROUNDS + 1) / 2); i++) {
            move(door);
            traffic.awaitProgress();
        }
        traffic.stop();
        traffic.withoutErrors();
        traffic.nothingLostNothingDoubled(primary, servers.schema());
    }

    private void move(Writer.Door door) throws SQLException {
        long begun = System.nanoTime();
        try (Connection connection = door.connect();
                Statement statement = connection.createStatement()) {
            assertTrue(statement.execute("SLUICE SWITCH PRIMARY OF s0 TO '" + replica.address() + "'"));
            ResultSet rows = statement.getResultSet();
            assertTrue(rows.next());
            assertEquals(replica.address() + " is the primary of s0", rows.getString(1));
            assertTrue(rows.next());
            assertEquals(primary.address() + " follows it", rows.getString(1));
        }
        System.out.println("[failover] switched in " + (System.nanoTime() - begun) / 1_000_000 + " ms");
        RunningServer old = primary;
        primary = replica;
        replica = old;
        Replication.awaitRunning(replica);
    }

    /** What the probes have seen may be a second old: the servers themselves are asked before anything is changed. */
    @Test
    void whereThePrimaryIsNoneAnyMoreNothingIsChanged() throws Exception {
        try (ProxyDoor proxy = ProxyDoor.open(cluster());
                Connection connection = DriverManager.getConnection(proxy.mySqlUrl());
                Statement statement = connection.createStatement()) {
            Moving.run(primary, "SET GLOBAL read_only=1");
            try {
                SQLException refused = assertThrows(
                        SQLException.class,
                        () -> statement.execute("SLUICE SWITCH PRIMARY OF s0 TO '" + replica.address() + "'"));
                assertTrue(String.valueOf(refused.getMessage()).contains("ROUTE-3010"), refused.toString());
                assertEquals("1", Moving.column(replica, "SELECT @@global.read_only AS r", "r"));
                assertEquals("1", Moving.column(primary, "SELECT @@global.read_only AS r", "r"));
            } finally {
                Moving.run(primary, "SET GLOBAL read_only=0");
            }
        }
    }

    @Test
    void anOpenTransactionIsWaitedForAndNotHarmed() throws Exception {
        try (ProxyDoor proxy = ProxyDoor.open(cluster());
                Connection busy = DriverManager.getConnection(proxy.mySqlUrl());
                Connection other = DriverManager.getConnection(proxy.mySqlUrl());
                Statement inside = busy.createStatement();
                Statement outside = other.createStatement()) {
            busy.setAutoCommit(false);
            inside.executeUpdate("INSERT INTO entries (owner, token) VALUES (2, -1)");
            SQLException late = assertThrows(
                    SQLException.class,
                    () -> outside.execute("SLUICE SWITCH PRIMARY OF s0 TO '" + replica.address() + "' TIMEOUT 1"));
            assertTrue(
                    String.valueOf(late.getMessage()).contains("1 statements or transactions still ran on"),
                    late.toString());
            busy.commit();
            outside.executeUpdate("DELETE FROM entries WHERE owner = 2 AND token = -1");
            SQLException wrong = assertThrows(
                    SQLException.class, () -> outside.execute("SLUICE SWITCH PRIMARY OF s0 TO 'nowhere:1'"));
            assertTrue(String.valueOf(wrong.getMessage()).contains("it is none of its servers"), wrong.toString());
        }
    }
}
