package io.sluice.it.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the proxy shows of itself by statements. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShowSluiceTest {
    private static final String USERS = "    - { name: reader, password: r, grants: { shop: SELECT } }\n"
            + "    - { name: operator, password: o, grants: { shop: ALL, \"*\": PROCESS } }\n";

    private TestServers servers;
    private TestProxy proxy;

    @BeforeAll
    void start(TestServers given) throws SQLException, IOException {
        servers = given;
        servers.freshSchema();
        proxy = TestProxy.start(servers, USERS).withShop();
    }

    @AfterAll
    void stop() {
        proxy.close();
    }

    @Test
    void serversHaveRolesAndConnections() throws SQLException {
        try (Connection connection = proxy.connect()) {
            List<Map<String, String>> rows = rows(connection, "SHOW SLUICE SERVERS");
            assertEquals(4, rows.size());
            assertEquals(
                    2,
                    rows.stream()
                            .filter(row -> row.get("Role").equals("primary"))
                            .count());
            assertTrue(rows.stream().allMatch(row -> row.get("Up").equals("yes")));
            assertTrue(rows.stream().allMatch(row -> row.containsKey("Gtid")));
            assertTrue(rows.stream()
                            .mapToInt(row -> Integer.parseInt(row.get("Connections")))
                            .sum()
                    > 0);
        }
    }

    @Test
    void poolsAreThoseOfAllLoops() throws SQLException {
        try (Connection connection = proxy.connect()) {
            rows(connection, "SELECT COUNT(*) FROM orders");
            for (Map<String, String> row : rows(connection, "SHOW SLUICE POOLS")) {
                assertEquals(number(row, "Open"), number(row, "Idle") + number(row, "In_use"));
                assertTrue(number(row, "Most") >= 8);
            }
        }
    }

    @Test
    void aSessionIsSeenWithItsTransactionAndWhatPinsIt() throws SQLException {
        try (Connection busy = proxy.connect();
                Statement statement = busy.createStatement();
                Connection operator = proxy.connect("operator", "o", "")) {
            String id = rows(busy, "SELECT CONNECTION_ID() id").get(0).get("id");
            busy.setAutoCommit(false);
            statement.executeUpdate("INSERT INTO orders (id, user_id, city) VALUES (7, 7, 's3cret')");
            rows(busy, "SELECT GET_LOCK('l', 0)");

            Map<String, String> row = session(operator, id);

            assertEquals("app", row.get("User"));
            assertEquals("shop", row.get("Db"));
            assertEquals("Sleep", row.get("State"));
            assertEquals("yes", row.get("Transaction"));
            assertTrue(row.get("Shards").startsWith("s"), row.toString());
            assertTrue(row.get("Pinned").contains("GET_LOCK"), row.toString());
            rows(busy, "SELECT RELEASE_ALL_LOCKS()");
            busy.rollback();
            assertEquals("no", session(operator, id).get("Transaction"));
        }
    }

    @Test
    void whatRunsIsShownWithoutItsLiterals() throws Exception {
        try (Connection busy = proxy.connect();
                Statement statement = busy.createStatement();
                Connection operator = proxy.connect("operator", "o", "")) {
            String id = rows(busy, "SELECT CONNECTION_ID() id").get(0).get("id");
            Thread running = new Thread(() -> {
                try (ResultSet rows = statement.executeQuery("SELECT SLEEP(2), 's3cret' /* s3cret */")) {
                    rows.next();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            running.start();
            Map<String, String> row = session(operator, id);
            while (row.get("Statement") == null && running.isAlive()) {
                row = session(operator, id);
            }
            assertEquals("SELECT SLEEP(?), ?", row.get("Statement"));
            assertEquals("Query", row.get("State"));
            running.join();
        }
    }

    @Test
    void withoutTheGrantOnlyOnesOwnSessionsAreSeen() throws SQLException {
        try (Connection other = proxy.connect();
                Connection reader = proxy.connect("reader", "r", "");
                Connection second = proxy.connect("reader", "r", "")) {
            assertTrue(other.isValid(5) && second.isValid(5));
            List<Map<String, String>> seen = rows(reader, "SHOW SLUICE SESSIONS");
            assertEquals(
                    List.of("reader"),
                    seen.stream().map(row -> row.get("User")).distinct().toList());
            assertEquals(2, seen.size());
            SQLException denied = assertThrows(SQLException.class, () -> rows(reader, "SHOW SLUICE PLANS"));
            assertEquals(1227, denied.getErrorCode());
        }
    }

    @Test
    void plansAreShapes() throws SQLException {
        try (Connection connection = proxy.connect("app", "secret", "&useServerPrepStmts=true")) {
            for (int i = 0; i < 5; i++) {
                rows(connection, "SELECT city FROM orders WHERE user_id = 7 AND city = 's3cret" + i + "'");
            }
            List<Map<String, String>> plans = rows(connection, "SHOW SLUICE PLANS");
            Map<String, String> mine = plans.stream()
                    .filter(row ->
                            row.get("Statement").equals("SELECT city FROM orders WHERE user_id = ? AND city = ?"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(plans));
            assertTrue(number(mine, "Hits") >= 4);
            assertEquals("read", mine.get("Access"));
            assertFalse(plans.toString().contains("s3cret"));
            connection.prepareStatement("SHOW SLUICE POOLS").executeQuery().close();
        }
    }

    private static Map<String, String> session(Connection operator, String id) throws SQLException {
        return rows(operator, "SHOW SLUICE SESSIONS").stream()
                .filter(row -> row.get("Id").equals(id))
                .collect(Collectors.toList())
                .get(0);
    }

    private static long number(Map<String, String> row, String column) {
        return Long.parseLong(row.get(column));
    }

    private static List<Map<String, String>> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<Map<String, String>> all = new ArrayList<>();
            while (rows.next()) {
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.put(rows.getMetaData().getColumnLabel(i), rows.getString(i));
                }
                all.add(row);
            }
            return all;
        }
    }
}
