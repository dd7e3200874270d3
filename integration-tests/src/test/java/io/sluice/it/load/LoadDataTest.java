package io.sluice.it.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mysql.cj.jdbc.JdbcStatement;
import io.sluice.examples.servers.Flavour;
import io.sluice.examples.servers.RunningServer;
import io.sluice.it.doors.ClusterFolder;
import io.sluice.it.doors.ProxyDoor;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** LOAD DATA LOCAL through the proxy, into tables of every kind, and on a plain server. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoadDataTest {
    private static final String RULES =
            """
            table('people') {
                key 'id'
                shards 's0', 's1'
                tables 'people_0', 'people_1'
                modulo()
            }
            table('names') { key 'name', String; shards 's0', 's1'; tables 'names_0', 'names_1', 'names_2'; hash() }
            table('made') { key 'owner'; shards 's0', 's1'; tables 'made_0', 'made_1'; modulo(); id 'id', snowflake() }
            table('lone') { key 'owner'; shards 's0'; tables 'lone_0'; modulo(); id 'id', snowflake() }
            broadcast 'lands'
            single 'notes', on: 's1'
            """;

    private static final String PEOPLE =
            "(id BIGINT PRIMARY KEY, name VARCHAR(20), born DATE, size DECIMAL(6,2) NOT NULL DEFAULT 1.5)";
    private static final String NAMES = "(name VARCHAR(20) PRIMARY KEY, n INT, b VARBINARY(20))";
    private static final String MADE =
            "(id BIGINT AUTO_INCREMENT PRIMARY KEY, owner BIGINT NOT NULL, text VARCHAR(40))";
    private static final String LANDS = "(code CHAR(2) PRIMARY KEY, name VARCHAR(20))";
    private static final String NOTES = "(id INT PRIMARY KEY, text VARCHAR(20))";
    private static final String END = " DEFAULT CHARSET=utf8mb4";

    private ClusterFolder folder;
    private ProxyDoor proxy;
    private TestServers servers;

    @BeforeAll
    void open(TestServers given) throws SQLException {
        servers = given;
        StringBuilder shards = new StringBuilder();
        for (String slot : List.of("people_0", "people_1")) {
            shards.append("CREATE TABLE " + slot + PEOPLE + END + ";");
        }
        for (String slot : List.of("names_0", "names_1", "names_2")) {
            shards.append("CREATE TABLE " + slot + NAMES + END + ";");
        }
        for (String slot : List.of("made_0", "made_1")) {
            shards.append("CREATE TABLE " + slot + MADE + END + ";");
        }
        servers.runOnShards(shards + "CREATE TABLE lands" + LANDS + END + ";");
        servers.shard(0).primary().run(servers.schema(), "CREATE TABLE lone_0" + MADE + END);
        servers.shard(1).primary().run(servers.schema(), "CREATE TABLE notes" + NOTES + END);
        servers.plain()
                .run(
                        servers.schema(),
                        "CREATE TABLE people" + PEOPLE + END + "; CREATE TABLE names" + NAMES + END
                                + "; CREATE TABLE made" + MADE + END + "; CREATE TABLE lands" + LANDS + END
                                + "; CREATE TABLE notes" + NOTES + END);
        allow(true);
        folder = ClusterFolder.alike(servers, RULES);
        proxy = ProxyDoor.open(folder);
    }

    @AfterAll
    void close() {
        proxy.close();
        folder.close();
        if (servers.flavour() == Flavour.MYSQL) {
            allow(false);
        }
    }

    private void allow(boolean files) {
        List<RunningServer> all = new ArrayList<>(List.of(servers.plain()));
        servers.shards().forEach(shard -> all.add(shard.primary()));
        all.forEach(server -> server.run("", "SET GLOBAL local_infile = " + (files ? 1 : 0)));
    }

    private Connection sluice(String more) throws SQLException {
        return DriverManager.getConnection(
                ProxyDoor.mySqlUrl(proxy.port(), folder.schema()) + "&allowLoadLocalInfile=true" + more);
    }

    private Connection plain(String more) throws SQLException {
        return DriverManager.getConnection(
                servers.plain().jdbcUrl(servers.schema()) + "&allowLoadLocalInfile=true" + more,
                servers.plain().user(),
                servers.plain().password());
    }

    /** A statement and its file. */
    record Case(String table, String how, String file) {
        @Override
        public String toString() {
            return table + " " + how.replace("\n", "\\n") + " " + file.replace("\n", "\\n");
        }
    }

    static List<Case> cases() {
        String csv = "FIELDS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '\"'";
        return List.of(
                new Case("people", "", "1\tAnn\t2001-02-03\t7.25\n2\tBob\t\\N\t8\n3\tC\t1999-12-31\t0\n"),
                new Case("people", "", "4\tno end\t2001-02-03\t7.25"),
                new Case("people", "", ""),
                new Case("people", "", "5\ta\\\nb\\tc\\\\\t2001-02-03\t1\n6\tx\t2001-01-01\t2\n"),
                new Case("people", "", "7\ttoo few\n8\ttoo many\t2001-01-01\t3\tand\tmore\n9\tok\t2001-01-01\t4\n"),
                new Case(
                        "people",
                        csv + " IGNORE 1 LINES (name, id)",
                        "name,id\n\"Eve, \"\"x\"\"\",11\nDan,12\n\"a\nb\",13\n"),
                new Case(
                        "people",
                        csv + " (@a, id, @b) SET name = CONCAT(@a, '-', @b), size = 2 * @b",
                        "x,21,1\ny,22,2\n"),
                new Case(
                        "people",
                        "FIELDS TERMINATED BY '||' LINES STARTING BY '>>' TERMINATED BY '\\r\\n' (id, name)",
                        ">>31||a|b\r\nrubbish\r\nmore >>32||c\nd\r\n>>33||e"),
                new Case("people", "FIELDS ESCAPED BY '' TERMINATED BY ',' (id, name)", "41,a\\tb\n42,\\N\n"),
                new Case(
                        "people",
                        "FIELDS ENCLOSED BY '\"' ESCAPED BY '\"' TERMINATED BY ',' (id, name)",
                        "\"51\",\"a\"\"b\"\n\"52\",\"c,d\"\n53,NULL\n54,\"NULL\"\n55,\"\"\n"),
                new Case(
                        "people",
                        "(id, name, born, size)",
                        "61\ta\tnot a date\tnot a number\n62\tb\t2001-02-30\t99999999\n"),
                new Case("people", "(id, name)", " 71\ta\n+72\tb\n73.0\tc\n7.4e1\td\n074\te\n"),
                new Case("people", "REPLACE INTO", "1\tAnn again\t2001-02-03\t7.25\n100\tnew\t2001-02-03\t1\n"),
                new Case("people", "IGNORE INTO", "1\tAnn a third time\t2001-02-03\t7.25\n101\tnew\t2001-02-03\t1\n"),
                new Case("people", "", "1\tdoubled\t2001-02-03\t7.25\n102\tnew\t2001-02-03\t1\n2\tdoubled\t\\N\t1\n"),
                new Case("people", "CHARACTER SET latin1 (id, name)", "111\tplain\n"),
                new Case(
                        "people",
                        "(id, name) SET born = '2020-02-02'",
                        "121\tthis name is much too long for its column\n"),
                new Case(
                        "names",
                        csv + " (name, n)",
                        "ann,1\nbob,2\nchris,3\ndora,4\nemil,5\nfritz,6\ngerd,7\nhans,8\n"),
                new Case("names", "CHARACTER SET utf8mb4 (name, n)", "ä\t1\nжук\t2\nφως\t3\n"),
                new Case("names", "(name, n)", "é\t1\nñ\t2\nš\t3\n"),
                new Case("lands", "", "AT\tAustria\nFR\tFrance\nAT\tagain\n"),
                new Case("notes", "IGNORE 1 ROWS", "rubbish\n1\ta\n2\tb\n1\tagain\n"),
                new Case(
                        "notes",
                        "FIELDS TERMINATED BY '' ENCLOSED BY '' (id, text)",
                        "3          some text           \n"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aFileIsLoadedAsByOneServer(Case each) throws SQLException {
        assertEquals(loaded(each, true), loaded(each, false));
    }

    private String loaded(Case each, boolean direct) throws SQLException {
        try (Connection connection = direct ? plain("") : sluice("");
                Statement statement = connection.createStatement()) {
            String how = each.how;
            String into = " INTO";
            if (how.startsWith("REPLACE") || how.startsWith("IGNORE INTO")) {
                into = " " + how;
                how = "";
            }
            String sql = "LOAD DATA LOCAL INFILE 'file'" + into + " TABLE " + each.table + " " + how;
            StringBuilder told = new StringBuilder();
            give(statement, each.file.getBytes(StandardCharsets.UTF_8));
            try {
                told.append(statement.executeUpdate(sql));
            } catch (SQLException e) {
                told.append(e.getErrorCode()).append(' ').append(e.getMessage());
            }
            told.append("\nrow count ").append(rows(statement, "SELECT ROW_COUNT()"));
            if (direct || !told.toString().contains("1235")) {
                give(statement, each.file.getBytes(StandardCharsets.UTF_8));
                try {
                    statement.executeUpdate(sql);
                } catch (SQLException e) {
                    told.append("\nagain ").append(e.getMessage());
                }
                told.append("\nwarnings ").append(sorted(rows(statement, "SHOW WARNINGS")));
            }
            return told + "\nrows " + rows(statement, "SELECT * FROM " + each.table + " ORDER BY 1");
        }
    }

    /** A server says in the rows' order which were doubled, but not which rows they were. */
    private static List<String> sorted(List<List<String>> rows) {
        return rows.stream().map(List::toString).sorted().toList();
    }

    private static void give(Statement statement, byte[] file) throws SQLException {
        statement.unwrap(JdbcStatement.class).setLocalInfileInputStream(new ByteArrayInputStream(file));
    }

    /** The first line has gone on to its server when the second one comes. */
    private static void inTwoPackets(Statement statement, String file) throws SQLException {
        int second = file.indexOf('\n') + 1;
        InputStream lines = new SequenceInputStream(
                new ByteArrayInputStream(file.substring(0, second).getBytes(StandardCharsets.UTF_8)),
                new ByteArrayInputStream(file.substring(second).getBytes(StandardCharsets.UTF_8)));
        statement.unwrap(JdbcStatement.class).setLocalInfileInputStream(lines);
    }

    private static List<List<String>> rows(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            List<List<String>> all = new ArrayList<>();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(rows.getString(i));
                }
                all.add(row);
            }
            return all;
        }
    }

    @Test
    void rowsWithoutAnIdGetOne() throws SQLException {
        try (Connection connection = sluice("");
                Statement statement = connection.createStatement()) {
            give(statement, "1,a\n2,b\n3,c\n".getBytes(StandardCharsets.UTF_8));
            assertEquals(
                    3,
                    statement.executeUpdate(
                            "LOAD DATA LOCAL INFILE 'f' INTO TABLE made FIELDS TERMINATED BY ',' (owner, text)"));
            give(statement, "0,4,d\n\\N,5,e\n77,6,f\n".getBytes(StandardCharsets.UTF_8));
            assertEquals(
                    3, statement.executeUpdate("LOAD DATA LOCAL INFILE 'f' INTO TABLE made FIELDS TERMINATED BY ','"));
            assertEquals(
                    List.of(List.of("6", "6", "21", "1")),
                    rows(statement, "SELECT COUNT(*), COUNT(DISTINCT id), SUM(owner), SUM(id = 77) FROM made"));
            assertEquals(List.of(List.of("f")), rows(statement, "SELECT text FROM made WHERE id = 77 AND owner = 6"));
        }
    }

    @Test
    void whatCannotBePlacedChangesNothing() throws SQLException {
        List<String> files = List.of("1000\tx\nabc\ty\n", "1000\tx\n\\N\ty\n", "1000\tx\n\n", "1000\tx\n\ty\n");
        try (Connection connection = sluice("");
                Statement statement = connection.createStatement()) {
            for (String file : files) {
                for (List<String> names : List.of(List.of("people", "id", "name"), List.of("lone", "owner", "text"))) {
                    String table = names.get(0);
                    String key = names.get(1);
                    inTwoPackets(statement, file);
                    SQLException refused = assertThrows(
                            SQLException.class,
                            () -> statement.executeUpdate("LOAD DATA LOCAL INFILE 'f' INTO TABLE " + table + " (" + key
                                    + ", " + names.get(2) + ")"),
                            file);
                    assertEquals(1235, refused.getErrorCode(), refused.getMessage());
                    assertTrue(refused.getMessage().contains("line 2"), refused.getMessage());
                    assertEquals(List.of(), rows(statement, "SELECT * FROM " + table + " WHERE " + key + " = 1000"));
                }
            }
        }
    }

    @Test
    void inATransactionItIsOneStatementOfSeveral() throws SQLException {
        try (Connection connection = sluice("");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate("INSERT INTO people (id, name) VALUES (2000, 'before')");
            give(statement, "2001\ta\n2002\tb\n".getBytes(StandardCharsets.UTF_8));
            statement.executeUpdate("LOAD DATA LOCAL INFILE 'f' INTO TABLE people (id, name)");
            give(statement, "2003\ta\nx\tb\n".getBytes(StandardCharsets.UTF_8));
            assertThrows(
                    SQLException.class,
                    () -> statement.executeUpdate("LOAD DATA LOCAL INFILE 'f' INTO TABLE people (id, name)"));
            String ids = "SELECT id FROM people WHERE id BETWEEN 2000 AND 2999 ORDER BY id";
            assertEquals(List.of(List.of("2000"), List.of("2001"), List.of("2002")), rows(statement, ids));
            connection.rollback();
            assertEquals(List.of(), rows(statement, ids));
            give(statement, "2001\ta\n2002\tb\n".getBytes(StandardCharsets.UTF_8));
            statement.executeUpdate("LOAD DATA LOCAL INFILE 'f' INTO TABLE people (id, name)");
            connection.commit();
            assertEquals(List.of(List.of("2001"), List.of("2002")), rows(statement, ids));
        }
    }

    @Test
    void aClientThatSendsNoFilesIsToldSo() throws SQLException {
        try (Connection connection = DriverManager.getConnection(ProxyDoor.mySqlUrl(proxy.port(), folder.schema()));
                Statement statement = connection.createStatement()) {
            SQLException refused = assertThrows(
                    SQLException.class, () -> statement.executeUpdate("LOAD DATA LOCAL INFILE 'f' INTO TABLE people"));
            assertEquals(servers.flavour() == Flavour.MYSQL ? 3948 : 4166, refused.getErrorCode());
            assertEquals(List.of(List.of("1")), rows(statement, "SELECT 1"));
        }
    }

    /** What is wrong with the statement is told before the client is asked for the file. */
    @Test
    void aServersErrorComesFirst() throws SQLException {
        String sql = "LOAD DATA LOCAL INFILE '/nowhere/at/all' INTO TABLE people (id, nosuch)";
        try (Connection connection = sluice("");
                Connection direct = plain("")) {
            SQLException ours = assertThrows(
                    SQLException.class, () -> connection.createStatement().executeUpdate(sql));
            SQLException theirs = assertThrows(
                    SQLException.class, () -> direct.createStatement().executeUpdate(sql));
            assertEquals(theirs.getErrorCode(), ours.getErrorCode(), ours.getMessage());
        }
    }

    @Test
    void aLongFileGoesOnInPieces() throws SQLException {
        int rows = Integer.getInteger("load.rows", 60_000);
        try (Connection connection = sluice("");
                Statement statement = connection.createStatement()) {
            statement.unwrap(JdbcStatement.class).setLocalInfileInputStream(new Rows(rows));
            assertEquals(
                    rows,
                    statement.executeUpdate(
                            "LOAD DATA LOCAL INFILE 'f' INTO TABLE names FIELDS TERMINATED BY ',' (name, n)"));
            assertEquals(
                    List.of(List.of("" + rows, "" + (long) rows * (rows - 1) / 2)),
                    rows(statement, "SELECT COUNT(*), SUM(n) FROM names WHERE name LIKE 'row%'"));
            statement.executeUpdate("DELETE FROM names");
        }
    }

    /** {@code row0000007,7} */
    private static final class Rows extends InputStream {
        private final int count;
        private int next;
        private byte[] line = {};
        private int at;

        Rows(int count) {
            this.count = count;
        }

        @Override
        public int read() {
            if (at == line.length) {
                if (next == count) {
                    return -1;
                }
                line = "row%08d,%d\n".formatted(next, next).getBytes(StandardCharsets.US_ASCII);
                next++;
                at = 0;
            }
            return line[at++];
        }
    }
}
