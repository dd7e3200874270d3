package io.sluice.it.bad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.examples.servers.RunningServer;
import io.sluice.it.compare.Door;
import io.sluice.it.compare.Shop;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A server that is cut off, or stops answering, in the middle of a long result: that statement is told, and nothing else. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MidResultTest {
    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final int ORDERS = 200;
    private static final String LONG = "SELECT a.id, REPEAT('x', 4000) FROM orders a, countries c, countries d";

    private static final String ONE_SHARD = LONG + ", countries e, countries f WHERE a.user_id = 3";
    private static final String MERGED = LONG + " ORDER BY a.id";

    private static final String LIMIT = "/* sluice: timeout=1s */ ";

    private Shop shop;
    private Relay relay;
    private RunningServer far;

    @BeforeAll
    void open(TestServers servers) throws SQLException, IOException {
        try (Shop before = Shop.start(servers);
                Connection connection = before.sluice(Door.PROXY_TEXT);
                Statement statement = connection.createStatement()) {
            StringBuilder orders = new StringBuilder("INSERT INTO orders (id, user_id, city) VALUES (0, 0, 'a')");
            for (int i = 1; i < ORDERS; i++) {
                orders.append(", (" + i + ", " + i + ", 'a')");
            }
            statement.execute(orders.toString());
            statement.execute("DELETE FROM countries");
            statement.execute("INSERT INTO countries VALUES ('aa', 'x'), ('bb', 'x'), ('cc', 'x'), ('dd', 'x'),"
                    + " ('ee', 'x'), ('ff', 'x'), ('gg', 'x'), ('hh', 'x'), ('ii', 'x'), ('jj', 'x')");
        }
        RunningServer near = servers.shard(0).primary();
        far = servers.shard(1).primary();
        relay = new Relay(far.address().host(), far.address().port());
        relay.open();
        shop = Shop.open(servers, List.of(List.of(near.address().toString()), List.of(relay.address())));
    }

    @AfterAll
    void close() {
        far.resume();
        shop.close();
        relay.close();
    }

    @Test
    void cutOffWhileMerged() throws SQLException, IOException {
        try (Connection connection = shop.sluice(Door.PROXY_TEXT)) {
            assertEquals(ORDERS, await(connection));
            SQLException failure = broken(connection, MERGED, relay::shut);
            assertEquals(2013, failure.getErrorCode(), failure.getMessage());
            assertTrue(String.valueOf(failure.getMessage()).contains("s1"), failure.getMessage());
            assertEquals(1, count(connection, "user_id = 4"), "the other shard answers");
            relay.open();
            assertEquals(ORDERS, await(connection));
        }
    }

    /** The bytes of a row are passed on as they come: behind half of one nothing but the end of the connection is possible. */
    @Test
    void cutOffWhileForwarded() throws SQLException, IOException {
        try (Connection connection = shop.sluice(Door.PROXY_TEXT)) {
            assertEquals(ORDERS, await(connection));
            broken(connection, ONE_SHARD, relay::shut);
        }
        try (Connection connection = shop.sluice(Door.PROXY_TEXT)) {
            assertEquals(1, count(connection, "user_id = 4"), "the other shard answers");
            relay.open();
            assertEquals(ORDERS, await(connection));
        }
    }

    @Test
    void stalledWhileMerged() throws SQLException {
        try (Connection connection = shop.sluice(Door.PROXY_TEXT)) {
            assertEquals(ORDERS, await(connection));
            SQLException failure = broken(connection, LIMIT + MERGED, far::pause);
            assertTrue(List.of(1969, 3024).contains(failure.getErrorCode()), failure.getMessage());
            assertEquals(1, count(connection, "user_id = 4"), "the other shard answers");
            far.resume();
            assertEquals(ORDERS, await(connection));
        } finally {
            far.resume();
        }
    }

    @Test
    void stalledWhileForwarded() throws SQLException {
        try (Connection connection = shop.sluice(Door.PROXY_TEXT)) {
            assertEquals(ORDERS, await(connection));
            broken(connection, LIMIT + ONE_SHARD, far::pause);
        } finally {
            far.resume();
        }
        try (Connection connection = shop.sluice(Door.PROXY_TEXT)) {
            assertEquals(ORDERS, await(connection));
        }
    }

    private static SQLException broken(Connection connection, String sql, Runnable what) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(Integer.MIN_VALUE); // Connector/J's word for: row by row
            ResultSet rows = statement.executeQuery(sql);
            assertTrue(rows.next());
            what.run();
            return assertThrows(SQLException.class, () -> {
                while (rows.next()) {
                    // on to what is lost
                }
            });
        }
    }

    private static long await(Connection connection) throws SQLException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            try {
                return count(connection, "1 = 1");
            } catch (SQLException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static long count(Connection connection, String where) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM orders WHERE " + where)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
