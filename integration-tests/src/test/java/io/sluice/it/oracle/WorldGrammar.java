package io.sluice.it.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Makes a world from a seed. */
final class WorldGrammar {
    private static final List<Kind> KINDS = List.of(Kind.values());
    private static final List<String> KEY_WORDS =
            List.of("'a'", "'A'", "'b'", "'bb'", "'Key'", "'key'", "'c'", "'d'", "'10'", "'9'", "'x y'", "'z'");
    private static final List<String> MONTHS = List.of(
            "'2026-01-01 00:00:00'",
            "'2026-01-31 23:59:59'",
            "'2026-02-01 00:00:00'",
            "'2026-02-14 12:00:00'",
            "'2026-03-15 08:00:00'",
            "'2026-04-30 23:59:59'");

    private final long seed;
    private final Chance chance;
    private final String collation;
    private final List<Table> tables = new ArrayList<>();
    private final List<String> rows = new ArrayList<>();
    private final Map<String, List<String>> keys = new HashMap<>();
    private int id = 1;

    WorldGrammar(long seed, List<String> collations) {
        this.seed = seed;
        this.chance = new Chance(seed);
        this.collation = chance.of(collations);
    }

    World world() {
        Kind key = chance.one(Kind.INT, Kind.INT, Kind.BIG, Kind.UNSIGNED, Kind.BINARY, Kind.FOLDED, Kind.MOMENT);
        table("t0", key, Placing.rule(chance, "t0", key));
        int colocated = chance.from(1, 2);
        for (int i = 1; i <= colocated; i++) {
            table("t" + i, key, "table('t" + i + "') { like 't0' }\ncolocate 't0', 't" + i + "', on: 'k'");
        }
        Kind other = chance.one(Kind.INT, Kind.BIG, Kind.BINARY, Kind.FOLDED, Kind.UNSIGNED);
        table("v", other, Placing.rule(chance, "v", other));
        if (chance.in(50)) {
            Kind third = chance.one(Kind.INT, Kind.BIG);
            table("w", third, Placing.rule(chance, "w", third));
        }
        table("b", Kind.INT, "broadcast 'b'");
        table("s", Kind.INT, "single 's', on: 's" + chance.below(2) + "'");
        return new World(seed, collation, List.copyOf(tables), List.copyOf(rows), Map.copyOf(keys));
    }

    private void table(String name, Kind key, String rule) {
        boolean sharded = rule.contains("table(");
        List<Field> fields = new ArrayList<>();
        fields.add(Field.of("id", Kind.INT, false));
        fields.add(Field.of("k", key, !sharded && chance.in(50)));
        int more = chance.from(3, 6);
        for (int i = 0; i < more; i++) {
            fields.add(Field.of(String.valueOf((char) ('c' + i)), chance.of(KINDS), chance.in(70)));
        }
        List<String> unique = sharded && chance.in(60) ? List.of("k", "id") : List.of("id");
        if (sharded && chance.in(15)) {
            unique = List.of("k");
        }
        Table table = new Table(name, List.copyOf(fields), sharded ? "k" : "", unique, rule);
        tables.add(table);
        fill(table);
    }

    private void fill(Table table) {
        int count = chance.in(8) ? 0 : chance.from(1, 28);
        Set<String> taken = new HashSet<>();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String key = key(table, chance);
            if (!table.unique().equals(List.of("k")) || taken.add(key.toLowerCase(java.util.Locale.ROOT))) {
                String ident = id++ + ", " + key;
                this.keys
                        .computeIfAbsent(table.name(), name -> new ArrayList<>())
                        .add(ident);
                values.add(row(table, chance, ident));
            }
        }
        if (!values.isEmpty()) {
            rows.add("INSERT INTO " + table.name() + " (" + table.columns() + ") VALUES " + String.join(", ", values));
        }
    }

    /** A value for its column k that its rule places. */
    static String key(Table table, Chance chance) {
        Field key = table.field("k");
        if (!table.sharded()) {
            return key.nullable() && chance.in(15) ? "NULL" : String.valueOf(chance.from(-2, 9));
        }
        return switch (key.kind()) {
            case BINARY, FOLDED -> chance.of(KEY_WORDS);
            case MOMENT -> chance.of(MONTHS);
            case UNSIGNED -> String.valueOf(chance.from(0, 11));
            default -> String.valueOf(chance.from(-2, 9));
        };
    }

    /** @param ident its id and its k */
    static String row(Table table, Chance chance, String ident) {
        List<String> values = new ArrayList<>();
        values.add(ident);
        IntStream.range(2, table.fields().size())
                .forEach(i -> values.add(value(table.fields().get(i), chance)));
        return "(" + String.join(", ", values) + ")";
    }

    static String value(Field field, Chance chance) {
        return field.nullable() && chance.in(20)
                ? "NULL"
                : chance.of(field.kind().samples());
    }
}
