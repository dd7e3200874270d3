package io.sluice.it.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mysql.cj.jdbc.JdbcStatement;
import io.sluice.examples.servers.Flavour;
import io.sluice.examples.servers.RunningServer;
import io.sluice.it.doors.ClusterFolder;
import io.sluice.it.doors.ProxyDoor;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Files of separators, quotes and escapes in any order: where a line or a field ends is what servers say. {@code -Dload.files=20000} for
 * more, {@code -Dload.seed=7} for others.
 */
@WithServers
class RandomFilesTest {
    private static final String TABLE = "(id BIGINT PRIMARY KEY, a VARCHAR(60), b VARCHAR(60)) DEFAULT CHARSET=utf8mb4";
    private static final String RULES =
            "table('lines') { key 'id'; shards 's0', 's1'; tables 'lines_0', 'lines_1'; modulo() }\n";

    private final Random random = new Random(Long.getLong("load.seed", 1));

    /** One way to write a file. */
    private record Form(
            String clauses, String columns, String fieldEnd, String quote, String escape, String start, String end) {}

    private Form form() {
        String fieldEnd = pick(",", "\t", "||", ";");
        String quote = pick("", "\"", "'", "\"");
        String escape = pick("\\", "\\", "", "\"");
        String start = pick("", "", "", ">>");
        String end = pick("\n", "\n", "\r\n", "#", "xx");
        StringBuilder clauses = new StringBuilder("FIELDS TERMINATED BY " + quoted(fieldEnd));
        if (!quote.isEmpty()) {
            clauses.append(pick(" OPTIONALLY", "")).append(" ENCLOSED BY ").append(quoted(quote));
        }
        clauses.append(" ESCAPED BY ").append(quoted(escape)).append(" LINES");
        if (!start.isEmpty()) {
            clauses.append(" STARTING BY ").append(quoted(start));
        }
        clauses.append(" TERMINATED BY ").append(quoted(end));
        clauses.append(pick("", "", " IGNORE 1 LINES"));
        String columns = pick("", "(id, a, b)", "(a, id, b)", "(@a, id) SET a = CONCAT('<', @a, '>')");
        return new Form(clauses.toString(), columns, fieldEnd, quote, escape, start, end);
    }

    private String pick(String... of) {
        return of[random.nextInt(of.length)];
    }

    private static String quoted(String text) {
        return "'"
                + text.replace("\\", "\\\\")
                        .replace("'", "\\'")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t")
                + "'";
    }

    private String file(Form form) {
        StringBuilder file = new StringBuilder();
        int lines = random.nextInt(8);
        boolean second = form.columns.startsWith("(a") || form.columns.startsWith("(@");
        for (int i = 0; i < lines; i++) {
            file.append(random.nextInt(6) == 0 ? noise(form, 3) : "").append(form.start);
            String id = String.valueOf(random.nextInt(40));
            id = random.nextInt(3) == 0 ? form.quote + id + form.quote : id;
            file.append(second ? field(form) + form.fieldEnd + id : id + form.fieldEnd + field(form));
            if (random.nextInt(4) > 0) {
                file.append(form.fieldEnd).append(field(form));
            }
            file.append(random.nextInt(6) == 0 ? form.fieldEnd + noise(form, 4) : "");
            file.append(i == lines - 1 && random.nextBoolean() ? "" : form.end);
        }
        return file.toString();
    }

    private String field(Form form) {
        return switch (random.nextInt(6)) {
            case 0 -> form.quote + noise(form, 5) + form.quote;
            case 1 -> noise(form, 5);
            case 2 -> form.quote + "text" + form.quote;
            case 3 -> pick("NULL", "\\N", "", "\\0", form.quote + "NULL" + form.quote);
            default -> pick("word", "two words", "n", "é");
        };
    }

    private String noise(Form form, int most) {
        StringBuilder noise = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            noise.append(pick(
                    "a",
                    "N",
                    "n",
                    "x",
                    "|",
                    ">",
                    form.fieldEnd,
                    form.quote,
                    form.escape,
                    form.start,
                    form.end,
                    "\\",
                    "\"",
                    "ж"));
        }
        return noise.toString();
    }

    @Test
    void rowsAreThoseOfOneServer(TestServers servers) throws SQLException {
        servers.runOnShards("CREATE TABLE lines_0" + TABLE + "; CREATE TABLE lines_1" + TABLE);
        servers.plain().run(servers.schema(), "CREATE TABLE `lines`" + TABLE);
        List<RunningServer> all = new ArrayList<>(List.of(servers.plain()));
        servers.shards().forEach(shard -> all.add(shard.primary()));
        all.forEach(server -> server.run("", "SET GLOBAL local_infile = 1"));
        int files = Integer.getInteger("load.files", 150);
        int refused = 0;
        try (ClusterFolder folder = ClusterFolder.alike(servers, RULES);
                ProxyDoor proxy = ProxyDoor.open(folder);
                Connection sluice = DriverManager.getConnection(
                        ProxyDoor.mySqlUrl(proxy.port(), folder.schema()) + "&allowLoadLocalInfile=true");
                Connection plain = DriverManager.getConnection(
                        servers.plain().jdbcUrl(servers.schema()) + "&allowLoadLocalInfile=true&socketTimeout=15000",
                        servers.plain().user(),
                        servers.plain().password());
                Statement ours = sluice.createStatement();
                Statement theirs = plain.createStatement()) {
            for (int i = 0; i < files; i++) {
                Form form = form();
                String sql = "LOAD DATA LOCAL INFILE 'f' " + pick("", "REPLACE ", "IGNORE ") + "INTO TABLE `lines` "
                        + pick("", "CHARACTER SET utf8mb4 ") + form.clauses + " " + form.columns;
                String file = file(form);
                String direct = told(theirs, sql, file);
                String told = told(ours, sql, file);
                if (told.startsWith("1235")) {
                    refused++;
                    assertEquals("[]", rows(ours), "refused, but there are rows: " + sql + "\n" + file);
                } else {
                    assertEquals(direct + " " + rows(theirs), told + " " + rows(ours), sql + "\n" + file);
                }
                ours.executeUpdate("DELETE FROM `lines`");
                theirs.executeUpdate("DELETE FROM `lines`");
            }
        } finally {
            if (servers.flavour() == Flavour.MYSQL) {
                all.forEach(server -> server.run("", "SET GLOBAL local_infile = 0"));
            }
        }
        System.out.println("[load] " + files + " files, " + refused + " refused");
        assertTrue(refused < files * 3 / 4);
    }

    private static String told(Statement statement, String sql, String file) throws SQLException {
        byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
        statement.unwrap(JdbcStatement.class).setLocalInfileInputStream(new ByteArrayInputStream(bytes));
        try {
            return String.valueOf(statement.executeUpdate(sql));
        } catch (SQLException e) {
            if (e.getErrorCode() == 0) {
                throw new SQLException("no answer: " + sql + "\n" + file, e);
            }
            // With REPLACE a strict server ends at the first row that is wrong; of several, that may be another one's.
            return e.getErrorCode() == 1261 || e.getErrorCode() == 1262
                    ? "wrong fields"
                    : String.valueOf(e.getErrorCode());
        }
    }

    private static String rows(Statement statement) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery("SELECT id, a, b FROM `lines` ORDER BY id")) {
            while (result.next()) {
                rows.add(result.getString(1) + "<" + result.getString(2) + "><" + result.getString(3) + ">");
            }
        }
        return rows.toString();
    }
}
