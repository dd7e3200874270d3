package io.sluice.it.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Random INSERT, REPLACE, UPDATE and DELETE. One of these makes one statement. */
final class Writes {
    private final Chance chance;
    private final Tags tags;
    private final World world;
    private final Selects selects;
    private final Rows rows;

    /** @param number no other statement of the world has it: new ids come from it */
    Writes(Chance chance, Tags tags, World world, int number) {
        this.chance = chance;
        this.tags = tags;
        this.world = world;
        this.selects = new Selects(chance, tags, world);
        this.rows = new Rows(chance, tags, world, number);
    }

    Question top() {
        Table table = chance.of(world.tables());
        String text =
                switch (chance.below(10)) {
                    case 0, 1 -> rows.insert(table);
                    case 2 -> rows.insertSelect(table, selects);
                    case 3, 4, 5 -> update(table);
                    case 6, 7 -> delete(table);
                    case 8 -> chance.in(50) || !table.unique().contains("k") ? updateJoin(table) : moveKey(table);
                    default -> deleteJoin(table);
                };
        return Question.write(text, tags);
    }

    private String where(Scope scope, int depth) {
        return chance.in(85) ? " WHERE " + selects.conditions().condition(scope, depth) : "";
    }

    private String tail(Table table) {
        if (!chance.in(30)) {
            return "";
        }
        tags.add("ORDER BY … LIMIT of a write");
        return " ORDER BY "
                + table.unique().stream()
                        .map(each -> each + chance.one("", " DESC"))
                        .collect(Collectors.joining(", "))
                + " LIMIT " + chance.from(0, 6);
    }

    private String update(Table table) {
        tags.add("UPDATE");
        Scope scope = new Scope(List.of(Source.of(table, chance.in(40) ? table.name() : "")));
        boolean bare = scope.sources().get(0).alias().isEmpty();
        return "UPDATE " + chance.one("", "", "", "IGNORE ") + table.name() + " SET " + sets(table, scope)
                + where(scope, bare ? 1 : 2) + tail(table);
    }

    private String sets(Table table, Scope scope) {
        List<String> sets = new ArrayList<>();
        for (Field field : chance.some(table.plainFields(), chance.from(1, 2))) {
            sets.add(scope.sources().get(0).ref(field.name()) + " = " + value(field, scope, sets.isEmpty()));
        }
        return sets.isEmpty() ? "id = id" : String.join(", ", sets);
    }

    /** @param mayFail an error for some row is fine, as long as there is one kind of it */
    private String value(Field field, Scope scope, boolean mayFail) {
        String own = scope.sources().get(0).ref(field.name());
        if (mayFail && chance.in(25)) {
            return switch (field.family()) {
                case WHOLE, EXACT, APPROXIMATE -> own + chance.one(" + 1", " * 2");
                case FOLDED, BINARY -> "CONCAT(" + own + ", '" + "x".repeat(chance.one(1, 3, 25)) + "')";
                case DAY, MOMENT -> own + " + INTERVAL 1 MONTH";
                default -> own;
            };
        }
        if (mayFail && chance.in(10)) {
            return "NULL";
        }
        List<Scope.Ref> same =
                scope.refs(other -> other.kind() == field.kind() && (field.nullable() || !other.nullable()));
        if (!same.isEmpty() && chance.in(25)) {
            return chance.of(same).text();
        }
        return rows.literal(field);
    }

    private String delete(Table table) {
        tags.add("DELETE");
        Scope scope = new Scope(List.of(Source.of(table, chance.in(40) ? table.name() : "")));
        boolean bare = scope.sources().get(0).alias().isEmpty();
        return "DELETE FROM " + table.name() + " WHERE " + selects.conditions().condition(scope, bare ? 1 : 2)
                + tail(table);
    }

    /** What is assigned comes from the row itself: of several rows joined to it any may be the one. */
    private String updateJoin(Table table) {
        tags.add("multi-table UPDATE");
        Joined joined = joined(table);
        String words = joined.text + " SET " + sets(table, joined.first());
        return "UPDATE " + words + where(joined.scope, 1);
    }

    private String deleteJoin(Table table) {
        tags.add("multi-table DELETE");
        Joined joined = joined(table);
        String which = chance.in(25) && !joined.same() ? "one, two" : "one";
        return (chance.in(80)
                        ? "DELETE " + which + " FROM " + joined.text
                        : "DELETE FROM " + which + " USING " + joined.text)
                + where(joined.scope, 1);
    }

    private record Joined(String text, Scope scope) {
        Scope first() {
            return new Scope(List.of(scope.sources().get(0)));
        }

        boolean same() {
            return scope.sources().get(0).fields() == scope.sources().get(1).fields();
        }
    }

    private Joined joined(Table table) {
        Table other = chance.of(world.tables());
        Source one = Source.of(table, "one");
        Source two = Source.of(other, "two");
        List<Scope.Ref> left = new Scope(List.of(one)).refs(field -> true);
        Scope.Ref key = chance.in(65) ? new Scope.Ref("one.k", table.field("k")) : chance.of(left);
        List<Scope.Ref> same = new Scope(List.of(two))
                .refs(field -> field.family() == key.field().family());
        String on = same.isEmpty()
                ? "one.id = two.id"
                : key.text() + " = "
                        + (key.text().equals("one.k")
                                        && other.field("k").family()
                                                == key.field().family()
                                ? "two.k"
                                : chance.of(same).text());
        String text = table.name() + " one" + chance.one(" JOIN ", " LEFT JOIN ", " INNER JOIN ") + other.name()
                + " two ON " + on;
        return new Joined(text, new Scope(List.of(one, two)));
    }

    /** Only where the primary key has the sharding key: else a row of the same id may be in another slot, which the README says. */
    private String moveKey(Table table) {
        tags.add("UPDATE of a key");
        Scope scope = new Scope(List.of(Source.of(table, "")));
        return "UPDATE " + table.name() + " SET k = " + WorldGrammar.key(table, chance) + " WHERE "
                + selects.conditions().condition(scope, 0);
    }
}
