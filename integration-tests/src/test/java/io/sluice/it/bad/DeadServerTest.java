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
import org.junit.jupiter.api.Test;

/** A cluster file that points to a dead server: both doors open, the other shard serves, and the dead one comes back by itself. */
@WithServers
class DeadServerTest {
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private final TestServers servers;

    DeadServerTest(TestServers servers) {
        this.servers = servers;
    }

    @Test
    void aDeadShardIsToldAndComesBackByItself() throws IOException, SQLException {
        try (Shop before = Shop.start(servers)) {
            run(before, "INSERT INTO orders (id, user_id, city) VALUES (1, 1, 'a'), (3, 3, 'b')");
            servers.awaitReplicas();
        }
        RunningServer alive = servers.shard(0).primary();
        RunningServer dead = servers.shard(1).primary();
        try (Relay relay = new Relay(dead.address().host(), dead.address().port());
                Shop shop =
                        Shop.open(servers, List.of(List.of(alive.address().toString()), List.of(relay.address())))) {
            for (Door door : List.of(Door.PROXY_TEXT, Door.DRIVER_TEXT)) {
                try (Connection connection = shop.sluice(door)) {
                    assertEquals(1, count(connection, "user_id = 1"), door + ": the other shard serves");
                    told(connection, "SELECT COUNT(*) FROM orders WHERE user_id = 3");
                    told(connection, "SELECT COUNT(*) FROM orders");
                    told(connection, "UPDATE orders SET total = 1 WHERE user_id = 3");
                    assertEquals(1, count(connection, "user_id = 1"), door + ": the session goes on");
                }
            }
            relay.open();
            for (Door door : List.of(Door.PROXY_TEXT, Door.DRIVER_TEXT)) {
                try (Connection connection = shop.sluice(door)) {
                    assertEquals(1, await(connection), door + ": it is back");
                }
            }
            relay.shut();
            for (Door door : List.of(Door.PROXY_TEXT, Door.DRIVER_TEXT)) {
                try (Connection connection = shop.sluice(door)) {
                    assertThrows(SQLException.class, () -> count(connection, "user_id = 3"), door.name());
                    assertEquals(1, count(connection, "user_id = 1"), door + ": after a loss the session goes on");
                }
            }
        }
    }

    private static void told(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            SQLException failure = assertThrows(SQLException.class, () -> statement.execute(sql), sql);
            String message = String.valueOf(failure.getMessage());
            assertTrue(message.contains("s1") && message.contains("ROUTE-3"), () -> sql + ": " + message);
        }
    }

    private static long await(Connection connection) throws SQLException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            try {
                return count(connection, "user_id = 3");
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
            Thread.sleep(200);
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

    private static void run(Shop shop, String sql) throws SQLException {
        try (Connection connection = shop.sluice(Door.PROXY_TEXT);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
