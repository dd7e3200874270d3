package io.sluice.it.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random rules: one to eight slots over two shards. */
final class Placing {
    private Placing() {}

    /** The rule of a table whose sharding key {@code k} has the kind. */
    static String rule(Chance chance, String table, Kind key) {
        List<String> shards = chance.in(12) ? List.of(chance.one("'s0'", "'s1'")) : List.of("'s0'", "'s1'");
        int tables = chance.in(30) ? 1 : chance.from(2, 4);
        String names = IntStream.range(0, tables)
                .mapToObj(i -> "'" + table + "_" + i + "'")
                .collect(Collectors.joining(", "));
        String over = "shards " + String.join(", ", shards) + "; tables " + names + "; ";
        return switch (key) {
            case BINARY, FOLDED -> "table('" + table + "') { key 'k', String; " + over + "hash() }";
            case MOMENT ->
                "table('" + table + "') { key 'k'; byMonth shards: [" + String.join(", ", shards) + "], tables: '"
                        + table + "_{yyyyMM}', from: '2026-01', to: '2026-04' }";
            case UNSIGNED ->
                "table('" + table + "') { key 'k'; " + over + chance.one("modulo()", "hash()", "buckets 32") + " }";
            default -> whole(chance, table, shards, tables, over);
        };
    }

    private static String whole(Chance chance, String table, List<String> shards, int tables, String over) {
        String begin = "table('" + table + "') { key 'k'; ";
        return switch (chance.below(7)) {
            case 6 ->
                begin + "shards { long k -> 's' + Math.floorMod(k, " + shards.size() + ") }; tables { long k -> '"
                        + table + "_' + Math.floorMod(k, " + tables + ") } }";
            case 0, 1 -> begin + over + "modulo() }";
            case 2 -> begin + over + "hash() }";
            case 3 -> begin + over + "buckets 64 }";
            case 4 -> begin + "ranges " + ranges(table, shards, tables) + " }";
            default -> begin + "list " + lists(table, shards, tables) + " }";
        };
    }

    private static List<String> slots(String table, List<String> shards, int tables) {
        List<String> slots = new ArrayList<>();
        for (String shard : shards) {
            for (int i = 0; i < tables; i++) {
                slots.add("'" + shard.replace("'", "") + "." + table + "_" + i + "'");
            }
        }
        return slots;
    }

    private static String ranges(String table, List<String> shards, int tables) {
        List<String> slots = slots(table, shards, tables);
        List<String> parts = new ArrayList<>();
        if (slots.size() == 1) {
            return slots.get(0) + ": from(-1000000)";
        }
        for (int i = 0; i < slots.size(); i++) {
            String range = i == 0
                    ? "below(0)"
                    : i == slots.size() - 1 ? "from(" + (i - 1) * 2 + ")" : (i - 1) * 2 + "..<" + i * 2;
            parts.add(slots.get(i) + ": " + range);
        }
        return String.join(", ", parts);
    }

    private static String lists(String table, List<String> shards, int tables) {
        List<String> slots = slots(table, shards, tables);
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            int slot = i;
            int count = slots.size();
            parts.add(slots.get(i) + ": ["
                    + IntStream.rangeClosed(-2, 9)
                            .filter(value -> Math.floorMod(value * 5, count) == slot)
                            .mapToObj(String::valueOf)
                            .collect(Collectors.joining(", "))
                    + "]");
        }
        return String.join(", ", parts) + ", otherwise: " + slots.get(0);
    }
}
