package io.sluice.it.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Random SELECTs. One of these makes one statement. */
final class Selects {
    /** Nothing but groups: {@code -Doracle.groups=true}. */
    static final boolean GROUPS = Boolean.getBoolean("oracle.groups");

    private static final List<Family> SHOWN = List.of(
            Family.WHOLE,
            Family.WHOLE,
            Family.EXACT,
            Family.APPROXIMATE,
            Family.FOLDED,
            Family.BINARY,
            Family.DAY,
            Family.MOMENT);

    private final Chance chance;
    private final Tags tags;
    private final Expressions expressions;
    private final Conditions conditions;
    private final Subqueries subqueries;
    private final Froms froms;
    private final Aggregates aggregates;
    private final Orders orders;

    Selects(Chance chance, Tags tags, World world) {
        this.chance = chance;
        this.tags = tags;
        this.expressions = new Expressions(chance, tags);
        this.subqueries = new Subqueries(chance, tags, expressions);
        this.conditions = new Conditions(chance, tags, expressions, subqueries);
        this.froms = new Froms(chance, tags, world, this::derived, conditions);
        this.subqueries.use(froms, conditions);
        this.aggregates = new Aggregates(chance, tags, expressions);
        this.orders = new Orders(chance, tags, expressions);
    }

    Conditions conditions() {
        return conditions;
    }

    Expressions expressions() {
        return expressions;
    }

    Froms froms() {
        return froms;
    }

    /** A whole statement. */
    Selected top() {
        if (GROUPS) {
            return grouped(chance.in(70) ? froms.one(0) : froms.some(0), 0, false);
        }
        int kind = chance.below(100);
        if (kind < 12) {
            return union();
        }
        if (kind < 22) {
            return withCte();
        }
        if (kind < 25) {
            return recursive();
        }
        return body(chance.in(25) ? froms.bare() : froms.some(2), 2, false);
    }

    private Selected derived(int depth) {
        if (chance.in(10)) {
            return union();
        }
        return body(froms.one(depth), depth, true);
    }

    private Selected withCte() {
        tags.add("CTE");
        Selected inner = body(froms.one(0), 1, true);
        froms.name(new Source("c1", inner.fields(), List.of(), "", 30));
        String words = "WITH c1 AS (" + inner.text() + ") ";
        if (chance.in(25)) {
            Selected second = body(froms.one(0), 0, true);
            froms.name(new Source("c2", second.fields(), List.of(), "", 30));
            words = "WITH c1 AS (" + inner.text() + "), c2 AS (" + second.text() + ") ";
        }
        return body(froms.some(1), 1, false).before(words);
    }

    private Selected recursive() {
        tags.add("recursive CTE");
        froms.name(new Source("n", List.of(Field.of("i", Kind.INT, false)), List.of("i"), "", 8));
        String words = "WITH RECURSIVE n AS (SELECT 0 AS i UNION ALL SELECT i + 1 FROM n WHERE i < " + chance.from(2, 7)
                + ") ";
        return body(froms.some(0), 1, false).before(words);
    }

    private Selected body(Froms.From from, int depth, boolean named) {
        int kind = chance.below(100);
        if (kind < 32) {
            return grouped(from, depth, named);
        }
        if (kind < 42) {
            return distinct(from, depth, named);
        }
        return plain(from, depth, named, kind < 52);
    }

    private String where(Froms.From from, int depth) {
        boolean bare = from.scope().sources().get(0).alias().isEmpty();
        String condition = chance.in(60) ? conditions.condition(from.scope(), bare ? 0 : depth) : "";
        if (!from.ties().isEmpty()) {
            condition = from.ties() + (condition.isEmpty() ? "" : " AND (" + condition + ")");
        }
        return " FROM " + from.text() + (condition.isEmpty() ? "" : " WHERE " + condition);
    }

    private String name(int i, boolean named) {
        return named || chance.in(60) ? "x" + i : "";
    }

    /** {@code SELECT *}: of one table, or of one that is joined. */
    private Selected star(Froms.From from, int depth) {
        tags.add("*");
        Items items = new Items();
        Source source = from.scope().sources().get(0);
        List<Expr> columns = new Scope(List.of(source))
                .refs(field -> true).stream().map(Expr::of).toList();
        boolean alone = from.scope().sources().size() == 1;
        items.star(alone && chance.in(70) || source.alias().isEmpty() ? "*" : source.alias() + ".*", columns);
        return orders.plain("SELECT " + items.text() + where(from, depth), items, from.scope());
    }

    private Selected plain(Froms.From from, int depth, boolean named, boolean windows) {
        if (!named && !windows && chance.in(10)) {
            return star(from, depth);
        }
        Items items = new Items();
        expressions.binding(false);
        int count = chance.from(1, 4);
        for (int i = 0; i < count; i++) {
            Expr out = windows && (i == 0 || chance.in(30))
                    ? aggregates.window(from.scope())
                    : expressions.any(from.scope(), 1);
            if (!windows
                    && depth > 0
                    && chance.in(4)
                    && !from.scope().sources().get(0).alias().isEmpty()) {
                expressions.binding(false);
                Expr like = expressions.column(from.scope());
                items.add(
                        Expr.of(subqueries.value(like, from.scope(), 0), like.family())
                                .loosened(),
                        "x" + i);
            } else {
                items.add(out, name(i, named));
            }
        }
        expressions.binding(true);
        String text = "SELECT " + items.text() + where(from, depth);
        expressions.binding(false);
        Selected selected = orders.plain(text, items, from.scope());
        expressions.binding(true);
        return selected;
    }

