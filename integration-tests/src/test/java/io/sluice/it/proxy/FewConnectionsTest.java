package io.sluice.it.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.it.servers.Clients;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One connection to each server, and a cluster file that says other things than the defaults. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FewConnectionsTest {
    private static final int CLIENTS = 30;
    private static final int ROUNDS = 5;
    private static final int ORDERS = 24;
    private static final String OPTIONS = "  threads: 2\n  server_version: 8.0.99-shop\n"
            + "pool: { max_per_server: 1, acquire_timeout: 30s }\nmemory: { merge_rows: 12, spill_bytes: 100 }\n";

    private TestProxy proxy;

    @BeforeAll
    void startProxy(TestServers servers) throws SQLException, IOException {
        servers.freshSchema();
        proxy = TestProxy.start(servers, OPTIONS).withShop();
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            StringBuilder rows = new StringBuilder();
            for (int i = 0; i < ORDERS; i++) {
                rows.append(i == 0 ? "" : ", ").append(String.format("(%d, %d, 'city%d', 0)", i + 1, i, i % 3));
            }
            statement.executeUpdate("INSERT INTO orders (id, user_id, city, total) VALUES " + rows);
        }
        servers.awaitReplicas();
    }

    @AfterAll
    void stopProxy() {
        proxy.close();
    }

    @BeforeEach
    void zero() throws SQLException {
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE orders SET total = 0");
        }
    }

    @Test
    void statementsOverAllShardsDoNotWaitForEachOther() throws Exception {
        Clients.work(CLIENTS, this::work);
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE orders SET total = total + 1");
            int writers = CLIENTS / 3;
            assertEquals(
                    ORDERS,
                    number(statement, "SELECT COUNT(*) FROM orders WHERE total = " + (writers * ROUNDS + 1)),
                    "orders with every write, once");
        }
    }

    private void work(int client) throws SQLException {
        try (Connection connection = proxy.connect("app", "secret", "&useServerPrepStmts=" + (client % 2 == 0));
                Statement statement = connection.createStatement();
                PreparedStatement sorted = connection.prepareStatement(
                        "SELECT user_id, total FROM orders WHERE user_id >= ? ORDER BY user_id DESC")) {
            for (int round = 0; round < ROUNDS; round++) {
                if (client % 3 == 0) {
                    sorted.setInt(1, 0);
                    try (ResultSet rows = sorted.executeQuery()) {
                        for (int user = ORDERS - 1; user >= 0; user--) {
                            assertTrue(rows.next());
                            assertEquals(user, rows.getInt(1));
                        }
                    }
                } else if (client % 3 == 1) {
                    assertEquals(
                            ORDERS / 3,
                            number(statement, "SELECT COUNT(*), city FROM orders GROUP BY city ORDER BY city LIMIT 1"));
                } else {
                    assertEquals(ORDERS, statement.executeUpdate("UPDATE orders SET total = total + 1"));
                    statement.executeUpdate("REPLACE INTO countries (code, name) VALUES ('de', 'n" + client + "')");
                }
            }
        }
    }

    @Test
    void theClusterFileIsObeyed() throws SQLException {
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            assertEquals("8.0.99-shop", connection.getMetaData().getDatabaseProductVersion());
            SQLException tooMuch = assertThrows(
                    SQLException.class,
                    () -> statement.executeQuery("SELECT id, COUNT(*) c FROM orders GROUP BY id ORDER BY c"));
            assertTrue(String.valueOf(tooMuch.getMessage()).startsWith("ROUTE-2116"), tooMuch.getMessage());
            assertEquals(ORDERS, number(statement, "SELECT COUNT(*) FROM orders"));
        }
    }

    @Test
    void theUserIsTheClient() throws SQLException {
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT USER(), SESSION_USER(), CURRENT_USER, VERSION() <> ''")) {
            assertTrue(rows.next());
            assertEquals("app@127.0.0.1", rows.getString(1));
            assertEquals("app@127.0.0.1", rows.getString("SESSION_USER()"));
            assertEquals("app@%", rows.getString("CURRENT_USER"));
        }
    }

    @Test
    void warningsOfAllShardsAreShown() throws SQLException {
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            number(
                    statement,
                    "SELECT user_id, CAST(city AS SIGNED) FROM orders WHERE city <> 'city0' ORDER BY user_id");
            int lines = 0;
            try (ResultSet warnings = statement.executeQuery("SHOW WARNINGS")) {
                while (warnings.next()) {
                    assertEquals(1292, warnings.getInt("Code"), warnings.getString("Message"));
                    lines++;
                }
            }
            assertEquals(ORDERS * 2 / 3, lines);
        }
    }

    private static int number(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            assertTrue(rows.next());
            return rows.getInt(1);
        }
    }
}
