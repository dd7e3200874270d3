package io.sluice.it.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one server keeps for a session: variables, names, locks, temporary tables ({@code session-state.sql}); and whose it is. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionStateTest {
    private final ShopData data = new ShopData(7);
    private Shop shop;

    @BeforeAll
    void open(TestServers servers) {
        shop = Shop.start(servers);
    }

    @BeforeEach
    void load() throws SQLException {
        try (Connection plain = shop.plain(Door.chosen().get(0));
                Connection sluice = shop.sluice(Door.chosen().get(0))) {
            data.load(plain);
            data.load(sluice);
        }
        shop.servers().awaitReplicas();
    }

    @AfterAll
    void close() {
        shop.close();
    }

    @TestFactory
    Stream<DynamicContainer> sections() {
        Map<String, List<Example>> sections = ExampleFile.sections("session-state.sql");
        return Door.chosen().stream()
                .map(door -> dynamicContainer(
                        door.name(),
                        sections.entrySet().stream()
                                .map(section -> dynamicTest(section.getKey(), () -> run(door, section.getValue())))));
    }

    private void run(Door door, List<Example> statements) throws SQLException {
        load();
        List<String> differences = new ArrayList<>();
        try (Connection plain = shop.plain(door);
                Connection sluice = shop.sluice(door)) {
            for (Example each : statements) {
                boolean prepared = door.prepared() && each.template().matches("(?s)(SELECT|INSERT|UPDATE|DELETE).*");
                String difference =
                        Comparison.difference(each, Asked.by(plain, each, prepared), Asked.by(sluice, each, prepared));
                if (!difference.isEmpty()) {
                    differences.add(difference + "\n  statement: " + each.text());
                }
            }
        }
        assertTrue(differences.isEmpty(), () -> String.join("\n", differences));
    }

    /** Each leaves something in its connection, which nobody else may meet. */
    private static final List<String> STATE = List.of(
            "SELECT 1 INTO @leak",
            "SELECT GET_LOCK('sluice_leak', 0)",
            "CREATE TEMPORARY TABLE leak (n INT)",
            "HANDLER audit_log OPEN AS leak_h",
            "LOCK TABLES audit_log WRITE",
            "PREPARE leak FROM 'SELECT 1'");

    @ParameterizedTest
    @EnumSource(
            value = Door.class,
            names = {"PROXY_TEXT", "DRIVER_TEXT"})
    void nothingIsLeftWhenTheSessionEnds(Door door) throws SQLException {
        for (String state : STATE) {
            try (Connection connection = shop.sluice(door);
                    Statement statement = connection.createStatement()) {
                statement.execute(state);
            }
            try (Connection other = shop.sluice(door);
                    Statement statement = other.createStatement()) {
                assertNothingLeft(statement);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Door.class,
            names = {"PROXY_TEXT", "DRIVER_TEXT"})
    void nothingIsLeftAfterATransactionEndsWithItsSession(Door door) throws SQLException {
        try (Connection connection = shop.sluice(door);
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
            statement.execute("UPDATE audit_log SET message = 'gone'");
            for (String state : STATE) {
                if (!state.startsWith("LOCK")) {
                    statement.execute(state);
                }
            }
        }
        try (Connection other = shop.sluice(door);
                Statement statement = other.createStatement()) {
            assertNothingLeft(statement);
            assertEquals("0", one(statement, "SELECT COUNT(*) FROM audit_log WHERE message = 'gone' FOR UPDATE"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Door.class,
            names = {"PROXY_TEXT"})
    void nothingIsLeftAfterAReset(Door door) throws SQLException {
        try (Connection connection = shop.sluice(door);
                Statement statement = connection.createStatement()) {
            for (String state : STATE) {
                statement.execute(state);
                connection.unwrap(com.mysql.cj.jdbc.JdbcConnection.class).resetServerState();
                assertNothingLeft(statement);
                assertEquals(
                        1243,
                        assertThrows(SQLException.class, () -> statement.execute("EXECUTE leak"))
                                .getErrorCode());
            }
        }
    }

    private static void assertNothingLeft(Statement statement) throws SQLException {
        assertNull(one(statement, "SELECT @leak"));
        // A client that leaves is not waited for, by a server neither.
        long end = System.nanoTime() + 10_000_000_000L;
        while ("0".equals(one(statement, "SELECT IS_FREE_LOCK('sluice_leak')"))) {
            assertTrue(System.nanoTime() < end, "the lock is held for ever");
            LockSupport.parkNanos(20_000_000L);
        }
        assertEquals(
                1146,
                assertThrows(SQLException.class, () -> one(statement, "SELECT * FROM leak"))
                        .getErrorCode());
        assertTrue(assertThrows(SQLException.class, () -> statement.execute("HANDLER leak_h READ FIRST"))
                        .getErrorCode()
                > 0);
        statement.execute("UPDATE audit_log SET message = CONCAT(message, '') WHERE id = 1");
        assertEquals(
                1243,
                assertThrows(SQLException.class, () -> statement.execute("EXECUTE leak"))
                        .getErrorCode());
    }

    @ParameterizedTest
    @EnumSource(
            value = Door.class,
            names = {"PROXY_TEXT", "DRIVER_TEXT"})
    void aLockExcludesOtherSessions(Door door) throws SQLException {
        try (Connection one = shop.sluice(door);
                Connection two = shop.sluice(door);
                Statement first = one.createStatement();
                Statement second = two.createStatement()) {
            assertEquals("1", one(first, "SELECT GET_LOCK('sluice_x', 0)"));
            assertEquals("0", one(second, "SELECT GET_LOCK('sluice_x', 0)"));
            assertEquals("0", one(second, "SELECT RELEASE_LOCK('sluice_x')"));
            assertEquals("1", one(first, "SELECT RELEASE_LOCK('sluice_x')"));
            assertEquals("1", one(second, "SELECT GET_LOCK('sluice_x', 0)"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Door.class,
            names = {"PROXY_TEXT", "DRIVER_TEXT"})
    void aConnectionThatDiesTakesItsStateAlongAndSaysSo(Door door) throws SQLException {
        try (Connection connection = shop.sluice(door);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMPORARY TABLE doomed AS SELECT CONNECTION_ID() AS id");
            String id = one(statement, "SELECT IS_USED_LOCK('sluice_y') FROM doomed WHERE GET_LOCK('sluice_y', 0) = 1");
            try (Connection physical = shop.physical(0);
                    Statement kill = physical.createStatement()) {
                kill.execute("KILL " + id);
            }
            SQLException lost = assertThrows(SQLException.class, () -> {
                LockSupport.parkNanos(200_000_000L);
                one(statement, "SELECT COUNT(*) FROM doomed");
            });
            assertEquals(2013, lost.getErrorCode(), lost.getMessage());
            assertTrue(String.valueOf(lost.getMessage()).contains("doomed"), lost.getMessage());
            assertEquals(
                    1146,
                    assertThrows(SQLException.class, () -> one(statement, "SELECT COUNT(*) FROM doomed"))
                            .getErrorCode());
            assertEquals("1", one(statement, "SELECT IS_FREE_LOCK('sluice_y')"));
        }
    }

    private static String one(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            assertTrue(rows.next(), sql);
            return rows.getString(1);
        }
    }
}
