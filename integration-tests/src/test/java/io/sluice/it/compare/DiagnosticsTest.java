package io.sluice.it.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

/** What FOUND_ROWS() and SHOW WARNINGS tell of the statements before: each line of {@code diagnostics.sql} is a session. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiagnosticsTest {
    private static final int ROWS = 40;

    private Shop shop;

    @BeforeAll
    void open(TestServers servers) throws SQLException {
        shop = Shop.start(servers);
        StringBuilder rows = new StringBuilder("INSERT INTO orders (id, user_id, city, total) VALUES ");
        for (int i = 0; i < ROWS; i++) {
            rows.append(i == 0 ? "" : ", ").append("(%d, %d, 'city%d', %d)".formatted(i + 1, i % 11, i % 5, i % 7));
        }
        try (Connection plain = shop.plain(Door.DRIVER_TEXT);
                Connection sluice = shop.sluice(Door.DRIVER_TEXT)) {
            run(plain, rows.toString());
            run(sluice, rows.toString());
        }
        servers.awaitReplicas();
    }

    @AfterAll
    void close() {
        shop.close();
    }

    @TestFactory
    Stream<DynamicTest> sessions() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String line :
                ExampleFile.resource("compare/diagnostics.sql").lines().toList()) {
            if (!line.isBlank() && !line.startsWith("--")) {
                for (Door door : Door.chosen()) {
                    tests.add(dynamicTest(door + " " + line, () -> compare(door, line)));
                }
            }
        }
        return tests.stream();
    }

    private void compare(Door door, String line) throws SQLException {
        try (Connection plain = shop.plain(door);
                Connection sluice = shop.sluice(door)) {
            assertEquals(transcript(plain, door, line), transcript(sluice, door, line));
        }
    }

    /** What setMaxRows leaves out is found. */
    @TestFactory
    Stream<DynamicTest> rowsThatTheApplicationDoesNotTake() {
        String sql = "SELECT SQL_CALC_FOUND_ROWS id FROM orders ORDER BY id LIMIT 5";
        return Door.chosen().stream()
                .filter(Door::isDriver)
                .map(door -> dynamicTest(door.toString(), () -> {
                    try (Connection plain = shop.plain(door);
                            Connection sluice = shop.sluice(door)) {
                        assertEquals(foundBehindTwo(plain, sql), foundBehindTwo(sluice, sql));
                    }
                }));
    }

    private static String foundBehindTwo(Connection connection, String sql) throws SQLException {
        try (Statement two = connection.createStatement();
                Statement asks = connection.createStatement()) {
            two.setMaxRows(2);
            two.execute(sql);
            String told = rows(two);
            asks.execute("SELECT FOUND_ROWS()");
            return told + rows(asks);
        }
    }

    private static String transcript(Connection connection, Door door, String line) throws SQLException {
        StringBuilder told = new StringBuilder();
        for (String sql : line.split(";\\s*")) {
            told.append(sql).append("\n  ");
            // MySQL does not prepare what asks for diagnostics.
            boolean prepares = door.prepared() && sql.startsWith("SELECT") && !sql.contains("@@");
            try (Statement statement = prepares ? connection.prepareStatement(sql) : connection.createStatement()) {
                boolean rows = statement instanceof java.sql.PreparedStatement prepared
                        ? prepared.execute()
                        : statement.execute(sql);
                told.append(rows ? rows(statement) : "count " + statement.getUpdateCount());
            } catch (SQLException e) {
                told.append(e.getErrorCode()).append(' ').append(e.getSQLState());
            }
            told.append('\n');
        }
        return told.toString();
    }

    private static String rows(Statement statement) throws SQLException {
        StringBuilder told = new StringBuilder();
        try (ResultSet rows = statement.getResultSet()) {
            int width = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                told.append('(');
                for (int i = 1; i <= width; i++) {
                    told.append(i == 1 ? "" : ", ").append(rows.getString(i));
                }
                told.append(')');
            }
        }
        return told.toString();
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
