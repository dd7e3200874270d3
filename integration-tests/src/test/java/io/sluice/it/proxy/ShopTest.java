package io.sluice.it.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The shop example through the proxy, as text and prepared. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShopTest {
    private static final int USERS = 20;

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
            statement.executeUpdate("DELETE FROM countries");
            StringBuilder rows = new StringBuilder();
            for (int i = 0; i < USERS; i++) {
                rows.append(i == 0 ? "" : ", ")
                        .append(String.format("(%d, %d, 'city%d', %d.50)", i == 0 ? 500 : i, i, i % 3, i));
            }
            assertEquals(
                    USERS, statement.executeUpdate("INSERT INTO orders (id, user_id, city, total) VALUES " + rows));
        }
    }

    @Test
    void aPointReadGoesToOneShard() throws SQLException {
        assertEquals(List.of("7|city1|7.50"), both("SELECT user_id, city, total FROM orders WHERE user_id = 7"));
        assertEquals(List.of(), both("SELECT user_id FROM orders WHERE user_id = 777"));
    }

    @Test
    void ordersOfAllShardsComeSorted() throws SQLException {
        assertEquals(
                List.of("19|19.50", "18|18.50", "17|17.50"),
                both("SELECT user_id, total FROM orders ORDER BY total DESC LIMIT 3"));
        assertEquals(List.of("2", "3"), both("SELECT user_id FROM orders ORDER BY user_id LIMIT 2, 2"));
    }

    @Test
    void groupsAreFoldedAcrossShards() throws SQLException {
        assertEquals(
                List.of("city0|7|66.50|9.500000", "city1|7|73.50|10.500000", "city2|6|60.00|10.000000"),
                both("SELECT city, COUNT(*), SUM(total), AVG(total) FROM orders GROUP BY city ORDER BY city"));
        assertEquals(List.of("20|0.50|19.50"), both("SELECT COUNT(*), MIN(total), MAX(total) FROM orders"));
        assertEquals(List.of("city0", "city1", "city2"), both("SELECT DISTINCT city FROM orders ORDER BY city"));
    }

    @Test
    void parametersRouteAndReachTheShards() throws SQLException {
        try (Connection connection = proxy.connect("app", "secret", "&useServerPrepStmts=true");
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT id, city, total, created_at FROM orders WHERE user_id = ?")) {
            for (int user = 0; user < USERS; user++) {
                statement.setLong(1, user);
                try (ResultSet rows = statement.executeQuery()) {
                    rows.next();
                    assertEquals(user == 0 ? 500 : user, rows.getLong("id"));
                    assertEquals("city" + user % 3, rows.getString("city"));
                }
            }
        }
    }

    @Test
    void anInsertWithoutIdGetsOne() throws SQLException {
        for (boolean prepared : new boolean[] {false, true}) {
            try (Connection connection = proxy.connect("app", "secret", "&useServerPrepStmts=" + prepared);
                    PreparedStatement insert = connection.prepareStatement(
                            "INSERT INTO orders (user_id, city, total) VALUES (?, ?, ?)",
                            Statement.RETURN_GENERATED_KEYS)) {
                insert.setLong(1, 100);
                insert.setString(2, "Łódź 😀");
                insert.setBigDecimal(3, new java.math.BigDecimal("1.25"));
                assertEquals(1, insert.executeUpdate());
                try (ResultSet keys = insert.getGeneratedKeys();
                        Statement read = connection.createStatement()) {
                    keys.next();
                    long id = keys.getLong(1);
                    try (ResultSet rows =
                            read.executeQuery("SELECT city FROM orders WHERE user_id = 100 AND id = " + id)) {
                        rows.next();
                        assertEquals("Łódź 😀", rows.getString(1));
                    }
                    try (ResultSet last = read.executeQuery("SELECT LAST_INSERT_ID()")) {
                        last.next();
                        assertEquals(id, last.getLong(1));
                    }
                }
            }
        }
    }

    @Test
    void aWriteOverShardsIsDoneWhollyOrNotAtAll() throws SQLException {
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            assertEquals(USERS, statement.executeUpdate("UPDATE orders SET status = 'paid'"));
            SQLException duplicate = assertThrows(
                    SQLException.class,
                    () -> statement.executeUpdate(
                            "INSERT INTO orders (id, user_id, city) VALUES (1000, 1000, 'a'), (1, 1, 'b'), (1002, 1002, 'c')"));
            assertEquals(1062, duplicate.getErrorCode());
            assertEquals(List.of("20"), both("SELECT COUNT(*) FROM orders"));
        }
    }

    @Test
    void aStatementThatFailsInATransactionLeavesTheRestOfIt() throws SQLException {
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate(
                    "INSERT INTO orders (id, user_id, city) VALUES (1000, 1000, 'a'), (1001, 1001, 'a')");
            assertThrows(
                    SQLException.class,
                    () -> statement.executeUpdate(
                            "INSERT INTO orders (id, user_id, city) VALUES (2000, 2000, 'a'), (1, 1, 'b'), (2002, 2002, 'c')"));
            connection.commit();
        }
        assertEquals(List.of("22"), both("SELECT COUNT(*) FROM orders"));
    }

    @Test
    void aTransactionOverShardsCommitsAndRollsBack() throws SQLException {
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate("UPDATE orders SET total = 100 WHERE user_id = 1");
            statement.executeUpdate("UPDATE orders SET total = 100 WHERE user_id = 2");
            try (ResultSet rows = statement.executeQuery("SELECT SUM(total) FROM orders WHERE user_id IN (1, 2)")) {
                rows.next();
                assertEquals("200.00", rows.getString(1));
            }
            connection.rollback();
            statement.executeUpdate("UPDATE orders SET total = 5 WHERE user_id = 1");
            var savepoint = connection.setSavepoint("before");
            statement.executeUpdate("UPDATE orders SET total = 6 WHERE user_id = 1");
            statement.executeUpdate("UPDATE orders SET total = 6 WHERE user_id = 3");
            connection.rollback(savepoint);
            connection.commit();
        }
        assertEquals(
                List.of("1|5.00", "2|2.50", "3|3.50"),
                both("SELECT user_id, total FROM orders WHERE user_id IN (1, 2, 3) ORDER BY user_id"));
    }

    @Test
    void broadcastTablesAreTheSameEverywhere() throws SQLException {
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            assertEquals(
                    2, statement.executeUpdate("INSERT INTO countries VALUES ('pl', 'Poland'), ('de', 'Germany')"));
        }
        assertEquals(List.of("de", "pl"), both("SELECT code FROM countries ORDER BY code"));
    }

    @Test
    void errorsAreTheServersOwn() throws SQLException {
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            assertEquals(1064, error(statement, "SELEC 1"));
            assertEquals(1146, error(statement, "SELECT * FROM nosuch"));
            assertEquals(1054, error(statement, "SELECT nosuch FROM orders WHERE user_id = 1"));
            assertEquals(1054, error(statement, "SELECT nosuch FROM orders"));
            assertEquals(1049, error(statement, "USE nosuch"));
        }
    }

    @Test
    void variablesBelongToTheSession() throws SQLException {
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET @x = 41, SESSION sort_buffer_size = 131072");
            for (int i = 0; i < 4; i++) {
                try (ResultSet rows =
                        statement.executeQuery("SELECT @x + 1, @@sort_buffer_size FROM orders WHERE user_id = " + i)) {
                    rows.next();
                    assertEquals(42, rows.getInt(1));
                    assertEquals(131072, rows.getInt(2));
                }
            }
            assertEquals(1232, error(statement, "SET SESSION sort_buffer_size = 'many'"));
        }
        assertEquals(List.of("null"), both("SELECT @x"));
    }

    @Test
    void warningsAreOfThisSession() throws SQLException {
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            statement.executeQuery("SELECT CAST('12x' AS SIGNED)").close();
            try (ResultSet rows = statement.executeQuery("SHOW WARNINGS")) {
                rows.next();
                assertEquals(1292, rows.getInt("Code"));
            }
        }
    }

    @Test
    void explainRouteSaysWhatWouldBeDone() throws Exception {
        String sql = "EXPLAIN ROUTE SELECT city FROM orders WHERE user_id = 7";
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            // What other tests have written just now is at the primary alone for some moments.
            for (int i = 0; i < 100; i++) {
                try (ResultSet rows = statement.executeQuery(sql)) {
                    if (rows(rows).get(0).equals("one, replica")) {
                        break;
                    }
                }
                Thread.sleep(100);
            }
        }
        List<String> lines = both(sql);
        assertEquals("one, replica", lines.get(0));
    }

    @Test
    void foundRowsAreOfThisSession() throws SQLException {
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            for (String where : new String[] {"WHERE user_id = 7", ""}) {
                int rows = rows(statement.executeQuery("SELECT id FROM orders " + where))
                        .size();
                try (ResultSet found = statement.executeQuery("SELECT FOUND_ROWS()")) {
                    found.next();
                    assertEquals(rows, found.getInt(1));
                }
            }
        }
    }

    @Test
    void ddlThatFailsOnTheSecondShardTellsWhereItWasDone() throws SQLException {
        try (Connection physical = servers.shard(1).primary().connect(servers.schema());
                Statement second = physical.createStatement();
                Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            second.execute("ALTER TABLE countries ADD COLUMN flag INT");
            SQLException failure = assertThrows(
                    SQLException.class, () -> statement.execute("ALTER TABLE countries ADD COLUMN flag INT"));
            assertEquals(1105, failure.getErrorCode());
            assertEquals(
                    "ROUTE-3005: done on s0, but failed on s1 (to be finished with the hint shard=):"
                            + " Duplicate column name 'flag'",
                    failure.getMessage());
            statement.execute("/* sluice: shard=s1 */ ALTER TABLE countries DROP COLUMN flag");
            statement.execute("/* sluice: shard=s1 */ ALTER TABLE countries ADD COLUMN flag INT");
            statement.execute("ALTER TABLE countries DROP COLUMN flag");
        }
    }

    private static int error(Statement statement, String sql) {
        return assertThrows(SQLException.class, () -> statement.execute(sql), sql)
                .getErrorCode();
    }

    /** The rows of a query as text, after the same rows came from the prepared statement. */
    private List<String> both(String sql) throws SQLException {
        List<String> text;
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            text = rows(rows);
        }
        try (Connection connection = proxy.connect("app", "secret", "&useServerPrepStmts=true");
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            assertEquals(text, rows(rows), "prepared: " + sql);
        }
        return text;
    }

    private static List<String> rows(ResultSet rows) throws SQLException {
        List<String> all = new ArrayList<>();
        int width = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            StringBuilder line = new StringBuilder();
            for (int i = 1; i <= width; i++) {
                line.append(i == 1 ? "" : "|").append(rows.getString(i));
            }
            all.add(line.toString());
        }
        return all;
    }
}
