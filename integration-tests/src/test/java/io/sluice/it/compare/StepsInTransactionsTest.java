package io.sluice.it.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** A write in several steps is one statement: what it leaves behind where it fails, and what the session tells of it. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StepsInTransactionsTest {
    private static final String GOOD = "UPDATE orders SET total = total + 1 ORDER BY id LIMIT 6";
    /** Some rows are changed before it fails. */
    private static final String BAD =
            "UPDATE orders SET total = IF(id % 5 = 0, 99999999999999, total + 1) ORDER BY id LIMIT 10";

    private final ShopData data = new ShopData(7);
    private TestServers servers;
    private Shop shop;

    @BeforeAll
    void open(TestServers running) {
        servers = running;
        shop = Shop.start(servers);
    }

    @AfterAll
    void close() {
        shop.close();
    }

    private interface Act {
        void on(Connection connection) throws SQLException;
    }

    @TestFactory
    Stream<DynamicTest> asOneServerDoes() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Door door : Door.chosen()) {
            tests.add(dynamicTest(door + " alone", () -> compare(door, true, StepsInTransactionsTest::fails)));
            tests.add(dynamicTest(
                    door + " first of a transaction",
                    () -> compare(door, false, connection -> {
                        fails(connection);
                        run(connection, GOOD);
                        connection.commit();
                        run(connection, GOOD);
                        connection.rollback();
                    })));
            tests.add(dynamicTest(
                    door + " inside of a transaction",
                    () -> compare(door, false, connection -> {
                        run(connection, "UPDATE orders SET city = 'Rome' WHERE user_id = 7");
                        fails(connection);
                        run(connection, GOOD);
                        fails(connection);
                        connection.commit();
                    })));
            tests.add(dynamicTest(
                    door + " behind a savepoint",
                    () -> compare(door, false, connection -> {
                        run(connection, GOOD);
                        run(connection, "SAVEPOINT mine");
                        run(connection, GOOD);
                        fails(connection);
                        run(connection, "ROLLBACK TO SAVEPOINT mine");
                        connection.commit();
                    })));
        }
        return tests.stream();
    }

    private void compare(Door door, boolean autocommit, Act act) throws SQLException {
        try (Connection plain = shop.plain(door);
                Connection sluice = shop.sluice(door)) {
            data.load(plain);
            data.load(sluice);
        }
        try (Connection plain = shop.plain(door);
                Connection sluice = shop.sluice(door)) {
            assertEquals(after(plain, autocommit, act), after(sluice, autocommit, act));
            State.alike(List.of("orders"), plain, sluice);
            servers.awaitReplicas(); // another session is promised nothing of this one's writes
            try (Connection other = shop.sluice(door)) {
                State.alike(List.of("orders"), plain, other);
            }
        }
    }

    private static List<String> after(Connection connection, boolean autocommit, Act act) throws SQLException {
        connection.setAutoCommit(autocommit);
        act.on(connection);
        connection.setAutoCommit(true);
        List<String> told = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            told.add("affected " + statement.executeUpdate(GOOD));
            try (ResultSet set = statement.executeQuery("SELECT ROW_COUNT(), LAST_INSERT_ID(), @@warning_count")) {
                set.next();
                told.add(set.getString(1) + " " + set.getString(2) + " " + set.getString(3));
            }
        }
        return told;
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void fails(Connection connection) {
        SQLException failure = assertThrows(SQLException.class, () -> run(connection, BAD));
        assertEquals(1264, failure.getErrorCode(), failure.getMessage());
    }
}
