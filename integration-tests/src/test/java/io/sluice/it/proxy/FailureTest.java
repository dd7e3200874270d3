package io.sluice.it.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.examples.servers.RunningServer;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Servers that go away while clients are at work. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailureTest {
    /** Lost connection; no serving server. */
    private static final Set<Integer> CLEAR = Set.of(2013, 1105);

    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private TestServers servers;
    private TestProxy proxy;

    @BeforeAll
    void startProxy(TestServers given) throws SQLException, IOException {
        servers = given;
        servers.freshSchema();
        proxy = TestProxy.start(servers).withShop();
    }

    @AfterAll
    void stopProxy() {
        proxy.close();
    }

    @BeforeEach
    void fill() throws SQLException {
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM orders");
            statement.executeUpdate(
                    "INSERT INTO orders (id, user_id, city) VALUES (1, 1, 'a'), (2, 2, 'b'), (3, 3, 'c'), (4, 4, 'd')");
        }
        servers.awaitReplicas();
    }

    @Test
    void readsDoNotNoticeAReplicaThatDies() throws SQLException {
        RunningServer replica = servers.shard(0).replicas().get(0);
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 300; i++) {
                if (i == 100) {
                    replica.kill();
                }
                if (i == 200) {
                    replica.start();
                }
                try (ResultSet rows =
                        statement.executeQuery("SELECT city FROM orders WHERE user_id = " + (1 + i % 4))) {
                    assertTrue(rows.next());
                }
            }
        }
    }

    @Test
    void readsOfEveryShardDoNotNoticeAReplicaThatDies() throws SQLException {
        RunningServer replica = servers.shard(1).replicas().get(0);
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 90; i++) {
                if (i == 30) {
                    replica.kill();
                }
                if (i == 60) {
                    replica.start();
                }
                try (ResultSet rows = statement.executeQuery("SELECT id FROM orders ORDER BY id")) {
                    for (int id = 1; id <= 4; id++) {
                        assertTrue(rows.next());
                        assertEquals(id, rows.getInt(1));
                    }
                }
            }
        }
    }

    @Test
    void writesFailClearlyWhileAPrimaryIsDownAndSucceedAfterwards() throws SQLException {
        RunningServer primary = servers.shard(0).primary();
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE orders SET total = 1");
            primary.kill();
            for (int i = 0; i < 5; i++) {
                SQLException down =
                        assertThrows(SQLException.class, () -> statement.executeUpdate("UPDATE orders SET total = 2"));
                assertTrue(CLEAR.contains(down.getErrorCode()), down.toString());
            }
            primary.start();
            assertEquals(4, untilDone(statement, "UPDATE orders SET status = 'x'"));
        }
    }

    @Test
    void aTransactionThatLosesAServerIsWhollyRolledBack() throws SQLException {
        RunningServer primary = servers.shard(0).primary();
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            assertEquals(4, statement.executeUpdate("UPDATE orders SET total = 99"));
            primary.kill();
            primary.start();
            SQLException lost =
                    assertThrows(SQLException.class, () -> statement.executeUpdate("UPDATE orders SET total = 98"));
            assertTrue(CLEAR.contains(lost.getErrorCode()), lost.toString());
            SQLException still = assertThrows(
                    SQLException.class,
                    () -> statement.executeUpdate("UPDATE orders SET total = 97 WHERE user_id = 2"));
            assertTrue(CLEAR.contains(still.getErrorCode()), still.toString());
            connection.rollback();
            connection.setAutoCommit(true);
            untilDone(statement, "UPDATE orders SET status = 'y'");
            try (ResultSet rows = statement.executeQuery("SELECT MAX(total) FROM orders")) {
                rows.next();
                assertEquals("0.00", rows.getString(1));
            }
        }
    }

    private static int untilDone(Statement statement, String sql) throws SQLException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            try {
                return statement.executeUpdate(sql);
            } catch (SQLException notYet) {
                if (System.nanoTime() > end || !CLEAR.contains(notYet.getErrorCode())) {
                    throw notYet;
                }
            }
        }
    }
}
