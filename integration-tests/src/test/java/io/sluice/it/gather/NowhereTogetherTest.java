package io.sluice.it.gather;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.it.doors.ClusterFolder;
import io.sluice.it.doors.ProxyDoor;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tables that no shard has both of: even to describe a statement over them, they have to be made somewhere. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NowhereTogetherTest {
    private static final List<String> TABLES = List.of(
            "CREATE TABLE heads (id INT NOT NULL PRIMARY KEY, word VARCHAR(20) CHARACTER SET latin1 NOT NULL)",
            "CREATE TABLE tails (id INT NOT NULL PRIMARY KEY, price DECIMAL(9, 3), colour ENUM('grün', 'rot') NOT NULL)",
            "INSERT INTO heads VALUES (1, 'eins'), (2, 'zwei'), (3, 'drei')",
            "INSERT INTO tails VALUES (2, 2.5, 'grün'), (3, NULL, 'rot'), (4, 1, 'rot')");

    private static final String JOIN =
            "SELECT h.*, t.price AS p, t.colour, ? AS bound FROM heads h JOIN tails t ON t.id = h.id AND t.id > ? ORDER BY h.id";

    private ProxyDoor proxy;
    private String plain = "";

    @BeforeAll
    void open(TestServers servers, @TempDir Path folder) throws SQLException {
        String rules = "single 'heads', on: 's0'\nsingle 'tails', on: 's1'\n";
        proxy = ProxyDoor.open(ClusterFolder.write(folder, servers, rules, false));
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

    @Test
    void areDescribedBeforeAndReadAsOneServerDoes() throws SQLException {
        String options = "&useServerPrepStmts=true";
        assertEquals(read(plain + options), read(proxy.mySqlUrl() + options));
    }

    private static List<String> read(String url) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement statement = connection.prepareStatement(JOIN)) {
            lines.add(statement.getParameterMetaData().getParameterCount() + " parameters");
            describe(statement.getMetaData(), lines);
            for (int i = 0; i < 3; i++) {
                statement.setString(1, "x" + i);
                statement.setInt(2, i);
                try (ResultSet rows = statement.executeQuery()) {
                    describe(rows.getMetaData(), lines);
                    while (rows.next()) {
                        lines.add(rows.getInt(1)
                                + rows.getString(2)
                                + rows.getString(3)
                                + rows.getString(4)
                                + rows.getString(5));
                    }
                }
            }
        }
        return lines;
    }

    private static void describe(ResultSetMetaData meta, List<String> lines) throws SQLException {
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            lines.add(meta.getColumnLabel(i) + " is " + meta.getTableName(i) + "." + meta.getColumnName(i) + " "
                    + meta.getColumnTypeName(i) + "(" + meta.getPrecision(i) + "," + meta.getScale(i) + ") "
                    + meta.isNullable(i));
        }
    }

    @Test
    void errorsAreTheServers() throws SQLException {
        try (Connection connection = DriverManager.getConnection(proxy.mySqlUrl() + "&useServerPrepStmts=true")) {
            SQLException unknown = assertThrows(SQLException.class, () -> connection
                    .prepareStatement("SELECT nosuch FROM heads h JOIN tails t ON t.id = h.id")
                    .executeQuery());
            assertEquals(1054, unknown.getErrorCode(), unknown.getMessage());
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT 1 FROM heads h JOIN tails t ON t.id = h.id")) {
                rows.next();
                assertEquals(1, rows.getInt(1));
            }
        }
    }
}
