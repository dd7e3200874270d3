package io.sluice.it.bad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sluice.bench.HostileTexts;
import io.sluice.it.compare.Door;
import io.sluice.it.compare.Shop;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Texts made to cost time or stack: answered as the plain server answers them, or by an error; the connection goes on, and so
 * do the others. What they cost is measured by {@link io.sluice.bench.HostileBench}.
 */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileTextTest {
    /** Not understood or the server's own syntax error, refused by name, too deep for a stack, unknown column, out of range. */
    private static final Set<Integer> ERRORS = Set.of(1064, 1235, 1436, 1059, 1367, 1690, 1066, 1054);

    private Shop shop;

    @BeforeAll
    void open(TestServers servers) {
        shop = Shop.start(servers);
    }

    @AfterAll
    void close() {
        shop.close();
    }

    @TestFactory
    Stream<DynamicTest> everyTextIsAnsweredAtEveryDoor() {
        return Stream.of(Door.PROXY_TEXT, Door.PROXY_PREPARED, Door.DRIVER_TEXT, Door.DRIVER_PREPARED)
                .flatMap(door -> HostileTexts.all().entrySet().stream()
                        .map(text -> dynamicTest(
                                door + " " + text.getKey(),
                                () -> assertTimeoutPreemptively(
                                        Duration.ofMinutes(2), () -> isAnswered(door, text.getValue())))));
    }

    private void isAnswered(Door door, String text) throws SQLException {
        try (Connection others = shop.sluice(door);
                Connection hostile = shop.sluice(door)) {
            String answer = answer(hostile, door, text);
            if (!ERRORS.stream().map(n -> "error " + n).toList().contains(answer)) {
                try (Connection plain = shop.plain(door)) {
                    assertEquals(answer(plain, door, text), answer);
                }
            }
            assertTrue(hostile.isValid(10));
            assertEquals("[1]", answer(hostile, door, "SELECT 1"));
            assertEquals("[1]", answer(others, door, "SELECT 1"));
        }
    }

    /** The first row's first column and how many rows there are, or the error's number. */
    private static String answer(Connection connection, Door door, String text) throws SQLException {
        try (Statement statement = door.prepared() ? connection.prepareStatement(text) : connection.createStatement();
                ResultSet rows = statement instanceof java.sql.PreparedStatement prepared
                        ? prepared.executeQuery()
                        : statement.executeQuery(text)) {
            List<String> answer = new java.util.ArrayList<>();
            while (rows.next() && answer.size() < 10) {
                answer.add(rows.getString(1));
            }
            return answer.toString();
        } catch (SQLException e) {
            return "error " + e.getErrorCode();
        }
    }
}
