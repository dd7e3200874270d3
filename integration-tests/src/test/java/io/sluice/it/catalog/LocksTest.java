package io.sluice.it.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.jdbc.SluiceDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** LOCK TABLES over several shards locks all of a table, as on one server; constraints have their names. */
@WithServers
class LocksTest {
    @Test
    void ofThroughTheProxyAndTheDriver(TestServers servers) throws Exception {
        try (CatalogWorld world = CatalogWorld.open(servers, CatalogWorld.RULES);
                SluiceDataSource driver = world.driver()) {
            world.both(CatalogWorld.TABLES);
            world.both(CatalogWorld.ROWS);
            try (Connection one = world.proxied("");
                    Connection other = world.proxied("");
                    Connection physical = servers.shard(1).primary().connect(world.schema() + "_p1")) {
                locks(one, other, physical);
            }
            try (Connection one = driver.getConnection();
                    Connection other = world.proxied("");
                    Connection physical = servers.shard(1).primary().connect(world.schema() + "_p1")) {
                locks(one, other, physical);
            }
        }
    }

    private static void locks(Connection one, Connection other, Connection physical) throws SQLException {
        try (Statement mine = one.createStatement();
                Statement theirs = other.createStatement();
                Statement there = physical.createStatement()) {
            theirs.execute("SET lock_wait_timeout = 1");
            there.execute("SET lock_wait_timeout = 1");
            mine.execute("LOCK TABLES orders WRITE, countries READ LOCAL");
            mine.execute("UPDATE orders SET total = total + 1");
            assertEquals(1205, error(theirs, "UPDATE orders SET total = 0 WHERE customer_id = 3"));
            assertEquals(1205, error(there, "SELECT COUNT(*) FROM orders_1"));
            assertEquals(1100, error(mine, "SELECT COUNT(*) FROM customers"));
            assertEquals(1099, error(mine, "UPDATE countries SET name = 'x'"));
            assertEquals(4, number(mine, "SELECT COUNT(*) FROM orders"));
            assertEquals(2, number(theirs, "SELECT COUNT(*) FROM countries"));
            mine.execute("UNLOCK TABLES");
            theirs.execute("UPDATE orders SET total = total - 1");
            assertEquals(3, number(mine, "SELECT COUNT(*) FROM customers"));

            mine.execute("LOCK TABLES parts AS p READ, audit_log WRITE");
            assertEquals(3, number(mine, "SELECT COUNT(*) FROM parts AS p"));
            mine.execute("LOCK TABLES parts READ");
            theirs.execute("UPDATE audit_log SET words = 'y' WHERE id = 2");
            mine.execute("BEGIN");
            theirs.execute("UPDATE parts SET n = 1 WHERE id = 1500");
            mine.execute("ROLLBACK");
            SQLException gone =
                    assertThrows(SQLException.class, () -> mine.execute("LOCK TABLES orders WRITE, nosuch READ"));
            assertTrue(gone.getErrorCode() == 1146, gone.getMessage());
            theirs.execute("UPDATE orders SET total = 1 WHERE customer_id = 2");
            theirs.execute("UPDATE orders SET total = 6.5 WHERE customer_id = 2");
        }
    }

    @Test
    void areGoneWithTheirSession(TestServers servers) throws Exception {
        try (CatalogWorld world = CatalogWorld.open(servers, CatalogWorld.RULES);
                SluiceDataSource driver = world.driver();
                Connection other = world.proxied("");
                Statement theirs = other.createStatement()) {
            world.both(CatalogWorld.TABLES);
            world.both(CatalogWorld.ROWS);
            theirs.execute("SET lock_wait_timeout = 3");
            for (boolean proxied : new boolean[] {true, false}) {
                try (Connection one = proxied ? world.proxied("") : driver.getConnection();
                        Statement mine = one.createStatement()) {
                    mine.execute("LOCK TABLES orders WRITE");
                }
                theirs.execute("UPDATE orders SET total = total + 1");
                try (Connection next = proxied ? world.proxied("") : driver.getConnection();
                        Statement mine = next.createStatement()) {
                    assertEquals(3, number(mine, "SELECT COUNT(*) FROM customers"));
                }
            }
        }
    }

    private static int error(Statement statement, String sql) {
        return assertThrows(SQLException.class, () -> statement.execute(sql), sql)
                .getErrorCode();
    }

    private static int number(Statement statement, String sql) throws SQLException {
        try (ResultSet set = statement.executeQuery(sql)) {
            set.next();
            return set.getInt(1);
        }
    }

    @Test
    void theProcessesAreTheProxysClients(TestServers servers) throws Exception {
        try (CatalogWorld world = CatalogWorld.open(servers, CatalogWorld.RULES);
                Connection one = world.proxied("");
                Connection other = world.proxied("&useServerPrepStmts=true");
                Statement mine = one.createStatement();
                Statement theirs = other.createStatement()) {
            int id = number(theirs, "SELECT CONNECTION_ID()");
            String found = "";
            try (ResultSet set = mine.executeQuery("SHOW FULL PROCESSLIST")) {
                while (set.next()) {
                    if (set.getInt("Id") == id) {
                        found = set.getString("User") + " " + set.getString("db") + " " + set.getString("Command");
                    }
                }
            }
            assertEquals(CatalogWorld.USER + " " + world.schema() + " Sleep", found);
            try (SluiceDataSource driver = world.driver();
                    Connection driven = driver.getConnection();
                    Statement statement = driven.createStatement();
                    ResultSet set = statement.executeQuery("SHOW PROCESSLIST")) {
                assertTrue(set.next());
                assertEquals("Query", set.getString("Command"));
            }
        }
    }

    @Test
    void aForeignKeyHasItsNameInErrorsAndIsDroppedByIt(TestServers servers) throws Exception {
        try (CatalogWorld world = CatalogWorld.open(servers, CatalogWorld.RULES)) {
            world.both(CatalogWorld.TABLES);
            try (Connection sluice = world.proxied("");
                    Connection plain = world.plain();
                    Statement ours = sluice.createStatement();
                    Statement theirs = plain.createStatement()) {
                String orphan = "INSERT INTO orders (id, customer_id) VALUES (1, 77)";
                SQLException truth = assertThrows(SQLException.class, () -> theirs.execute(orphan));
                SQLException answer = assertThrows(SQLException.class, () -> ours.execute(orphan));
                assertEquals(truth.getMessage(), answer.getMessage());
                for (Statement each : new Statement[] {ours, theirs}) {
                    each.execute("ALTER TABLE orders DROP FOREIGN KEY bought_by");
                    each.execute("ALTER TABLE orders DROP FOREIGN KEY orders_ibfk_1");
                    each.execute(orphan);
                }
            }
        }
    }
}
