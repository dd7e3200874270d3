package io.sluice.it.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An INSERT without an id gets one from the generator; a plain server has nothing to compare with. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GeneratedIdsTest {
    private Shop shop;

    @BeforeAll
    void open(TestServers servers) {
        shop = Shop.start(servers);
    }

    @AfterAll
    void close() {
        shop.close();
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void rowsGetIdsOfTheirOwn(Door door) throws SQLException {
        try (Connection connection = shop.sluice(door);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM orders");
            String sql = "INSERT INTO orders (user_id, city) VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd'), (1, 'e')";
            assertEquals(5, statement.executeUpdate(sql, Statement.RETURN_GENERATED_KEYS));
            List<Long> ids = column(connection, "SELECT id FROM orders ORDER BY id");
            assertEquals(5, Set.copyOf(ids).size());
            assertTrue(ids.get(0) > 0);
            assertEquals(ids, keys(statement), "the keys told are the rows'");
        }
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void oneRowTellsItsId(Door door) throws SQLException {
        try (Connection connection = shop.sluice(door);
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO orders (user_id, city) VALUES (?, ?)", Statement.RETURN_GENERATED_KEYS)) {
            Set<Long> told = new HashSet<>();
            for (int user = 0; user < 8; user++) {
                insert.setLong(1, user);
                insert.setString(2, "told");
                assertEquals(1, insert.executeUpdate());
                List<Long> keys = keys(insert);
                assertEquals(1, keys.size());
                List<Long> found = column(connection, "SELECT user_id FROM orders WHERE id = " + keys.get(0));
                assertEquals(List.of((long) user), found);
                List<Long> last = column(connection, "SELECT LAST_INSERT_ID()");
                assertEquals(keys, last);
                told.addAll(keys);
            }
            assertEquals(8, told.size());
        }
    }

    private static List<Long> keys(Statement statement) throws SQLException {
        try (ResultSet keys = statement.getGeneratedKeys()) {
            return values(keys);
        }
    }

    private static List<Long> column(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return values(rows);
        }
    }

    private static List<Long> values(ResultSet rows) throws SQLException {
        List<Long> values = new ArrayList<>();
        while (rows.next()) {
            values.add(rows.getLong(1));
        }
        return values;
    }
}
