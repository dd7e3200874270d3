package io.sluice.it.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.it.doors.ClusterFolder;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.jdbc.SluiceDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Views of real servers: read where all their rows are, and never where only a part of them is, or more. */
@WithServers
class ViewsTest {
    private static final String RULES =
            """
            table('vo') { key 'k'; shards 's0', 's1'; tables 'vo_0', 'vo_1'; modulo() }
            broadcast 'vb'
            single 'vs', on: 's1'
            """;

    @BeforeEach
    void nothing(TestServers servers) {
        servers.freshSchema();
    }

    @Test
    void areReadWhereTheirRowsAre(TestServers servers, @TempDir Path folder) throws SQLException {
        ClusterFolder cluster = ClusterFolder.write(folder, servers, RULES, false);
        try (SluiceDataSource source = new SluiceDataSource(cluster.sluiceUrl() + "?sslMode=DISABLED");
                Connection connection = source.getConnection();
                Statement sluice = connection.createStatement()) {
            sluice.execute("CREATE TABLE vo (k BIGINT NOT NULL, a INT)");
            sluice.execute("CREATE TABLE vb (code VARCHAR(2) NOT NULL)");
            sluice.execute("CREATE TABLE vs (id INT NOT NULL, a INT)");
            sluice.execute("INSERT INTO vo VALUES (0, 1), (1, 2), (2, 3), (3, 4)");
            sluice.execute("INSERT INTO vb VALUES ('de'), ('fr')");
            sluice.execute("INSERT INTO vs VALUES (1, 2), (2, 9)");
            sluice.execute("CREATE VIEW vb_upper AS SELECT UPPER(code) AS c FROM vb");
            sluice.execute("CREATE VIEW vs_large AS SELECT id FROM vs WHERE a > 5");

            assertEquals(List.of("DE", "FR"), rows(sluice, "SELECT c FROM vb_upper"));
            assertEquals(List.of("2"), rows(sluice, "SELECT id FROM vs_large"));
            assertEquals(
                    List.of("0", "0", "1", "1", "2", "2", "3", "3"), rows(sluice, "SELECT vo.k FROM vo JOIN vb_upper"));
            sluice.execute("CREATE VIEW vo_all AS SELECT * FROM vo");
            assertEquals(List.of("0", "1", "2", "3"), rows(sluice, "SELECT k FROM vo_all"));
            refused(sluice, "CREATE VIEW vo_vs AS SELECT vo.k FROM vo JOIN vs ON vs.id = vo.k");
            sluice.execute("DROP VIEW vb_upper");
            sluice.execute("CREATE VIEW vb_upper AS SELECT code AS c FROM vb");
            assertEquals(List.of("de", "fr"), rows(sluice, "SELECT c FROM vb_upper"));
        }
    }

    @Test
    void aViewOfOneShardsPartIsRefused(TestServers servers, @TempDir Path folder) throws SQLException {
        servers.shards().forEach(shard -> shard.primary()
                .run(
                        servers.schema(),
                        "CREATE TABLE vo_0 (k BIGINT NOT NULL); CREATE TABLE vo_1 (k BIGINT NOT NULL);"
                                + "CREATE VIEW vo_all AS SELECT * FROM vo_0 UNION ALL SELECT * FROM vo_1;"
                                + "CREATE VIEW vo_of_view AS SELECT v.k FROM vo_all AS v WHERE v.k > 1"));
        ClusterFolder cluster = ClusterFolder.write(folder, servers, RULES, false);
        try (SluiceDataSource source = new SluiceDataSource(cluster.sluiceUrl() + "?sslMode=DISABLED");
                Connection connection = source.getConnection();
                Statement sluice = connection.createStatement()) {
            refused(sluice, "SELECT * FROM vo_all");
            refused(sluice, "SELECT COUNT(*) FROM vo_of_view");
            refused(sluice, "DELETE FROM vo_all");
        }
    }

    private static void refused(Statement sluice, String sql) {
        SQLException refused = assertThrows(SQLException.class, () -> sluice.execute(sql));
        assertEquals(1235, refused.getErrorCode(), sql);
        assertTrue(refused.getMessage().contains("vo"), refused.getMessage());
    }

    private static List<String> rows(Statement sluice, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet set = sluice.executeQuery(sql)) {
            while (set.next()) {
                rows.add(set.getString(1));
            }
        }
        return rows.stream().sorted().toList();
    }
}
