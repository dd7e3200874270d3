package io.sluice.it.bad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sluice.examples.servers.RunningServer;
import io.sluice.it.compare.Door;
import io.sluice.it.compare.Shop;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** A server that answers nothing any more, not even a KILL: a statement with a time limit ends all the same. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StalledServerTest {
    /** A statement without a limit would wait for the server's return; this is long enough for a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String HINT = "/* sluice: timeout=300ms, primary */ ";

    private Shop shop;
    private RunningServer stalled;
    private boolean mariaDb;

    @BeforeAll
    void open(TestServers servers) throws SQLException {
        shop = Shop.start(servers);
        stalled = servers.shard(1).primary();
        try (Connection connection = shop.sluice(Door.chosen().get(0));
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO orders (id, user_id, city) VALUES (1, 1, 'a'), (3, 3, 'b')");
            mariaDb = connection.getMetaData().getDatabaseProductVersion().contains("Maria");
        }
        servers.awaitReplicas();
    }

    @AfterEach
    void goOn() {
        stalled.resume();
    }

    @AfterAll
    void close() {
        shop.close();
    }

    @TestFactory
    Stream<DynamicContainer> aTimeLimitHolds() {
        return Door.chosen().stream()
                .map(door -> dynamicContainer(
                        door.name(),
                        Stream.of(
                                dynamicTest("a read of one shard", () -> read(door, "WHERE user_id = 3")),
                                dynamicTest("a read of all shards", () -> read(door, "")),
                                dynamicTest("a write", () -> write(door)),
                                dynamicTest("in a transaction", () -> transaction(door)))));
    }

    private void read(Door door, String where) throws SQLException {
        String sql = HINT + "SELECT COUNT(*) FROM orders " + where;
        try (Connection connection = shop.sluice(door)) {
            run(connection, door, sql);
            SQLException failure = stalled(connection, door, sql);
            assertEquals(mariaDb ? 1969 : 3024, failure.getErrorCode(), failure.getMessage());
            again(connection, door, sql);
        }
    }

    private void write(Door door) throws SQLException {
        String sql = HINT + "UPDATE orders SET total = total + 1 WHERE user_id = 3";
        try (Connection connection = shop.sluice(door)) {
            run(connection, door, sql);
            SQLException failure = stalled(connection, door, sql);
            // Whether it was done nobody knows: it must not be called interrupted.
            assertEquals(2013, failure.getErrorCode(), failure.getMessage());
            assertTrue(String.valueOf(failure.getMessage()).contains("s1"), failure.getMessage());
            again(connection, door, sql);
        }
    }

    private void transaction(Door door) throws SQLException {
        String sql = HINT + "SELECT COUNT(*) FROM orders WHERE user_id = 3";
        try (Connection connection = shop.sluice(door)) {
            connection.setAutoCommit(false);
            run(connection, door, sql);
            run(connection, door, "UPDATE orders SET total = 77 WHERE user_id = 1");
            SQLException failure = stalled(connection, door, sql);
            assertEquals(2013, failure.getErrorCode(), failure.getMessage());
            try {
                connection.rollback();
            } catch (SQLException e) {
                // What is told of a transaction that is lost already does not matter here.
                assertTrue(e.getErrorCode() > 0 || e.getSQLState() != null);
            }
            connection.setAutoCommit(true);
            again(connection, door, sql);
            assertEquals(
                    0,
                    run(connection, door, "SELECT COUNT(*) FROM orders WHERE total = 77 AND user_id = 1 FOR UPDATE"));
        }
    }

    private SQLException stalled(Connection connection, Door door, String sql) {
        stalled.pause();
        pause(); // the signal comes to each of its threads by itself
        try {
            return assertTimeoutPreemptively(
                    PATIENCE, () -> assertThrows(SQLException.class, () -> run(connection, door, sql)));
        } finally {
            stalled.resume();
        }
    }

    /** The server is back, and the connection to Sluice was never gone. */
    private static void again(Connection connection, Door door, String sql) throws SQLException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                run(connection, door, sql.replace(HINT, "/* sluice: primary */ "));
                return;
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
            Thread.sleep(300);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The first row's number; -1 for a count. */
    private static long run(Connection connection, Door door, String sql) throws SQLException {
        try (Statement statement = door.prepared() ? connection.prepareStatement(sql) : connection.createStatement()) {
            boolean rows =
                    statement instanceof PreparedStatement prepared ? prepared.execute() : statement.execute(sql);
            if (!rows) {
                return -1;
            }
            try (ResultSet set = statement.getResultSet()) {
                set.next();
                return set.getLong(1);
            }
        }
    }
}
