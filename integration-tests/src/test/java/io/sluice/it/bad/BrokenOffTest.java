package io.sluice.it.bad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.mysql.cj.jdbc.JdbcConnection;
import io.sluice.examples.servers.RunningServer;
import io.sluice.it.compare.Door;
import io.sluice.it.compare.Shop;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Reads that are gathered and writes in steps that are broken off in the middle: while a table is read, while rows are chosen, while
 * they are changed. The error says so, nothing of the statement stays, and the session goes on where it can.
 */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenOffTest {
    private static final String ALL = "SELECT COUNT(*), SUM(total), SUM(id * user_id) FROM orders";
    private static final Set<Integer> TIME = Set.of(3024, 1969);

    private TestServers servers;
    private Shop shop;

    /** What is broken off, and what makes it wait on shard 1 for as long. */
    private enum What {
        GATHERED(
                "SELECT COUNT(*) FROM orders a JOIN orders b ON b.id = a.id + 1",
                "LOCK TABLES orders_0 WRITE, orders_1 WRITE"),
        CHOOSING(
                "UPDATE orders SET total = total + 1 ORDER BY id LIMIT 7",
                "SELECT id FROM orders_0 FOR UPDATE",
                "SELECT id FROM orders_1 FOR UPDATE"),
        CHANGING(
                "UPDATE orders SET user_id = 2 WHERE user_id = 1",
                "INSERT INTO orders_0 (id, user_id, city) VALUES (1, 2, 'x')");

        private final String sql;
        private final String[] obstacle;

        What(String sql, String... obstacle) {
            this.sql = sql;
            this.obstacle = obstacle;
        }
    }

    /** What breaks it off. */
    private enum How {
        CANCELLED,
        LATE,
        STALLED,
        LOST
    }

    @BeforeAll
    void open(TestServers running) throws SQLException {
        servers = running;
        shop = Shop.start(servers);
        try (Connection connection = shop.sluice(Door.DRIVER_TEXT);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO orders (id, user_id, city, total) VALUES (1, 1, 'a', 1), (2, 2, 'b', 2),"
                            + " (3, 3, 'c', 3), (4, 4, 'd', 4), (5, 1, 'e', 5), (6, 2, 'f', 6), (7, 3, 'g', 7), (8, 4, 'h', 8)");
        }
        servers.awaitReplicas();
    }

    @AfterAll
    void close() {
        shop.close();
    }

    @TestFactory
    Stream<DynamicTest> allIsAsItWas() {
        List<DynamicTest> tests = new ArrayList<>();
        for (What what : What.values()) {
            for (How how : How.values()) {
                for (boolean inside : new boolean[] {false, true}) {
                    for (Door door : doors(what.ordinal() + how.ordinal() + (inside ? 1 : 0))) {
                        String name = door + " " + what + " " + how + (inside ? " in a transaction" : "");
                        tests.add(dynamicTest(name, () -> breakOff(door, what, how, inside)));
                    }
                }
            }
        }
        return tests.stream();
    }

    /** No shard does anything for it any more; the rows are in the proxy, and more than its client takes. */
    @Test
    void whatIsLeftToBeWrittenIsBrokenOff() throws SQLException {
        try (Connection connection = shop.sluice(Door.PROXY_TEXT);
                Connection other = shop.sluice(Door.PROXY_TEXT);
                Statement killer = other.createStatement();
                Statement statement = connection.createStatement()) {
            long id = connection.unwrap(JdbcConnection.class).getId();
            statement.setFetchSize(Integer.MIN_VALUE);
            try (ResultSet rows = statement.executeQuery(
                    "SELECT id, REPEAT('x', 4000000) FROM orders GROUP BY id ORDER BY COUNT(*), id")) {
                assertTrue(rows.next());
                killer.execute("KILL QUERY " + id);
                SQLException failure = assertThrows(SQLException.class, () -> {
                    while (rows.next()) {
                        assertNotNull(rows.getString(1));
                    }
                });
                assertEquals(1317, failure.getErrorCode(), failure.getMessage());
            }
            assertEquals("8", told(connection, Door.PROXY_TEXT, "SELECT COUNT(*) FROM orders"));
        }
    }

    /** One after another; with {@code -Dbroken.doors} all of them. */
    private static List<Door> doors(int number) {
        boolean all = System.getProperty("broken.doors") != null;
        return all ? Door.chosen() : List.of(number % 2 == 0 ? Door.PROXY_PREPARED : Door.DRIVER_TEXT);
    }

    private void breakOff(Door door, What what, How how, boolean inside) throws Exception {
        try (Connection connection = shop.sluice(door);
                Connection other = shop.sluice(Door.PROXY_TEXT);
                Statement killer = other.createStatement()) {
            String before = told(connection, door, ALL);
            if (inside) {
                connection.setAutoCommit(false);
                told(connection, door, "UPDATE orders SET city = 'inside' WHERE user_id = 4");
            }
            String hint = how == How.LATE || how == How.STALLED
                    ? "/* sluice: timeout=900ms, primary */ "
                    : "/* sluice: primary */ ";
            SQLException failure = failure(door, connection, killer, hint + what.sql, what, how);
            boolean goesOn = how == How.CANCELLED || how == How.LATE;
            check(door, what, how, inside, failure);
            if (inside && !goesOn) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            assertEquals(before, again(connection, door, how), "what is there");
            if (inside && goesOn) {
                assertEquals("2", told(connection, door, "SELECT COUNT(*) FROM orders WHERE city = 'inside'"));
                connection.rollback();
                connection.setAutoCommit(true);
            }
            assertEquals("0", told(connection, door, "SELECT COUNT(*) FROM orders WHERE city = 'inside'"));
            nothingIsLeft();
            assertEquals(before, told(connection, door, ALL));
            assertEquals("7", told(connection, door, What.GATHERED.sql), "gathered again");
        }
    }

    /** Lets it run until it waits, and breaks it off. */
    private @Nullable SQLException failure(
            Door door, Connection connection, Statement killer, String sql, What what, How how) throws Exception {
        RunningServer server = servers.shard(1).primary();
        String id = door.isDriver() ? "" : told(connection, door, "SELECT CONNECTION_ID()");
        try (Connection obstacle = server.connect(servers.schema());
                Statement blocking = obstacle.createStatement();
                Statement statement =
                        door.prepared() ? connection.prepareStatement(sql) : connection.createStatement()) {
            obstacle.setAutoCommit(false);
            for (String each : what.obstacle) {
                blocking.execute(each);
            }
            CompletableFuture<@Nullable SQLException> ended = CompletableFuture.supplyAsync(() -> run(statement, sql));
            awaitWaiting(server, how == How.LATE ? ended : new CompletableFuture<>());
            if (how == How.CANCELLED && door.isDriver()) {
                statement.cancel();
            } else if (how == How.CANCELLED) {
                killer.execute("KILL QUERY " + id);
            } else if (how == How.STALLED) {
                server.pause();
            } else if (how == How.LOST) {
                killWaiting(server);
                obstacle.rollback(); // a read may be tried once more
                blocking.execute("UNLOCK TABLES");
            }
            try {
                return ended.get(30, TimeUnit.SECONDS);
            } finally {
                server.resume();
            }
        }
    }

    private static @Nullable SQLException run(Statement statement, String sql) {
        try {
            if (statement instanceof PreparedStatement prepared) {
                prepared.execute();
            } else {
                statement.execute(sql);
            }
            return null;
        } catch (SQLException e) {
            return e;
        }
    }

    private static void check(Door door, What what, How how, boolean inside, @Nullable SQLException failure) {
        boolean repeats = how == How.LOST && what == What.GATHERED && !inside;
        if (failure == null) {
            assertTrue(repeats && door.isDriver(), "nothing but a read is tried again");
            return;
        }
        int code = failure.getErrorCode();
        String told = code + " " + failure;
        switch (how) {
            case CANCELLED -> assertTrue(code == 1317 || (door.isDriver() && code == 0), told);
            case LATE -> assertTrue(TIME.contains(code) || failure instanceof SQLTimeoutException, told);
            case STALLED -> assertTrue(TIME.contains(code) || code == 2013, told);
            case LOST -> assertEquals(2013, code, told);
        }
    }

    /** Until a statement of ours waits for the obstacle, or did so unseen until its time was over. */
    private void awaitWaiting(RunningServer server, CompletableFuture<?> late) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (waiting(server).isEmpty() && !late.isDone()) {
            assertTrue(System.nanoTime() < end, "it waits");
            Thread.sleep(20);
        }
        Thread.sleep(50);
    }

    private void killWaiting(RunningServer server) throws SQLException {
        try (Connection admin = server.connectAsAdmin();
                Statement statement = admin.createStatement()) {
            for (String id : waiting(server)) {
                statement.execute("KILL " + id);
            }
        }
    }

    private List<String> waiting(RunningServer server) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (Connection admin = server.connectAsAdmin();
                Statement statement = admin.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM information_schema.processlist WHERE command IN"
                        + " ('Query', 'Execute') AND info LIKE '%orders\\_%' AND id <> CONNECTION_ID() AND db = '"
                        + servers.schema() + "'")) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }

    /** The server may have to come back first. */
    private static String again(Connection connection, Door door, How how) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            try {
                return told(connection, door, "/* sluice: primary */ " + ALL);
            } catch (SQLException e) {
                if (how != How.STALLED || System.nanoTime() > end) {
                    throw e;
                }
                Thread.sleep(200);
            }
        }
    }

    /** No row and no table is locked by a transaction that nobody ends. */
    private void nothingIsLeft() throws Exception {
        for (int shard = 0; shard < 2; shard++) {
            try (Connection physical = shop.physical(shard);
                    Statement statement = physical.createStatement()) {
                statement.execute("SET SESSION innodb_lock_wait_timeout = 10, SESSION lock_wait_timeout = 10");
                statement.execute("SELECT id FROM orders_0 FOR UPDATE");
                statement.execute("SELECT id FROM orders_1 FOR UPDATE");
                statement.execute("LOCK TABLES orders_0 WRITE, orders_1 WRITE");
                statement.execute("UNLOCK TABLES");
            }
        }
    }

    private static String told(Connection connection, Door door, String sql) throws SQLException {
        try (Statement statement = door.prepared() ? connection.prepareStatement(sql) : connection.createStatement()) {
            boolean rows =
                    statement instanceof PreparedStatement prepared ? prepared.execute() : statement.execute(sql);
            if (!rows) {
                return "";
            }
            try (ResultSet set = statement.getResultSet()) {
                assertTrue(set.next());
                StringBuilder told = new StringBuilder();
                for (int i = 1; i <= set.getMetaData().getColumnCount(); i++) {
                    told.append(i == 1 ? "" : " ").append(assertedNotNull(set.getString(i)));
                }
                return told.toString();
            }
        }
    }

    private static String assertedNotNull(@Nullable String text) {
        assertNotNull(text);
        return text;
    }
}
