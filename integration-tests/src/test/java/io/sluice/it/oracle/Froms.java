package io.sluice.it.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Random FROM clauses: tables, derived tables and CTEs, joined in every way. */
final class Froms {
    /**
     * A FROM's text and what may be named after it.
     *
     * @param ties what ties comma-separated tables in WHERE; empty where nothing does
     */
    record From(String text, Scope scope, String ties) {
        From(String text, Scope scope) {
            this(text, scope, "");
        }
    }

    private final Chance chance;
    private final Tags tags;
    private final World world;
    private final List<Source> named = new ArrayList<>();
    private int aliases;

    /** Set once: conditions need subqueries, which need a FROM. */
    private Conditions conditions;

    /** A SELECT that may stand in a FROM, of at most that depth. */
    private IntFunction<Selected> derived;

    Froms(Chance chance, Tags tags, World world, IntFunction<Selected> derived, Conditions conditions) {
        this.chance = chance;
        this.tags = tags;
        this.world = world;
        this.derived = derived;
        this.conditions = conditions;
    }

    /** A CTE that later FROMs may use. */
    void name(Source cte) {
        named.add(cte);
    }

    From one(int depth) {
        Placed first = placed(depth);
        return new From(first.text, new Scope(List.of(first.source)));
    }

    /** One table with columns that need no qualifier: for statements without subqueries. */
    From bare() {
        Table table = chance.of(world.tables());
        return new From(table.name(), new Scope(List.of(Source.of(table, ""))));
    }

    From some(int depth) {
        From from = one(depth);
        int joins = chance.in(52) ? 0 : chance.in(75) ? 1 : 2;
        for (int i = 0; i < joins; i++) {
            from = join(from, depth);
        }
        return from;
    }

    private record Placed(String text, Source source) {}

    private Placed placed(int depth) {
        String alias = "a" + aliases++;
        if (!named.isEmpty() && chance.in(65)) {
            Source cte = chance.of(named);
            return new Placed(cte.alias() + " " + alias, new Source(alias, cte.fields(), cte.unique(), "", cte.rows()));
        }
        if (depth > 0 && chance.in(18)) {
            tags.add("derived table");
            Selected inner = derived.apply(depth - 1);
            return new Placed("(" + inner.text() + ") " + alias, new Source(alias, inner.fields(), List.of(), "", 30));
        }
        Table table = chance.of(world.tables());
        tags.add(table.sharded() ? "sharded" : table.rule().startsWith("single") ? "single" : "broadcast");
        return new Placed(table.name() + chance.one(" ", " AS ") + alias, Source.of(table, alias));
    }

    private From join(From left, int depth) {
        Placed right = placed(depth);
        List<Source> all = new ArrayList<>(left.scope().sources());
        all.add(right.source);
        Scope scope = new Scope(all);
        String on = equal(left.scope(), new Scope(List.of(right.source)));
        if (on.isEmpty()) {
            tags.add("cross join");
            return new From(left.text() + " CROSS JOIN " + right.text, scope, left.ties());
        }
        String special = special(left, right, on);
        if (!special.isEmpty()) {
            boolean comma = special.startsWith(",");
            return new From(left.text() + special, scope, comma ? and(left.ties(), on) : left.ties());
        }
        if (chance.in(20)) {
            on += " AND ("
                    + conditions.condition(chance.in(30) ? scope : new Scope(List.of(right.source)), chance.below(2))
                    + ")";
        }
        String kind =
                chance.one(" JOIN ", " INNER JOIN ", " LEFT JOIN ", " LEFT JOIN ", " RIGHT JOIN ", " STRAIGHT_JOIN ");
        tags.add(kind.strip().toLowerCase(java.util.Locale.ROOT));
        return new From(left.text() + kind + right.text + " ON " + on, scope, left.ties());
    }

    private static String and(String one, String other) {
        return one.isEmpty() ? other : one + " AND " + other;
    }

    /** A comma, USING or NATURAL; empty for none of them. */
    private String special(From left, Placed right, String on) {
        boolean simple = left.scope().sources().size() == 1 && left.ties().isEmpty();
        if (simple && chance.in(12)) {
            tags.add("comma join");
            return ", " + right.text;
        }
        boolean keys = on.equals(left.scope().sources().get(0).alias() + ".k = " + right.source.alias() + ".k");
        if (simple && keys && chance.in(25)) {
            tags.add("USING");
            return chance.one(" JOIN ", " LEFT JOIN ") + right.text + " USING (k)";
        }
        if (simple && chance.in(3)) {
            tags.add("NATURAL JOIN");
            return chance.one(" NATURAL JOIN ", " NATURAL LEFT JOIN ") + right.text;
        }
        return "";
    }

    /** Columns of one family, most often the sharding keys; empty where there are none. */
    private String equal(Scope left, Scope right) {
        List<Scope.Ref> keys = left.refs(field -> field.name().equals("k"));
        List<Scope.Ref> others = right.refs(field -> field.name().equals("k"));
        if (!keys.isEmpty() && !others.isEmpty() && chance.in(60)) {
            Scope.Ref key = chance.of(keys);
            Scope.Ref other = chance.of(others);
            if (key.field().family() == other.field().family()) {
                return key.text() + " = " + other.text();
            }
        }
        for (Scope.Ref one : chance.some(left.refs(field -> field.family() != Family.LABEL), 6)) {
            List<Scope.Ref> same =
                    right.refs(field -> field.family() == one.field().family());
            if (!same.isEmpty()) {
                return one.text() + " = " + chance.of(same).text();
            }
        }
        return "";
    }
}
