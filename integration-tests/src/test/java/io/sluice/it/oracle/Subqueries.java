package io.sluice.it.oracle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Random subqueries in conditions and as values. */
final class Subqueries {
    private final Chance chance;
    private final Tags tags;
    private final Expressions expressions;

    private @Nullable Froms froms;
    private @Nullable Conditions conditions;

    Subqueries(Chance chance, Tags tags, Expressions expressions) {
        this.chance = chance;
        this.tags = tags;
        this.expressions = expressions;
    }

    /** Said once, before the first use: these three need each other. */
    void use(Froms theFroms, Conditions theConditions) {
        this.froms = theFroms;
        this.conditions = theConditions;
    }

    String condition(Scope outer, int depth) {
        Expr left = expressions.column(outer);
        Scope seen = new Scope(
                outer.sources().stream().filter(each -> !each.alias().isEmpty()).toList());
        switch (chance.below(7)) {
            case 6 -> {
                tags.add("row IN (SELECT)");
                return rowIn(left, expressions.column(outer), seen, depth);
            }
            case 0, 1 -> {
                tags.add("IN (SELECT)");
                return left.text() + chance.one(" IN (", " IN (", " NOT IN (") + column(left, seen, depth) + ")";
            }
            case 2, 3 -> {
                tags.add("EXISTS");
                return chance.one("EXISTS (", "NOT EXISTS (") + "SELECT " + chance.one("1", "*", "NULL")
                        + rest(seen, depth) + ")";
            }
            case 4 -> {
                tags.add("ANY/ALL");
                return left.text() + chance.one(" > ALL (", " <= ANY (", " = ANY (", " <> ALL (")
                        + column(left, seen, depth) + ")";
            }
            default -> {
                return left.text() + chance.one(" = ", " >= ", " < ") + value(left, seen, depth);
            }
        }
    }

    /** {@code (SELECT MAX(a) FROM …)}: one row in any case. */
    String value(Expr like, Scope outer, int depth) {
        tags.add("scalar subquery");
        Froms.From from = theFroms().one(0);
        Expr inside = expressions.of(from.scope(), like.family(), 0);
        boolean sum = like.family() == Family.WHOLE && chance.in(40);
        String value = sum
                ? chance.one("COUNT(*)", "SUM(" + inside.text() + ")")
                : chance.one("MIN(", "MAX(") + inside.text() + ")";
        return "(SELECT " + value + " FROM " + from.text() + where(from.scope(), outer, depth) + ")";
    }

    private String column(Expr like, Scope outer, int depth) {
        Froms.From from = theFroms().one(0);
        Expr inside = expressions.of(from.scope(), like.family(), 0);
        return "SELECT " + chance.one("", "", "DISTINCT ") + inside.text() + " FROM " + from.text()
                + where(from.scope(), outer, depth);
    }

    private String rowIn(Expr left, Expr right, Scope outer, int depth) {
        Froms.From from = theFroms().one(0);
        String columns = expressions.of(from.scope(), left.family(), 0).text() + ", "
                + expressions.of(from.scope(), right.family(), 0).text();
        return "(" + left.text() + ", " + right.text() + ")" + chance.one(" IN (", " NOT IN (") + "SELECT " + columns
                + " FROM " + from.text() + where(from.scope(), outer, depth) + ")";
    }

    private String rest(Scope outer, int depth) {
        Froms.From from = theFroms().one(0);
        return " FROM " + from.text() + where(from.scope(), outer, depth);
    }

    private String where(Scope inner, Scope outer, int depth) {
        String condition = chance.in(70) ? conditions().condition(inner, depth) : "";
        if (chance.in(55)) {
            String tie = tie(inner, outer);
            if (!tie.isEmpty()) {
                tags.add("correlated");
                return " WHERE " + tie + (condition.isEmpty() ? "" : " AND (" + condition + ")");
            }
        }
        return condition.isEmpty() ? "" : " WHERE " + condition;
    }

    private String tie(Scope inner, Scope outer) {
        List<Scope.Ref> ours = inner.refs(field -> chance.in(field.name().equals("k") ? 90 : 30));
        for (Scope.Ref our : chance.some(ours, 5)) {
            List<Scope.Ref> theirs =
                    outer.refs(field -> field.family() == our.field().family()
                            && (!our.field().name().equals("k") || field.name().equals("k") || chance.in(30)));
            if (!theirs.isEmpty()) {
                return our.text()
                        + chance.one(" = ", " = ", " = ", " < ")
                        + chance.of(theirs).text();
            }
        }
        return "";
    }

    private Froms theFroms() {
        return java.util.Objects.requireNonNull(froms);
    }

    private Conditions conditions() {
        return java.util.Objects.requireNonNull(conditions);
    }
}
