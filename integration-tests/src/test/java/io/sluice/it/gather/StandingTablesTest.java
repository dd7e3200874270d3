package io.sluice.it.gather;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.it.doors.ClusterFolder;
import io.sluice.it.doors.ProxyDoor;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.nio.file.Path;
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
import org.junit.jupiter.api.io.TempDir;

/** Temporary tables stay on their connection for the next statement: nothing of a statement may be seen by another one. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StandingTablesTest {
    private static final String RULES =
            """
            table('heads') { key 'id'; shards 's0', 's1'; modulo() }
            table('tails') { key 'id'; shards 's0', 's1'; modulo() }
            table('twice') { key 'k'; shards 's0', 's1'; modulo() }
            """;

    private static final List<String> TABLES = List.of(
            "CREATE TABLE heads (id INT NOT NULL PRIMARY KEY, word VARCHAR(20) CHARACTER SET latin1 NOT NULL, n INT)",
            "CREATE TABLE tails (id INT NOT NULL PRIMARY KEY, head INT NOT NULL, price DECIMAL(9, 3),"
                    + " colour ENUM('grün', 'rot') NOT NULL, at TIMESTAMP NULL)",
            "CREATE TABLE twice (id INT NOT NULL PRIMARY KEY, k INT NOT NULL)");

    private static final String NARROW =
            "SELECT h.word, t.price FROM heads h JOIN tails t ON t.head = h.id ORDER BY t.id";
    private static final String WIDE =
            "SELECT t.*, h.n + 1 AS more FROM tails t JOIN heads h ON h.id = t.head ORDER BY t.id, h.id";

    /** Among what is compared: what leaves tables that cannot stay, what fails, sessions in another state. */
    private static final List<String> SCRIPT = List.of(
            "INSERT INTO heads VALUES (1, 'eins', 1), (2, 'zwei', NULL), (3, 'drei', 3), (4, 'vier', 4)",
            "INSERT INTO tails VALUES (1, 2, 2.5, 'grün', NULL), (2, 3, NULL, 'rot', '2020-01-01 00:00:00'), (3, 1, 1, 'rot', NULL)",
            NARROW,
            NARROW,
            "DELETE FROM tails WHERE id = 1",
            "UPDATE heads SET word = 'três' WHERE id = 3",
            NARROW,
            WIDE,
            "INSERT INTO tails VALUES (5, 4, 7, 'rot', '2021-01-01 00:00:00'), (6, 4, 8, 'grün', NULL)",
            WIDE,
            NARROW,
            "SELECT h.word, t.price FROM heads h JOIN tails t ON t.head = h.id AND h.id > 100 ORDER BY t.id",
            "SELECT h.id, (SELECT t.price FROM tails t WHERE t.head >= h.id) AS p FROM heads h ORDER BY h.id",
            NARROW,
            "SET sql_mode = 'ANSI_QUOTES'",
            WIDE,
            "SELECT h.\"word\" FROM heads h JOIN tails t ON t.head = h.id ORDER BY t.id",
            "SET sql_mode = DEFAULT, time_zone = '+03:00'",
            WIDE,
            "WITH w AS (SELECT h.id, h.word, t.price FROM heads h JOIN tails t ON t.head = h.id)"
                    + " SELECT a.word, b.price FROM w a JOIN w b ON a.id = b.id ORDER BY a.id, a.price, b.price",
            NARROW,
            "SELECT h.word, d.c FROM heads h JOIN (SELECT head, COUNT(*) AS c FROM tails GROUP BY head) d ON d.head = h.id"
                    + " ORDER BY h.id",
            NARROW,
            "SET SESSION TRANSACTION READ ONLY",
            WIDE,
            "SET SESSION TRANSACTION READ WRITE",
            "DELETE FROM heads WHERE id = 4",
            WIDE,
            "START TRANSACTION",
            "UPDATE tails SET price = 99 WHERE id = 3",
            NARROW,
            "ROLLBACK",
            NARROW,
            "DELETE FROM heads",
            "DELETE FROM tails");

    private TestServers servers;
    private ClusterFolder cluster;
    private ProxyDoor proxy;
    private String plain = "";

    @BeforeAll
    void open(TestServers running, @TempDir Path folder) throws SQLException {
        servers = running;
        cluster = ClusterFolder.write(folder, servers, RULES, false);
        proxy = ProxyDoor.open(cluster);
        var one = servers.plain();
        plain = one.jdbcUrl(servers.schema()) + "&user=" + one.user() + "&password=" + one.password();
        for (String url : List.of(proxy.mySqlUrl(), plain)) {
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                for (String each : TABLES) {
                    statement.execute(each);
                }
            }
        }
    }

    @AfterAll
    void close() {
        proxy.close();
    }

    private List<String> doors() {
        return List.of(proxy.mySqlUrl(), cluster.sluiceUrl() + "?sslMode=DISABLED");
    }

    @Test
    void nothingOfOneStatementIsInAnother() throws SQLException {
        List<String> expected = said(plain);
        for (String url : doors()) {
            assertEquals(expected, said(url), url);
        }
    }

    private static List<String> said(String url) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String each : SCRIPT) {
                lines.add(each);
                try {
                    if (statement.execute(each)) {
                        read(statement.getResultSet(), lines);
                    }
                } catch (SQLException e) {
                    lines.add("error " + e.getErrorCode());
                }
            }
        }
        return lines;
    }

    private static void read(ResultSet rows, List<String> lines) throws SQLException {
        int width = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            StringBuilder line = new StringBuilder();
            for (int i = 1; i <= width; i++) {
                line.append(rows.getString(i)).append('|');
            }
            lines.add(line.toString());
        }
        rows.close();
    }

    /** The server keeps the prepared text, whose tables have been others meanwhile. */
    @Test
    void preparedStatementsOutliveTheirTables() throws SQLException {
        List<String> expected = prepared(plain + "&useServerPrepStmts=true");
        for (String url : doors()) {
            assertEquals(expected, prepared(url.contains("mysql:") ? url + "&useServerPrepStmts=true" : url), url);
        }
    }

    private static List<String> prepared(String url) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO heads VALUES (1, 'eins', 1), (2, 'zwei', NULL)");
            statement.execute("INSERT INTO tails VALUES (1, 2, 2.5, 'rot', NULL), (2, 1, NULL, 'rot', NULL)");
            String narrow = NARROW.replace("ORDER", "AND t.id > ? ORDER");
            String wide = WIDE.replace("ORDER", "AND t.id > ? ORDER");
            try (PreparedStatement one = connection.prepareStatement(narrow);
                    PreparedStatement other = connection.prepareStatement(wide)) {
                for (int i = 0; i < 4; i++) {
                    PreparedStatement now = i % 2 == 0 ? one : other;
                    for (int from = 0; from < 2; from++) {
                        now.setInt(1, from);
                        read(now.executeQuery(), lines);
                    }
                }
            }
            statement.execute("DELETE FROM heads");
            statement.execute("DELETE FROM tails");
        }
        return lines;
    }

    /** The same text over other tables: its description is that of these. */
    @Test
    void whatIsPreparedIsDescribedByItsOwnTables() throws SQLException {
        String narrow = "SELECT a.* FROM heads a JOIN tails b ON b.id = a.id AND a.id > ?";
        String wide = "SELECT a.* FROM tails a JOIN heads b ON b.id = a.id AND a.id > ?";
        try (Connection connection = DriverManager.getConnection(proxy.mySqlUrl() + "&useServerPrepStmts=true")) {
            for (String sql : List.of(narrow, wide, narrow, wide)) {
                try (PreparedStatement prepared = connection.prepareStatement(sql)) {
                    int columns = sql.equals(narrow) ? 3 : 5;
                    assertEquals(columns, prepared.getMetaData().getColumnCount(), sql);
                    prepared.setInt(1, 0);
                    try (ResultSet rows = prepared.executeQuery()) {
                        assertEquals(columns, rows.getMetaData().getColumnCount(), sql);
                    }
                }
            }
        }
    }

    /** Two shards have what one table could not: the statement is sent while the server has yet to refuse its rows. */
    @Test
    void rowsThatAServerRefusesAreTheStatementsError() throws SQLException {
        for (String url : doors()) {
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO heads VALUES (1, 'eins', 1), (2, 'zwei', 1)");
                statement.execute("INSERT INTO twice VALUES (1, 0), (1, 1), (2, 1)");
                for (int i = 0; i < 6; i++) {
                    String sql =
                            "SELECT h.word, t.id FROM heads h JOIN twice t ON t.id = h.id AND h.id >= " + (i % 2 + 1);
                    List<String> lines = new ArrayList<>();
                    if (i % 2 == 1) {
                        read(statement.executeQuery(sql), lines);
                        assertEquals(List.of("zwei|2|"), lines, url);
                    } else {
                        SQLException refused = assertThrows(SQLException.class, () -> statement.executeQuery(sql));
                        assertEquals(1062, refused.getErrorCode(), refused.getMessage());
                    }
                }
                statement.execute("DELETE FROM heads");
                statement.execute("DELETE FROM twice");
            }
        }
    }

    /** Whoever comes next on the connection has variables of their own. */
    @Test
    void noVariableStaysWithThem() throws SQLException {
        String sql =
                "SELECT MAX(h.id + t.id), MIN(t.price) INTO @left, @other FROM heads h JOIN tails t ON t.head >= h.id";
        for (String url : doors()) {
            for (int i = 0; i < 8; i++) {
                try (Connection connection = DriverManager.getConnection(url);
                        Statement statement = connection.createStatement()) {
                    List<String> lines = new ArrayList<>();
                    read(statement.executeQuery("SELECT @left, @other"), lines);
                    if (i == 0) {
                        statement.execute("INSERT INTO heads VALUES (1, 'eins', 1), (2, 'zwei', NULL)");
                        statement.execute(
                                "INSERT INTO tails VALUES (1, 2, 2.5, 'rot', NULL), (2, 1, NULL, 'rot', NULL)");
                    }
                    read(
                            statement.executeQuery("SELECT DISTINCT @left FROM heads h JOIN tails t ON t.head >= h.id"),
                            lines);
                    assertEquals(List.of("null|null|", "null|"), lines, url);
                    statement.execute(sql);
                }
            }
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                statement.execute("DELETE FROM heads");
                statement.execute("DELETE FROM tails");
            }
        }
    }

    @Test
    void theyAreMadeOnceForManyStatements() throws SQLException {
        for (String url : doors()) {
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                long before = made();
                for (int i = 0; i < 40; i++) {
                    read(statement.executeQuery(NARROW), new ArrayList<>());
                }
                long made = made() - before;
                assertTrue(made < 40, made + " tables were made by 40 statements of two each through " + url);
            }
        }
    }

    /** Counts what others make too: nobody else does here. */
    private long made() throws SQLException {
        long made = 0;
        for (var shard : servers.shards()) {
            var server = shard.primary();
            String url = server.jdbcUrl("") + "&user=" + server.user() + "&password=" + server.password();
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(
                            "SHOW GLOBAL STATUS WHERE Variable_name IN ('Com_create_table', 'Com_create_temporary_table')")) {
                while (rows.next()) {
                    made += rows.getLong(2);
                }
            }
        }
        return made;
    }
}
