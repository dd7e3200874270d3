package io.sluice.it.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sluice.it.compare.Answer.Count;
import io.sluice.it.compare.Answer.Failure;
import io.sluice.it.compare.Answer.Rows;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.function.Executable;

/** What {@code /* sluice: … *}{@code /} does, through every door. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HintsTest {
    /** Two seconds of sleep for each row: longer than any hint of this test, shorter than a test may hang. */
    private static final String SLOW = "SELECT id FROM orders WHERE user_id = {7} AND SLEEP(2) = 0";

    private Shop shop;
    private boolean mariaDb;

    @BeforeAll
    void open(TestServers servers) throws SQLException {
        shop = Shop.start(servers);
        try (Connection connection = shop.sluice(Door.chosen().get(0));
                Statement statement = connection.createStatement()) {
            StringBuilder rows = new StringBuilder("INSERT INTO orders (id, user_id, city, total) VALUES ");
            for (int i = 0; i < 16; i++) {
                rows.append(i == 0 ? "" : ", ").append(String.format("(%d, %d, 'city', 1)", 100 + i, i % 8));
            }
            statement.executeUpdate(rows.toString());
            mariaDb = connection.getMetaData().getDatabaseProductVersion().contains("Maria");
        }
        servers.awaitReplicas();
    }

    @AfterAll
    void close() {
        shop.close();
    }

    @TestFactory
    Stream<DynamicContainer> throughEveryDoor() {
        return Door.chosen().stream()
                .map(door -> dynamicContainer(
                        door.name(),
                        Stream.of(
                                dynamicTest("a forced shard", on(door, this::forcedShard)),
                                dynamicTest("a forced shard and writes", on(door, this::forcedWrites)),
                                dynamicTest("primary and replica", on(door, this::roles)),
                                dynamicTest("scatter", on(door, this::scatter)),
                                dynamicTest("mistakes", on(door, this::mistakes)),
                                dynamicTest("a timeout on one shard", on(door, this::timeout)),
                                dynamicTest("a timeout on all shards", on(door, this::timeoutEverywhere)),
                                dynamicTest("a timeout in a transaction", on(door, this::timeoutInTransaction)),
                                dynamicTest("the servers' own timeout", on(door, this::serversTimeout)))));
    }

    /** A test with a connection of its own. */
    private interface Through {
        void run(Door door, Connection connection) throws SQLException;
    }

    private Executable on(Door door, Through test) {
        return () -> {
            try (Connection connection = shop.sluice(door)) {
                test.run(door, connection);
            }
        };
    }

    private void forcedShard(Door door, Connection connection) {
        String users = "SELECT DISTINCT user_id FROM orders WHERE total >= {0} ORDER BY user_id";
        assertEquals(List.of("2", "3", "6", "7"), rows(door, connection, "/* sluice: shard=s1 */ " + users));
        assertEquals(List.of("0", "1", "4", "5"), rows(door, connection, "/* sluice: shard=s0 */ " + users));
        assertEquals(List.of("0", "1", "2", "3", "4", "5", "6", "7"), rows(door, connection, users));
        String one = "SELECT /* sluice: shard=s1 */ id FROM orders WHERE user_id = {4}";
        assertEquals(List.of(), rows(door, connection, one));
        assertEquals(
                List.of("100"),
                rows(
                        door,
                        connection,
                        "/* sluice: shard=s0 */ SELECT id FROM orders WHERE user_id = {0} AND id = 100"));
    }

    private void forcedWrites(Door door, Connection connection) {
        Failure failure =
                failure(door, connection, "/* sluice: shard=s1 */ UPDATE orders SET city = 'x' WHERE user_id = {4}");
        assertEquals(1235, failure.errno());
        assertEquals(
                List.of("2"),
                rows(door, connection, "SELECT COUNT(*) FROM orders WHERE user_id = 4 AND city = 'city'"));
        assertEquals(
                8, count(door, connection, "/* sluice: shard=s1 */ UPDATE orders SET status = {'s'} WHERE total = 1"));
        assertEquals(8, count(door, connection, "UPDATE orders SET status = {'new'} WHERE status = 's'"));
        assertEquals(
                1235,
                failure(
                                door,
                                connection,
                                "INSERT /* sluice: shard=s0 */ INTO orders (id, user_id, city) VALUES (1, {7}, 'x')")
                        .errno());
    }

    private void roles(Door door, Connection connection) throws SQLException {
        String id;
        try (Connection primary = shop.physical(0);
                Statement statement = primary.createStatement();
                ResultSet set = statement.executeQuery("SELECT @@server_id")) {
            set.next();
            id = set.getString(1);
        }
        assertEquals(List.of(id), rows(door, connection, "/* sluice: shard=s0, primary */ SELECT @@server_id"));
        assertNotEquals(List.of(id), rows(door, connection, "/* sluice: shard=s0, replica */ SELECT @@server_id"));
        assertEquals(
                1235,
                failure(door, connection, "/* sluice: replica */ DELETE FROM orders WHERE user_id = {77}")
                        .errno());
        // What the session holds on a primary is not to be had on a replica.
        assertEquals(List.of("1"), rows(door, connection, "SELECT GET_LOCK({'hints'}, 5)"));
        String held = "/* sluice: shard=s0, replica */ SELECT @@server_id";
        assertEquals(1235, failure(door, connection, held).errno());
        assertEquals(List.of("1"), rows(door, connection, "SELECT RELEASE_LOCK({'hints'})"));
    }

    private void scatter(Door door, Connection connection) {
        String all = "SELECT COUNT(*) FROM orders WHERE total = {1}";
        Failure failure = failure(door, connection, "/* sluice: scatter=forbid */ " + all);
        assertEquals(1235, failure.errno());
        assertTrue(failure.message().contains("orders.user_id"), failure.message());
        assertEquals(List.of("16"), rows(door, connection, "/* sluice: scatter=allow */ " + all));
        assertEquals(List.of("16"), rows(door, connection, all));
        assertEquals(
                List.of("2"), rows(door, connection, "/* sluice: scatter=forbid */ " + all + " AND user_id = {7}"));
    }

    private void mistakes(Door door, Connection connection) {
        Failure failure = failure(door, connection, "/* sluice: primery */ SELECT id FROM orders WHERE user_id = {7}");
        assertEquals(1064, failure.errno());
        assertTrue(failure.message().contains("'primery'"), failure.message());
        assertEquals(
                List.of("/* sluice: shard=nowhere */"),
                rows(door, connection, "SELECT '/* sluice: shard=nowhere */' FROM orders WHERE user_id = {7} LIMIT 1"));
    }

    private void timeout(Door door, Connection connection) {
        assertLate(failure(door, connection, "/* sluice: timeout=300ms */ " + SLOW));
        assertEquals(List.of("1"), rows(door, connection, "SELECT 1"));
        assertEquals(
                List.of("107", "115"),
                rows(
                        door,
                        connection,
                        "/* sluice: timeout=30s */ SELECT id FROM orders WHERE user_id = {7} ORDER BY id"));
    }

    private void timeoutEverywhere(Door door, Connection connection) throws SQLException {
        try (Connection first = locked(0);
                Connection second = locked(1)) {
            assertLate(failure(
                    door,
                    connection,
                    "/* sluice: timeout=300ms */ SELECT id FROM orders WHERE total = {1} FOR UPDATE"));
            assertLate(failure(door, connection, "/* sluice: timeout=300ms */ UPDATE orders SET total = total + {1}"));
            first.rollback();
            second.rollback();
        }
        assertEquals(List.of("16"), rows(door, connection, "SELECT COUNT(*) FROM orders WHERE total = {1}"));
    }

    private void timeoutInTransaction(Door door, Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        assertEquals(1, count(door, connection, "UPDATE orders SET city = 'mine' WHERE id = 102 AND user_id = {2}"));
        try (Connection other = locked(1, 7)) {
            assertLate(failure(
                    door,
                    connection,
                    "/* sluice: timeout=300ms */ UPDATE orders SET city = 'late' WHERE user_id IN (0, 6, {7})"));
            other.rollback();
        }
        assertEquals(1, count(door, connection, "UPDATE orders SET city = 'mine' WHERE id = 103 AND user_id = {3}"));
        connection.commit();
        connection.setAutoCommit(true);
        assertEquals(
                List.of("102", "103"),
                rows(door, connection, "SELECT id FROM orders WHERE city <> {'city'} ORDER BY id"));
        assertEquals(2, count(door, connection, "UPDATE orders SET city = 'city' WHERE city = {'mine'}"));
    }

    /** What the servers do by a variable goes through as it is. */
    private void serversTimeout(Door door, Connection connection) {
        count(
                door,
                connection,
                mariaDb ? "SET SESSION max_statement_time = 0.3" : "SET SESSION max_execution_time = 300");
        assertLate(failure(door, connection, SLOW));
        count(door, connection, mariaDb ? "SET SESSION max_statement_time = 0" : "SET SESSION max_execution_time = 0");
    }

    private void assertLate(Failure failure) {
        assertEquals(mariaDb ? 1969 : 3024, failure.errno(), failure.toString());
        assertEquals(mariaDb ? "70100" : "HY000", failure.state());
    }

    /** Holds every row of a shard. */
    private Connection locked(int shard) throws SQLException {
        return locked(shard, -1);
    }

    /** Holds the rows of one user, or of all. */
    private Connection locked(int shard, int user) throws SQLException {
        Connection connection = shop.physical(shard);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            String where = user < 0 ? "" : " WHERE user_id = " + user;
            for (int i = 0; i < 2; i++) {
                statement.executeQuery("SELECT id FROM orders_" + i + where + " FOR UPDATE");
            }
        }
        return connection;
    }

    private static List<@Nullable String> rows(Door door, Connection connection, String template) {
        Answer answer = Asked.by(connection, Example.of(template), door.prepared());
        List<@Nullable String> first = new ArrayList<>();
        assertInstanceOf(Rows.class, answer, answer.toString()).rows().forEach(row -> first.add(row.get(0)));
        return first;
    }

    private static long count(Door door, Connection connection, String template) {
        Answer answer = Asked.by(connection, Example.of(template), door.prepared());
        return assertInstanceOf(Count.class, answer, answer.toString()).affected();
    }

    private static Failure failure(Door door, Connection connection, String template) {
        Answer answer = Asked.by(connection, Example.of(template), door.prepared());
        return assertInstanceOf(Failure.class, answer, answer.toString());
    }
}
