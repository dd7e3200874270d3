package io.sluice.it.bad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.it.compare.Door;
import io.sluice.it.compare.Shop;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client that is gone in the middle: what it began is rolled back, its locks are free, no backend connection is lost. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeavingClientTest {
    private static final long PATIENCE_NANOS = 20_000_000_000L;
    private static final int TIMES = 12;
    /** Per server, on an idle shop: the two pools' spare connections, the probes and this test's own. */
    private static final int MOST_CONNECTIONS = 12;

    private Shop shop;
    private String schema = "";

    @BeforeAll
    void open(TestServers servers) throws SQLException {
        shop = Shop.start(servers);
        schema = servers.schema();
        try (Connection connection = shop.sluice(Door.PROXY_TEXT);
                Statement statement = connection.createStatement()) {
            StringBuilder rows = new StringBuilder("INSERT INTO orders (id, user_id, city) VALUES (0, 0, 'a')");
            for (int i = 1; i < 400; i++) {
                rows.append(", (" + i + ", " + i + ", 'city " + i + "')");
            }
            statement.execute(rows.toString());
        }
        servers.awaitReplicas();
    }

    @AfterAll
    void close() {
        shop.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Door.class,
            names = {"PROXY_TEXT", "PROXY_PREPARED", "DRIVER_TEXT"})
    void inTheMiddleOfATransaction(Door door) throws SQLException {
        for (int i = 0; i < TIMES; i++) {
            Connection leaving = shop.sluice(door);
            leaving.setAutoCommit(false);
            try (Statement statement = leaving.createStatement()) {
                statement.executeUpdate("UPDATE orders SET total = 666");
                statement.executeUpdate("DELETE FROM countries");
            }
            leave(leaving, door);
        }
        for (int shard = 0; shard < 2; shard++) {
            await(
                    shard,
                    "SELECT COUNT(*) FROM information_schema.innodb_trx t JOIN information_schema.processlist p"
                            + " ON p.id = t.trx_mysql_thread_id WHERE p.db = '" + schema + "'",
                    open -> open == 0);
            try (Connection physical = shop.physical(shard);
                    Statement statement = physical.createStatement()) {
                statement.execute("SET innodb_lock_wait_timeout = 2");
                assertEquals(0, statement.executeUpdate("UPDATE orders_0 SET total = 1 WHERE total = 666"));
                assertEquals(0, statement.executeUpdate("UPDATE orders_1 SET total = 1 WHERE total = 666"));
            }
        }
        connectionsAreFew();
    }

    @ParameterizedTest
    @EnumSource(
            value = Door.class,
            names = {"PROXY_TEXT", "DRIVER_TEXT"})
    void inTheMiddleOfAResultOfOneShard(Door door) throws SQLException {
        leaveInAResult(
                door, "SELECT a.code, b.code, c.code, d.name FROM countries a, countries b, countries c, countries d");
    }

    @ParameterizedTest
    @EnumSource(
            value = Door.class,
            names = {"PROXY_TEXT", "DRIVER_TEXT"})
    void inTheMiddleOfAMergedResult(Door door) throws SQLException {
        leaveInAResult(door, "SELECT a.id, c.code, d.code FROM orders a, countries c, countries d ORDER BY a.id");
    }

    private void leaveInAResult(Door door, String sql) throws SQLException {
        try (Connection filling = shop.sluice(Door.PROXY_TEXT);
                Statement statement = filling.createStatement()) {
            statement.executeUpdate("DELETE FROM countries");
            StringBuilder rows = new StringBuilder("INSERT INTO countries VALUES ('00', 'x')");
            for (int i = 10; i < 40; i++) {
                rows.append(", ('" + i + "', 'x')");
            }
            statement.execute(rows.toString());
        }
        shop.servers().awaitReplicas();
        for (int i = 0; i < 3; i++) {
            Connection leaving = shop.sluice(door);
            Statement statement = leaving.createStatement();
            statement.setFetchSize(Integer.MIN_VALUE);
            ResultSet rows = statement.executeQuery(sql);
            assertTrue(rows.next());
            leave(leaving, door);
        }
        for (int shard = 0; shard < 2; shard++) {
            await(
                    shard,
                    "SELECT COUNT(*) FROM information_schema.processlist WHERE db = '" + schema
                            + "' AND command IN ('Query', 'Execute') AND id <> CONNECTION_ID()",
                    running -> running == 0);
        }
        try (Connection next = shop.sluice(door);
                Statement statement = next.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM orders")) {
            rows.next();
            assertEquals(400, rows.getLong(1));
        }
        connectionsAreFew();
    }

    /** The network's end of the proxy's client, without a word; the driver's user may only close. */
    private static void leave(Connection leaving, Door door) throws SQLException {
        if (door.isDriver()) {
            leaving.close();
        } else {
            leaving.abort(Runnable::run);
        }
    }

    private void connectionsAreFew() throws SQLException {
        for (int shard = 0; shard < 2; shard++) {
            await(
                    shard,
                    "SELECT COUNT(*) FROM information_schema.processlist WHERE db = '" + schema + "'",
                    connections -> connections <= MOST_CONNECTIONS);
        }
    }

    private void await(int shard, String sql, LongPredicate wish) throws SQLException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        try (Connection physical = shop.physical(shard);
                Statement statement = physical.createStatement()) {
            while (true) {
                try (ResultSet rows = statement.executeQuery(sql)) {
                    rows.next();
                    long found = rows.getLong(1);
                    if (wish.test(found)) {
                        return;
                    }
                    assertTrue(System.nanoTime() < end, () -> "still " + found + ": " + sql);
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(150);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
