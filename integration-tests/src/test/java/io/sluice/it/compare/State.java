package io.sluice.it.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.it.compare.Answer.Rows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is in the tables: through Sluice, on the plain server, and on the shards, where each row must lie in its slot. */
final class State {
    private static final Map<String, String> FIRST_COLUMN = Map.of("countries", "code", "members", "email");

    private State() {}

    /** Through Sluice the tables hold what they hold on the plain server. */
    static void alike(List<String> tables, Connection plain, Connection sluice) throws SQLException {
        for (String table : tables) {
            String sql = "SELECT * FROM " + table + " ORDER BY " + key(table);
            assertEquals(lines(rows(plain, sql)), lines(rows(sluice, sql)), "what is in " + table);
        }
    }

    /** On the shards lies what lies on the plain server, each row where its rule says. */
    static void inPlace(List<String> tables, Connection plain, List<Connection> shards) throws SQLException {
        for (String table : tables) {
            Rows truth = rows(plain, "SELECT * FROM " + table + " ORDER BY " + key(table));
            switch (table) {
                case "countries" -> {
                    for (Connection shard : shards) {
                        assertEquals(
                                truth.rows(),
                                rows(shard, "SELECT * FROM countries ORDER BY code")
                                        .rows());
                    }
                }
                case "audit_log" ->
                    assertEquals(
                            truth.rows(),
                            rows(shards.get(0), "SELECT * FROM audit_log ORDER BY id")
                                    .rows());
                default -> sharded(table, truth, shards);
            }
        }
    }

    private static void sharded(String table, Rows truth, List<Connection> shards) throws SQLException {
        List<List<@Nullable String>> found = new ArrayList<>();
        for (int shard = 0; shard < shards.size(); shard++) {
            for (String slot : slots(table, shard)) {
                for (List<@Nullable String> row :
                        rows(shards.get(shard), "SELECT * FROM " + slot).rows()) {
                    String place = place(table, row);
                    if (!place.isEmpty()) {
                        assertEquals(place, "s" + shard + "." + slot, () -> "the place of " + row);
                    }
                    found.add(row);
                }
            }
        }
        assertEquals(sorted(truth.rows()), sorted(found), "what is on the shards of " + table);
    }

    private static List<String> slots(String table, int shard) {
        return table.equals("visits")
                ? List.of("visits_20260" + (1 + shard), "visits_20260" + (3 + shard))
                : List.of(table + "_0", table + "_1");
    }

    /** Written down once more, independent of the rules' own code; empty for a hash. */
    private static String place(String table, List<@Nullable String> row) {
        return switch (table) {
            case "orders", "facts", "fact_notes" -> modulo(table, row.get(1));
            case "order_items" -> modulo(table, row.get(2));
            case "visits" -> {
                String at = String.valueOf(row.get(1)).replace(' ', 'T');
                int month = LocalDateTime.parse(at).getMonthValue();
                yield "s" + (month - 1) % 2 + ".visits_20260" + month;
            }
            default -> "";
        };
    }

    private static String modulo(String table, @Nullable String key) {
        int slot = (int) Math.floorMod(Long.parseLong(String.valueOf(key)), 4L);
        return "s" + slot / 2 + "." + table + "_" + slot % 2;
    }

    private static List<String> sorted(List<List<@Nullable String>> rows) {
        return rows.stream().map(String::valueOf).sorted().toList();
    }

    private static String lines(Rows rows) {
        return String.join("\n", rows.rows().stream().map(String::valueOf).toList());
    }

    private static Rows rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet set = statement.executeQuery(sql)) {
            return Rows.read(set);
        }
    }

    private static String key(String table) {
        return FIRST_COLUMN.getOrDefault(table, "id");
    }
}
