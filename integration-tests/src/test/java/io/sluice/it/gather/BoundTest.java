package io.sluice.it.gather;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

/** Rows that are read by the keys of others: of every type the same match as on one server, and no more is read than that. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoundTest {
    private static final String RULES =
            """
            table('kinds') { key 'id'; shards 's0', 's1'; tables 'kinds_0', 'kinds_1'; modulo() }
            table('texts') { key 'k', String; shards 's0', 's1'; tables 'texts_0', 'texts_1'; hash() }
            table('many')  { key 'id'; shards 's0', 's1'; tables 'many_0', 'many_1'; modulo() }
            table('pairs') { key 'id'; shards 's0', 's1'; tables 'pairs_0'; modulo() }
            """;

    private static final int MANY = 6_000;

    private final List<String> columns = new ArrayList<>();
    private TestServers servers;
    private ClusterFolder cluster;
    private ProxyDoor proxy;

    @BeforeAll
    void open(TestServers running, @TempDir Path folder) throws SQLException {
        servers = running;
        cluster = ClusterFolder.write(folder, servers, RULES, false);
        proxy = ProxyDoor.open(cluster);
        List<String> statements = new ArrayList<>(
                List.of(
                        "SET sql_mode = 'ALLOW_INVALID_DATES'",
                        "SET time_zone = '+00:00'",
                        TypesTest.KINDS,
                        "CREATE TABLE texts (k VARCHAR(60) NOT NULL PRIMARY KEY, n INT)"
                                + " DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci",
                        "CREATE TABLE many (id INT NOT NULL PRIMARY KEY, n INT NOT NULL)",
                        "CREATE TABLE pairs (id INT NOT NULL PRIMARY KEY, of_many INT NULL, part INT NOT NULL)",
                        // Keys of which it is known what equals them; what they are compared with is another matter.
                        "INSERT INTO texts VALUES (' X ', 3), ('é', 4), ('1', 6), ('', 8), ('strasse', 9), ('TRAILING', 10), ('ABC', 11)"));
        for (int i = 0; i < TypesTest.ROWS.size(); i++) {
            statements.add("INSERT INTO kinds VALUES (" + i + ", " + TypesTest.ROWS.get(i) + ")");
            statements.add("INSERT INTO kinds VALUES (" + (i + 50) + ", " + TypesTest.ROWS.get(i) + ")");
        }
        StringBuilder many = new StringBuilder("INSERT INTO many VALUES ");
        StringBuilder pairs = new StringBuilder("INSERT INTO pairs VALUES ");
        for (int i = 0; i < MANY; i++) {
            many.append(i == 0 ? "(" : ", (")
                    .append(i)
                    .append(", ")
                    .append(i % 7)
                    .append(')');
            pairs.append(i == 0 ? "(" : ", (").append(i).append(", ").append(i % 9 == 0 ? "NULL" : "" + (MANY - i));
            pairs.append(", ").append(i % 2).append(')');
        }
        statements.add(many.toString());
        statements.add(pairs.toString());
        for (String url : List.of(proxy.mySqlUrl(), plainUrl())) {
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                for (String each : statements) {
                    statement.execute(each);
                }
                columns.clear();
                try (ResultSet none = statement.executeQuery("SELECT * FROM kinds LIMIT 0")) {
                    for (int i = 1; i <= none.getMetaData().getColumnCount(); i++) {
                        columns.add(none.getMetaData().getColumnName(i));
                    }
                }
            }
        }
    }

    private String plainUrl() {
        var plain = servers.plain();
        return plain.jdbcUrl(servers.schema()) + "&user=" + plain.user() + "&password=" + plain.password();
    }

    @AfterAll
    void close() {
        proxy.close();
    }

    @Test
    void everyTypeMatchesAsOnOneServer() throws SQLException {
        List<String> statements = new ArrayList<>();
        for (String column : columns) {
            // Rows that only the later table has, and each kind of zero, sign, case and space, stand on both sides.
            statements.add("SELECT a.id, b.id AS other FROM kinds a JOIN kinds b ON b." + column + " = a." + column
                    + " WHERE a.id < ? ORDER BY a.id, other");
        }
        for (String column : List.of("c", "v", "tt", "tx", "lt")) {
            for (String other : List.of("c", "v", "tx")) {
                statements.add("SELECT a.id, b.id AS other FROM kinds a JOIN kinds b ON b." + column + " = a." + other
                        + " WHERE a.id < ? ORDER BY a.id, other");
            }
            statements.add("SELECT a.id, t.n FROM kinds a JOIN texts t ON t.k = a." + column
                    + " WHERE a.id < ? ORDER BY a.id, t.n");
        }
        for (String pair :
                List.of("b bu", "ti bu", "d du", "du b", "da dt", "dt d6", "vb bin", "vb bb", "v l", "v u")) {
            String[] names = pair.split(" ");
            statements.add("SELECT a.id, b.id AS other FROM kinds a JOIN kinds b ON b." + names[0] + " = a." + names[1]
                    + " WHERE a.id < ? ORDER BY a.id, other");
        }
        asOneServer(statements, 50);
    }

    @Test
    void nullsAndNothingMatchNothing() throws SQLException {
        asOneServer(
                List.of(
                        "SELECT COUNT(*) AS n FROM pairs p JOIN many m ON m.id = p.of_many WHERE p.id < ? AND p.id % 9 = 0",
                        "SELECT COUNT(*) AS n, MAX(m.n) AS m FROM pairs p LEFT JOIN many m ON m.id = p.of_many"
                                + " WHERE p.id < ? AND p.id % 9 = 0",
                        "SELECT p.id FROM pairs p JOIN many m ON m.id = p.of_many WHERE p.id > ? * 1000 ORDER BY p.id"),
                40);
    }

    @Test
    void fewKeysAndManyAndTooMany() throws SQLException {
        List<String> statements = List.of(
                "SELECT COUNT(*) AS n, SUM(m.n) AS s FROM pairs p JOIN many m ON m.id = p.of_many WHERE p.id < ?",
                "SELECT COUNT(*) AS n, SUM(m.n) AS s FROM pairs p JOIN many m ON m.id = p.of_many WHERE p.part < ?",
                "SELECT COUNT(*) AS n FROM many m WHERE EXISTS (SELECT 1 FROM pairs p WHERE p.of_many = m.id AND p.id < ?)");
        for (int most : List.of(1, 5, 700, 4_000, MANY)) {
            asOneServer(statements, most);
        }
    }

    /** A limit of rows tells what was read: forty of one table, and those of the other that match. */
    @Test
    void noMoreIsReadThanMatches(@TempDir Path folder) throws Exception {
        ClusterFolder small = ClusterFolder.write(folder, servers, RULES, false);
        java.nio.file.Files.writeString(
                small.clusterFile(),
                java.nio.file.Files.readString(small.clusterFile()) + "memory: { gather_rows: 80 }\n");
        try (ProxyDoor door = ProxyDoor.open(small)) {
            for (String url : List.of(door.mySqlUrl(), small.sluiceUrl() + "?sslMode=DISABLED")) {
                try (Connection connection = DriverManager.getConnection(url);
                        Statement statement = connection.createStatement()) {
                    one(
                            35,
                            statement,
                            "SELECT COUNT(*) AS n FROM many m JOIN pairs p ON m.id = p.of_many AND p.id < 40");
                    // Of queries that the shards answer, the answers.
                    String groups = "(SELECT part, COUNT(*) AS c FROM pairs GROUP BY part)";
                    one(MANY, statement, "SELECT SUM(d.c) AS n FROM " + groups + " d");
                    one(MANY, statement, "WITH d AS " + groups + " SELECT SUM(c) AS n FROM d");
                    String few = "(SELECT of_many, COUNT(*) AS c FROM pairs WHERE id < 40 GROUP BY of_many)";
                    one(35, statement, "SELECT SUM(d.c) AS n FROM many m JOIN " + few + " d ON d.of_many = m.id");
                    one(
                            1,
                            statement,
                            "SELECT COUNT(*) AS n FROM many WHERE id = 7 AND n < (SELECT COUNT(*) FROM pairs)");
                }
            }
        }
    }

    private static void one(int expected, Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            assertTrue(rows.next());
            assertEquals(expected, rows.getInt(1), sql);
            assertFalse(rows.next());
        }
    }

    @Test
    void everyTypeComesThroughAQueryOfItsOwn() throws SQLException {
        List<String> statements = new ArrayList<>();
        for (String column : columns) {
            // Whichever way a client has rows sent, this is how they look.
            String shown = List.of("f", "g", "fd", "gd").contains(column)
                    ? "CONVERT(d.%s * 1e0, CHAR)"
                    : List.of("d", "du").contains(column) ? "d.%s" : "HEX(d.%s)";
            String x = shown.formatted("x");
            statements.add("SELECT " + x + ", d.id FROM (SELECT id, " + column
                    + " AS x FROM kinds ORDER BY id LIMIT ?) d JOIN many m ON m.id = d.id ORDER BY d.id");
            statements.add("SELECT " + x + ", " + shown.formatted("y") + " FROM (SELECT MIN(" + column + ") AS x, MAX("
                    + column + ") AS y FROM kinds WHERE id < ?) d JOIN many m ON m.id = 1");
            statements.add("SELECT m.n, d.y FROM (SELECT COUNT(*) AS y FROM kinds WHERE id < ? GROUP BY " + column
                    + ") d JOIN many m ON m.id = d.y ORDER BY m.n, d.y");
        }
        asOneServer(statements, 60);
    }

    private void asOneServer(List<String> statements, int most) throws SQLException {
        String options = "&useServerPrepStmts=";
        List<String> truth = read(plainUrl() + options + "false", statements, most);
        for (String url : List.of(
                proxy.mySqlUrl() + options + "false",
                proxy.mySqlUrl() + options + "true",
                cluster.sluiceUrl() + "?sslMode=DISABLED")) {
            List<String> ours = read(url, statements, most);
            for (int i = 0; i < truth.size(); i++) {
                assertEquals(truth.get(i), ours.get(i), url);
            }
        }
    }

    private static List<String> read(String url, List<String> statements, int most) throws SQLException {
        List<String> answers = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url)) {
            for (String sql : statements) {
                StringBuilder answer = new StringBuilder(sql);
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    statement.setInt(1, most);
                    try (ResultSet rows = statement.executeQuery()) {
                        while (rows.next()) {
                            answer.append('\n').append(rows.getString(1));
                            int width = rows.getMetaData().getColumnCount();
                            answer.append(' ').append(width < 2 ? "" : rows.getString(2));
                        }
                    }
                } catch (SQLException e) {
                    answer.append("\nerror ").append(e.getErrorCode());
                }
                answers.add(answer.toString());
            }
        }
        return answers;
    }
}
