package io.sluice.it.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.it.compare.Door;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * In a transaction one connection answers all slots of a shard, one after another, while the order of rows asks for all of them at
 * once: what comes too early is kept, beyond {@code memory.merge_rows} in a file.
 */
@WithServers
class OneConnectionTest {
    private static final int ROWS = 1_500;
    private static final List<String> READS = List.of(
            "SELECT d.*, REPEAT('x', 700) FROM deep d ORDER BY id",
            "SELECT id, s, REPEAT('y', 900) FROM deep ORDER BY few, id DESC",
            "SELECT DISTINCT b, d FROM deep ORDER BY b, d",
            "SELECT i, COUNT(*), SUM(d) FROM deep GROUP BY i ORDER BY i",
            "SELECT id FROM deep ORDER BY day DESC, id, REPEAT('z', 900) LIMIT 700, 40",
            "SELECT id, REPEAT('u', 800) FROM deep WHERE k > 3 UNION ALL SELECT id + 10000, b FROM deep ORDER BY id");

    @Test
    void keepsWhatComesTooEarly(TestServers servers) throws SQLException {
        try (DeepWorld world = DeepWorld.open(servers, "memory: { merge_rows: 100 }", ROWS)) {
            for (Door door : Door.chosen()) {
                try (Connection sluice = world.sluice(door);
                        Connection plain = world.plain()) {
                    change(sluice);
                    change(plain);
                    for (String sql : READS) {
                        assertEquals(DeepWorld.rows(plain, sql), DeepWorld.rows(sluice, sql), door + ": " + sql);
                    }
                    sluice.rollback();
                    plain.rollback();
                }
            }
            try (DeepWorld small = DeepWorld.open(servers, "memory: { merge_rows: 100, spill_bytes: 4K }", 0)) {
                refusesWhatIsTooMuchForItsFiles(small);
            }
        }
    }

    private static void refusesWhatIsTooMuchForItsFiles(DeepWorld world) throws SQLException {
        for (Door door : List.of(Door.PROXY_TEXT, Door.PROXY_PREPARED)) {
            try (Connection sluice = world.sluice(door);
                    Connection plain = world.plain()) {
                change(sluice);
                change(plain);
                for (int again = 0; again < 3; again++) {
                    SQLException refused =
                            assertThrows(SQLException.class, () -> DeepWorld.rows(sluice, READS.get(0)), door.name());
                    assertEquals(1041, refused.getErrorCode(), refused.getMessage());
                    String few = "SELECT id, i FROM deep WHERE id < 30 ORDER BY id";
                    assertEquals(DeepWorld.rows(plain, few), DeepWorld.rows(sluice, few));
                }
                sluice.rollback();
                plain.rollback();
            }
        }
    }

    /** Begins a transaction with a write of its own on every shard. */
    private static void change(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE deep SET i = 77 WHERE id < 20");
        }
    }
}
