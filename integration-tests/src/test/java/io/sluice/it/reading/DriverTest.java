package io.sluice.it.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.jdbc.SluiceDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The driver's door: Connector/J writes values into texts by its own reading, which knows less than ours. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DriverTest {
    private World world;

    @BeforeAll
    void start(TestServers servers) {
        world = World.start(servers);
    }

    @AfterAll
    void stop() {
        world.close();
    }

    @Test
    void aValueEndsNoQuoteUnderAnySqlMode() throws SQLException {
        String evil = "x\\' OR 1=1 -- ";
        for (String mode : List.of("NO_BACKSLASH_ESCAPES", "", "ANSI_QUOTES,NO_BACKSLASH_ESCAPES", "ANSI_QUOTES")) {
            try (Connection connection = world.driver().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("SET sql_mode = '" + mode + "'");
                try (PreparedStatement query = connection.prepareStatement("SELECT ?, code FROM w WHERE code = ?")) {
                    query.setString(1, evil);
                    query.setString(2, evil);
                    try (ResultSet rows = query.executeQuery()) {
                        assertTrue(!rows.next(), mode);
                    }
                    query.setString(2, "s\\s");
                    try (ResultSet rows = query.executeQuery()) {
                        assertTrue(rows.next(), mode);
                        assertEquals(evil, rows.getString(1));
                        assertEquals("s\\s", rows.getString(2));
                    }
                }
            }
        }
    }

    @Test
    void aPlaceholderIsWhereBothSeeIt() throws SQLException {
        List<String> texts = List.of(
                "SELECT id FROM t WHERE tenant = ? /* ? */ AND id > 0 -- ?",
                "SELECT id FROM t WHERE tenant = ? AND name <> 'a\\' AND \"?\" = \"?\" -- '",
                "SELECT id, `a\\` FROM (SELECT id, 1 AS `a\\`, tenant FROM t) d WHERE tenant = ?",
                "SELECT id FROM t WHERE /*!99999 tenant = ? AND */ tenant = ?",
                "SELECT id FROM t WHERE /*!50000 tenant = */ ?",
                "SELECT id FROM t WHERE tenant = 5--? OR tenant = 1");
        for (String mode : List.of("", "ANSI_QUOTES", "NO_BACKSLASH_ESCAPES")) {
            for (String text : texts) {
                Object plain;
                try (Connection connection =
                        world.servers().plain().connect(world.servers().schema())) {
                    plain = ids(connection, mode, text);
                }
                try (Connection connection = world.driver().getConnection()) {
                    Object ours = ids(connection, mode, text);
                    assertTrue(ours instanceof SQLException || ours.equals(plain), mode + " " + text + ": " + ours);
                }
            }
        }
    }

    /** The ids, or the error. The plain server prepares by itself: Connector/J's reading is not asked. */
    private static Object ids(Connection connection, String mode, String text) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET sql_mode = '" + mode + "'");
            try (PreparedStatement query = prepare(connection, text)) {
                query.setInt(1, 1);
                List<Integer> ids = new ArrayList<>();
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        ids.add(rows.getInt(1));
                    }
                }
                ids.sort(null);
                return ids;
            }
        } catch (SQLException e) {
            return e;
        }
    }

    private static PreparedStatement prepare(Connection connection, String text) throws SQLException {
        return connection instanceof com.mysql.cj.jdbc.JdbcConnection raw
                ? (PreparedStatement) raw.serverPrepareStatement(text)
                : connection.prepareStatement(text);
    }

    @Test
    void aBatchWithACommentAtItsEndRunsWhole() throws SQLException {
        try (Connection connection = world.driver().getConnection();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE u SET tag = ? WHERE id = ? -- one of them")) {
            connection.setAutoCommit(false);
            for (int i = 0; i < 4; i++) {
                for (int again = 0; again < 5; again++) {
                    update.setString(1, "n" + again);
                    update.setInt(2, i);
                    update.addBatch();
                }
            }
            int[] counts = update.executeBatch();
            assertEquals(20, counts.length);
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM u WHERE tag = 'n4'")) {
                rows.next();
                assertEquals(4, rows.getInt(1));
            }
            connection.rollback();
        }
    }

    @Test
    void halfOfAPairIsWhatIsSent() throws SQLException {
        try (Connection connection = world.driver().getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO w VALUES (?, 1, 'w')")) {
                insert.setString(1, "h\uD83D");
                insert.executeUpdate();
            }
            for (String code : List.of("h?", "h\uD83D")) {
                try (PreparedStatement query = connection.prepareStatement("SELECT code FROM w WHERE code = ?")) {
                    query.setString(1, code);
                    try (ResultSet rows = query.executeQuery()) {
                        assertTrue(rows.next(), code);
                        assertEquals("h?", rows.getString(1));
                    }
                }
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("SELECT code FROM w WHERE code = '" + code + "'")) {
                    assertTrue(rows.next(), code);
                }
            }
            connection.rollback();
        }
    }

    @Test
    void whatTheUrlSetsIsTheSessions() throws SQLException {
        String url = world.sluiceUrl() + "&sessionVariables=sql_mode%3D'ANSI_QUOTES%2CSTRICT_ALL_TABLES'%3B%40x%3D7";
        try (SluiceDataSource source = new SluiceDataSource(url);
                Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet rows =
                    statement.executeQuery("SELECT COUNT(*) FROM t WHERE tenant = 1 AND \"name\" = name AND @x = 7")) {
                rows.next();
                assertEquals(3, rows.getInt(1));
            }
            assertThrows(SQLException.class, () -> statement.execute("SET NAMES latin1"));
            assertThrows(SQLException.class, () -> statement.execute("SET character_set_client = 'gbk'"));
            statement.execute("SET NAMES utf8");
            try (ResultSet rows = statement.executeQuery("SELECT val FROM w WHERE code = 'é'")) {
                assertTrue(rows.next());
            }
        }
        for (String option :
                List.of("characterEncoding=GBK", "CharacterEncoding=latin1", "connectionCollation=gbk_bin")) {
            assertThrows(SQLException.class, () -> {
                try (Connection connection = DriverManager.getConnection(world.sluiceUrl() + "&" + option)) {
                    connection.getCatalog();
                }
            });
        }
    }
}
