package io.sluice.it.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Random new rows: INSERT in all its forms, and REPLACE. */
final class Rows {
    private final Chance chance;
    private final Tags tags;
    private final World world;
    private int id;

    Rows(Chance chance, Tags tags, World world, int number) {
        this.chance = chance;
        this.tags = tags;
        this.world = world;
        this.id = 1000 * (number + 1);
    }

    String insert(Table table) {
        String verb = verb();
        List<String> all = new ArrayList<>();
        int count = chance.from(1, 4);
        for (int i = 0; i < count; i++) {
            // Of several errors in several rows, any may be told.
            all.add(row(table, verb.contains("IGNORE") ? 8 : count == 1 ? 2 : 0));
        }
        String into = verb + " INTO " + table.name() + " (" + table.columns() + ")" + chance.one(" VALUES ", " VALUE ")
                + String.join(", ", all);
        return verb.equals("INSERT") && chance.in(45) ? into + onDuplicate(table) : into;
    }

    private String verb() {
        String verb = chance.one("INSERT", "INSERT", "INSERT", "REPLACE", "INSERT IGNORE");
        tags.add(verb);
        return verb;
    }

    /** Often with the key of a row that may be there. */
    private String row(Table table, int wrong) {
        List<String> known = world.keys(table);
        String ident = !known.isEmpty() && chance.in(55)
                ? chance.of(known)
                : id++ + ", " + (chance.in(wrong) ? "NULL" : WorldGrammar.key(table, chance));
        List<String> values = new ArrayList<>();
        values.add(ident);
        for (Field field : table.fields().subList(2, table.fields().size())) {
            values.add(chance.in(wrong) ? "NULL" : literal(field));
        }
        return "(" + String.join(", ", values) + ")";
    }

    /** A value that the column takes as it is. */
    String literal(Field field) {
        String value = WorldGrammar.value(field, chance);
        return chance.in(40) ? "{" + value + "}" : value;
    }

    private String onDuplicate(Table table) {
        tags.add("ON DUPLICATE KEY UPDATE");
        List<String> sets = new ArrayList<>();
        for (Field field : chance.some(table.plainFields(), chance.from(1, 2))) {
            String name = field.name();
            String value =
                    switch (chance.below(3)) {
                        case 0 -> "VALUES(" + name + ")";
                        case 1 -> literal(field);
                        default -> field.nullable() ? "COALESCE(VALUES(" + name + "), " + name + ")" : name;
                    };
            sets.add(name + " = " + value);
        }
        return " ON DUPLICATE KEY UPDATE " + (sets.isEmpty() ? "id = id" : String.join(", ", sets));
    }

    String insertSelect(Table table, Selects selects) {
        tags.add("INSERT … SELECT");
        String verb = verb();
        Table from = chance.of(world.tables());
        Source source = Source.of(from, "x");
        List<String> values = new ArrayList<>();
        for (Field field : table.fields()) {
            values.add(selected(field, table, from));
        }
        String condition =
                chance.in(60) ? " WHERE " + selects.conditions().condition(new Scope(List.of(source)), 1) : "";
        // Of rows that meet, the first or the last stays.
        boolean limited = chance.in(20);
        String order = limited || !verb.equals("INSERT")
                ? from.unique().stream().map(source::ref).collect(Collectors.joining(", ", " ORDER BY ", ""))
                : "";
        order += limited ? " LIMIT 5" : "";
        return verb + " INTO " + table.name() + " (" + table.columns() + ") SELECT " + String.join(", ", values)
                + " FROM " + from.name() + " x" + condition + order;
    }

    private String selected(Field field, Table table, Table from) {
        if (field.name().equals("id")) {
            // The ids of a table's own rows, or new ones.
            return from == table && chance.in(40) ? "x.id" : "x.id + " + id;
        }
        if (field.name().equals("k")) {
            boolean like = from.field("k").kind() == field.kind()
                    && (field.nullable() || !from.field("k").nullable());
            return (like && from.sharded() == table.sharded()) || from == table
                    ? "x.k"
                    : WorldGrammar.key(table, chance);
        }
        List<Field> same = from.fields().stream()
                .filter(each -> each.kind() == field.kind() && (field.nullable() || !each.nullable()))
                .toList();
        return same.isEmpty() || chance.in(25)
                ? literal(field)
                : "x." + chance.of(same).name();
    }
}
