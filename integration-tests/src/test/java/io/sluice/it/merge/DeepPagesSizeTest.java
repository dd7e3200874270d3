package io.sluice.it.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.it.compare.Door;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What the shards send and how long it takes, for pages in the middle of four slots of {@code -Ddeep.rows=500000} rows each: once as
 * they are found by their first value, once with all rows before them carried. {@code id} is spread over the slots, {@code at} leads from one
 * slot to the next, {@code few} has ten values.
 */
@WithServers
@EnabledIfSystemProperty(named = "deep.rows", matches = "\\d+")
class DeepPagesSizeTest {
    private static final List<String> ORDERS = List.of("id", "id DESC", "at, id", "few, id");

    @Test
    void sendsLess(TestServers servers) throws SQLException {
        int rows = Integer.getInteger("deep.rows");
        try (DeepWorld found = DeepWorld.open(servers, 5000, 1)) {
            fill(found, rows);
            try (DeepWorld carried = found.another(0)) {
                long offset = 2L * rows;
                for (String order : ORDERS) {
                    String page = "SELECT id, d, at FROM deep ORDER BY " + order + " LIMIT " + offset + ", 20";
                    for (Door door : List.of(Door.PROXY_TEXT, Door.DRIVER_TEXT)) {
                        assertEquals(measure(carried, door, page, "carried"), measure(found, door, page, "found"));
                    }
                }
            }
        }
    }

    private static List<String> measure(DeepWorld world, Door door, String page, String how) throws SQLException {
        try (Connection sluice = world.sluice(door)) {
            DeepWorld.rows(sluice, "SELECT id FROM deep LIMIT 1"); // connections are open then
            long rows = world.told("Rows_sent");
            long bytes = world.told("Bytes_sent");
            long start = System.nanoTime();
            List<String> answer = DeepWorld.rows(sluice, "/* sluice: primary */ " + page);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%-11s %-7s %,9d rows %,12d bytes %6.2f s  %s%n",
                    door,
                    how,
                    world.told("Rows_sent") - rows,
                    world.told("Bytes_sent") - bytes,
                    seconds,
                    page);
            return answer;
        }
    }

    /** Doubles the rows of each slot on its own server. */
    private static void fill(DeepWorld world, int rows) throws SQLException {
        for (int slot = 0; slot < 4; slot++) {
            try (Connection shard = world.primary(slot / 2);
                    Statement statement = shard.createStatement()) {
                String table = "deep_" + slot % 2;
                statement.execute("DELETE FROM " + table);
                for (String key : List.of("i", "u", "d", "day", "s", "b", "l", "v")) {
                    statement.execute("ALTER TABLE " + table + " DROP KEY " + key);
                }
                statement.execute("INSERT INTO " + table + " VALUES (" + key(slot) + ", " + slot
                        + ", 0, 0, 1.5, NULL, '2026-01-01', 'a', 'a', 'a', 'a', 0)");
                for (int count = 1; count < rows; count *= 2) {
                    statement.execute(
                            ("INSERT INTO %s SELECT k, id + %d, 0, 0, d, NULL, TIMESTAMPADD(SECOND, %d + (id DIV 4 + %d), '2026-01-01'),"
                                            + " 'a', 'a', 'a', 'a', (id * 7 + %d) %% 10 FROM %s LIMIT %d")
                                    .formatted(
                                            table,
                                            4 * count,
                                            slot * rows,
                                            count,
                                            count,
                                            table,
                                            Math.min(count, rows - count)));
                }
                statement.execute("ANALYZE TABLE " + table);
            }
        }
    }

    /** Of a row that lives in the slot: slots are s0.deep_0, s0.deep_1, s1.deep_0, s1.deep_1. */
    private static int key(int slot) {
        return slot;
    }
}