    private Selected distinct(Froms.From from, int depth, boolean named) {
        tags.add("DISTINCT");
        Items items = new Items();
        expressions.binding(false);
        int count = chance.from(1, 3);
        for (int i = 0; i < count; i++) {
            items.add(expressions.any(from.scope(), 1).loosened(), name(i, named));
        }
        expressions.binding(true);
        String text = "SELECT DISTINCT " + items.text() + where(from, depth);
        return orders.distinct(text, items, all(items), false);
    }

    private Selected grouped(Froms.From from, int depth, boolean named) {
        tags.add("aggregate");
        expressions.binding(false);
        List<Expr> groups = new ArrayList<>();
        int count = chance.in(25) ? 0 : chance.from(1, 2);
        for (int i = 0; i < count; i++) {
            groups.add(expressions.any(from.scope(), chance.in(30) ? 1 : 0).loosened());
        }
        Items items = new Items();
        List<Integer> identity = new ArrayList<>();
        for (Expr group : groups) {
            if (chance.in(88)) {
                identity.add(items.size());
                items.add(group, name(items.size(), named));
            }
        }
        int more = chance.from(identity.isEmpty() ? 1 : 0, 3);
        for (int i = 0; i < more; i++) {
            items.add(aggregates.any(from.scope()), name(items.size(), named));
        }
        expressions.binding(true);
        boolean distinct = chance.in(5);
        String text = (distinct ? "SELECT DISTINCT " : "SELECT ")
                + items.text()
                + where(from, depth)
                + groupBy(groups, items, identity);
        boolean rollup = !groups.isEmpty() && chance.in(8);
        if (rollup) {
            tags.add("ROLLUP");
            return Selected.unordered(text + " WITH ROLLUP", items.outs(), items.names());
        }
        text += having(from.scope(), groups);
        if (distinct) {
            return orders.distinct(text, items, all(items), false);
        }
        boolean known = identity.size() == groups.size();
        return known ? orders.distinct(text, items, identity, true) : orders.loosely(text, items);
    }

    /** By their texts, or by the names and numbers of the columns that show them. */
    private String groupBy(List<Expr> groups, Items items, List<Integer> identity) {
        if (groups.isEmpty()) {
            return "";
        }
        tags.add("GROUP BY");
        List<String> by = new ArrayList<>();
        boolean all = identity.size() == groups.size();
        for (int i = 0; i < groups.size(); i++) {
            by.add(
                    all && chance.in(25)
                            ? items.reference(identity.get(i), chance, false)
                            : groups.get(i).text());
        }
        return " GROUP BY " + String.join(", ", by);
    }

    private String having(Scope scope, List<Expr> groups) {
        if (!chance.in(25)) {
            return "";
        }
        tags.add("HAVING");
        boolean number = groups.isEmpty() || chance.in(70);
        if (!number) {
            Expr group = chance.of(groups);
            return " HAVING " + group.text() + chance.one(" > ", " <> ") + expressions.literal(group);
        }
        String value = "{" + chance.from(0, 5) + "}";
        return switch (chance.below(5)) {
            case 4 -> " HAVING " + aggregates.hidden(scope) + chance.one(" > ", " <> ", " <= ") + value;
            case 0 -> " HAVING COUNT(*) > " + value;
            case 1 -> " HAVING SUM(" + expressions.of(scope, Family.WHOLE, 0).text() + ") >= " + value;
            case 2 -> " HAVING COUNT(DISTINCT " + expressions.column(scope).text() + ") < " + value;
            default ->
                " HAVING NOT MAX(" + expressions.of(scope, Family.EXACT, 0).text() + ") <= " + value;
        };
    }

    private Selected union() {
        tags.add("set operation");
        int columns = chance.from(1, 3);
        List<Family> families = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            families.add(chance.of(SHOWN));
        }
        Items items = new Items();
        StringBuilder text = new StringBuilder(branch(families, items));
        String word = chance.one(" UNION ", " UNION ALL ", " UNION ALL ", " INTERSECT ", " EXCEPT ");
        tags.add(word.strip());
        int more = chance.in(75) ? 1 : 2;
        for (int i = 0; i < more; i++) {
            text.append(word).append(branch(families, new Items()));
        }
        items.loosen();
        return orders.distinct(text.toString(), items, all(items), false);
    }

    private String branch(List<Family> families, Items items) {
        String branch = bareBranch(families, items);
        return chance.in(12) ? "(" + branch + ")" : branch;
    }

    private String bareBranch(List<Family> families, Items items) {
        Froms.From from = chance.in(75) ? froms.one(1) : froms.some(0);
        expressions.binding(false);
        for (Family family : families) {
            items.add(expressions.of(from.scope(), family, chance.in(30) ? 1 : 0), "y" + items.size());
        }
        expressions.binding(true);
        return "SELECT " + items.text() + where(from, 1);
    }

    private static List<Integer> all(Items items) {
        return IntStream.range(0, items.size()).boxed().toList();
    }
}
