package io.sluice.it.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users whom the cluster file grants less than everything, by every way in which a statement can come. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrantsTest {
    private static final String USERS = "    - { name: reader, password: r, grants: { shop: SELECT } }\n"
            + "    - { name: writer, password: w, grants: { shop: [INSERT, UPDATE] } }\n"
            + "    - { name: nobody, password: n, grants: {} }\n"
            + "    - { name: operator, password: o, grants: { shop: ALL, \"*\": [PROCESS, CONNECTION_ADMIN] } }\n";

    private TestProxy proxy;

    @BeforeAll
    void start(TestServers servers) throws SQLException, IOException {
        servers.freshSchema();
        proxy = TestProxy.start(servers, USERS).withShop();
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO orders (id, user_id, city) VALUES (1, 1, 'a'), (2, 2, 'b')");
        }
        servers.awaitReplicas();
    }

    @AfterAll
    void stop() {
        proxy.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT city FROM orders WHERE user_id = 1",
                "SELECT id FROM orders ORDER BY id",
                "SELECT COUNT(*) FROM orders a JOIN orders b ON a.city < b.city",
                "SELECT * FROM (SELECT id FROM orders) o",
                "SHOW TABLES",
                "SHOW CREATE TABLE orders",
                "EXPLAIN ROUTE SELECT id FROM orders"
            })
    void aReaderReads(String sql) throws SQLException {
        try (Connection connection = reader("");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertTrue(rows.next() || sql.contains("JOIN"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM orders",
                "UPDATE orders SET city = 'x'",
                "INSERT INTO orders (id, user_id) VALUES (3, 3)",
                "INSERT INTO orders (id, user_id) SELECT id + 10, user_id + 10 FROM orders",
                "TRUNCATE TABLE orders",
                "DROP TABLE orders",
                "CREATE TABLE more (id INT)",
                "SELECT id FROM orders FOR UPDATE",
                "SELECT * FROM mysql.user",
                "SELECT city FROM orders WHERE EXISTS (SELECT 1 FROM mysql.user)",
                "EXPLAIN DELETE FROM orders WHERE user_id = 1",
                "EXPLAIN ROUTE DELETE FROM orders",
                "EXECUTE IMMEDIATE 'DELETE FROM orders'",
                "SELECT 1; DELETE FROM orders"
            })
    void aReaderChangesNothing(String sql) throws SQLException {
        for (String options :
                new String[] {"&allowMultiQueries=true", "&useServerPrepStmts=true&allowMultiQueries=true"}) {
            try (Connection connection = reader(options);
                    Statement statement = connection.createStatement()) {
                SQLException denied = assertThrows(SQLException.class, () -> {
                    if (options.contains("PrepStmts") && !sql.contains(";") && !sql.startsWith("EXECUTE")) {
                        connection.prepareStatement(sql).execute();
                    } else {
                        statement.execute(sql);
                        statement.getMoreResults();
                    }
                });
                // MySQL has no EXECUTE IMMEDIATE.
                assertTrue(denied.getErrorCode() == 1142 || sql.startsWith("EXECUTE IMMEDIATE"), denied.getMessage());
            }
        }
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM orders WHERE city IN ('a', 'b')")) {
            rows.next();
            assertEquals(2, rows.getInt(1));
        }
    }

    @Test
    void textPrepareIsLookedAt() throws SQLException {
        try (Connection connection = reader("");
                Statement statement = connection.createStatement()) {
            denied(1142, () -> statement.execute("PREPARE d FROM 'DELETE FROM orders'"));
            statement.execute("PREPARE s FROM 'SELECT city FROM orders WHERE user_id = 1'");
            statement.executeQuery("EXECUTE s").close();
        }
    }

    @Test
    void aSchemaWithoutGrantsIsNotEntered() throws SQLException {
        denied(1044, () -> proxy.connect("nobody", "n", ""));
        try (Connection connection = reader("");
                Statement statement = connection.createStatement()) {
            denied(1044, () -> statement.execute("USE mysql"));
            denied(1044, () -> connection.setCatalog("mysql"));
            statement.execute("USE information_schema");
            denied(1142, () -> statement.execute("DELETE FROM shop.orders"));
        }
    }

    @Test
    void whoWritesWithoutReadingSeesNothing() throws SQLException {
        try (Connection connection = proxy.connect("writer", "w", "&useServerPrepStmts=true");
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO orders (id, user_id, city) VALUES (?, ?, 'w')");
                Statement statement = connection.createStatement()) {
            insert.setLong(1, 77);
            insert.setLong(2, 77);
            assertEquals(1, insert.executeUpdate());
            denied(1142, () -> statement.executeQuery("SELECT * FROM orders"));
            denied(1142, () -> statement.executeUpdate("UPDATE orders SET city = 'x' WHERE user_id = 77"));
            denied(1142, () -> statement.executeUpdate("DELETE FROM orders"));
        }
    }

    @Test
    void onlyAnOperatorEndsOthers() throws SQLException {
        try (Connection victim = proxy.connect();
                Statement asking = victim.createStatement();
                Connection other = reader("");
                Statement powerless = other.createStatement();
                Connection operator = proxy.connect("operator", "o", "");
                Statement powerful = operator.createStatement()) {
            ResultSet id = asking.executeQuery("SELECT CONNECTION_ID()");
            id.next();
            String kill = "KILL " + id.getLong(1);
            denied(1094, () -> powerless.execute(kill));
            powerful.execute(kill);
            assertThrows(SQLException.class, () -> {
                for (int i = 0; i < 100; i++) {
                    asking.executeQuery("SELECT 1").close();
                }
            });
        }
    }

    private static void denied(int errno, org.junit.jupiter.api.function.Executable executable) {
        assertEquals(errno, assertThrows(SQLException.class, executable).getErrorCode());
    }

    private Connection reader(String options) throws SQLException {
        return proxy.connect("reader", "r", options);
    }
}
