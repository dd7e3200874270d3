package io.sluice.it.oracle;

import java.util.List;

/** Random aggregates, plain and as windows. */
final class Aggregates {
    /** Of how many of a hundred nothing more is made. */
    private static final int PLAIN = Selects.GROUPS ? 30 : 80;

    private final Chance chance;
    private final Tags tags;
    private final Expressions expressions;

    Aggregates(Chance chance, Tags tags, Expressions expressions) {
        this.chance = chance;
        this.tags = tags;
        this.expressions = expressions;
    }

    /** An aggregate, or now and then an expression around some. */
    Expr any(Scope scope) {
        Expr one = aggregate(scope);
        if (one.near() || one.bag() || !one.family().number() || one.family() == Family.HUGE || chance.in(PLAIN)) {
            return one;
        }
        return around(one, scope);
    }

    /** An expression around an aggregate, of numbers. */
    private Expr around(Expr one, Scope scope) {
        tags.add("expression of aggregates");
        String text = one.text();
        boolean exact = one.family() != Family.APPROXIMATE;
        return switch (chance.below(exact ? 12 : 4)) {
            case 4 -> Expr.of(text + " / COUNT(*)", Family.EXACT);
            case 5 -> Expr.of("ROUND(" + text + " / COUNT(*), " + chance.from(0, 4) + ")", Family.EXACT);
            case 6 -> Expr.of("ROUND(" + text + ", 1)", Family.EXACT);
            case 7 ->
                Expr.of("(" + text + ") - (" + sum(scope).text() + ")", Family.EXACT)
                        .nearly();
            case 8 -> Expr.of("(" + text + " > COUNT(*))", Family.WHOLE);
            case 9 -> Expr.of("CONCAT(" + text + ", '%')", Family.OPAQUE);
            case 10 -> Expr.of("CASE WHEN COUNT(*) > 2 THEN " + text + " ELSE 0 END", one.family());
            case 11 -> Expr.of(text + " * 100 / COUNT(*)", Family.EXACT);
            case 0 -> Expr.of("COALESCE(" + text + ", 0)", one.family());
            case 1 -> Expr.of(text + " + COUNT(*)", one.family());
            case 2 -> Expr.of("IF(COUNT(*) > 2, " + text + ", NULL)", one.family());
            default -> Expr.of(text + " * 2", one.family());
        };
    }

    /** What groups may be ordered by or asked for that is not shown. */
    String hidden(Scope scope) {
        Expr number = Expr.of(extreme(scope, Family.EXACT), Family.EXACT);
        return around(chance.in(50) ? number : Expr.of("COUNT(*)", Family.WHOLE), scope)
                .text();
    }

    private String extreme(Scope scope, Family family) {
        return chance.one("MIN(", "MAX(", "SUM(")
                + expressions.of(scope, family, 0).text() + ")";
    }

    private Expr aggregate(Scope scope) {
        return switch (chance.below(12)) {
            case 0, 1 -> tagged("COUNT", Expr.of("COUNT(*)", Family.WHOLE));
            case 2 ->
                tagged("COUNT", Expr.of("COUNT(" + expressions.any(scope, 1).text() + ")", Family.WHOLE));
            case 3 -> countDistinct(scope);
            case 4, 5 -> sum(scope);
            case 6, 7, 8 -> extreme(scope);
            case 9 -> bits(scope);
            case 10 -> spread(scope);
            default -> concat(scope);
        };
    }

    private Expr tagged(String tag, Expr expr) {
        tags.add(tag);
        return expr;
    }

    private Expr countDistinct(Scope scope) {
        String second = chance.in(30) ? ", " + expressions.column(scope).text() : "";
        return tagged(
                "COUNT(DISTINCT)",
                Expr.of("COUNT(DISTINCT " + expressions.any(scope, 1).text() + second + ")", Family.WHOLE));
    }

    private Expr number(Scope scope) {
        Family family = chance.one(Family.WHOLE, Family.WHOLE, Family.EXACT, Family.APPROXIMATE, Family.HUGE);
        return expressions.of(scope, family, family == Family.HUGE ? 0 : 1);
    }

    private Expr sum(Scope scope) {
        Expr number = number(scope);
        String distinct = chance.in(25) ? "DISTINCT " : "";
        String name = chance.one("SUM", "SUM", "AVG");
        Family family = number.family() == Family.APPROXIMATE ? Family.APPROXIMATE : Family.EXACT;
        String tag = name + (distinct.isEmpty() ? "" : "(DISTINCT)") + (family == Family.EXACT ? "" : " of floats");
        return tagged(tag, Expr.of(name + "(" + distinct + number.text() + ")", family));
    }

    private Expr extreme(Scope scope) {
        Expr of = expressions.any(scope, 1);
        String name = chance.one("MIN", "MAX");
        return tagged(
                name,
                Expr.of(name + "(" + chance.one("", "", "", "DISTINCT ") + of.text() + ")", of.family())
                        .loosened());
    }

    private Expr bits(Scope scope) {
        String name = chance.one("BIT_AND", "BIT_OR", "BIT_XOR");
        return tagged(
                name,
                Expr.of(name + "(" + expressions.of(scope, Family.WHOLE, 0).text() + ")", Family.HUGE));
    }

    private Expr spread(Scope scope) {
        String name = chance.one("STD", "STDDEV_SAMP", "VAR_POP", "VARIANCE", "VAR_SAMP", "STDDEV_POP");
        return tagged(
                "STDDEV/VARIANCE",
                Expr.of(name + "(" + number(scope).text() + ")", Family.APPROXIMATE)
                        .nearly());
    }

    private Expr concat(Scope scope) {
        Expr of = expressions.any(scope, 1);
        if (chance.in(25)) {
            return tagged(
                    "JSON_ARRAYAGG",
                    Expr.of(
                                    "JSON_ARRAYAGG("
                                            + expressions
                                                    .of(scope, Family.WHOLE, 0)
                                                    .text() + ")",
                                    Family.FOLDED)
                            .anyOrder());
        }
        List<String> unique = scope.uniqueRefs();
        boolean distinct = chance.in(35);
        String tail = distinct || unique.isEmpty() ? "" : ", " + String.join(", ", unique);
        String text = "GROUP_CONCAT(" + (distinct ? "DISTINCT " : "") + of.text() + " ORDER BY " + of.text()
                + chance.one("", " DESC") + tail + chance.one("", " SEPARATOR ';'") + ")";
        Expr concat = tagged(distinct ? "GROUP_CONCAT(DISTINCT)" : "GROUP_CONCAT", Expr.of(text, Family.OPAQUE));
        return tail.isEmpty() ? concat.loosened() : concat;
    }

    /** A window function. */
    Expr window(Scope scope) {
        tags.add("window");
        List<String> unique = scope.uniqueRefs();
        String partition = chance.in(60) ? "PARTITION BY " + partition(scope) + " " : "";
        String order = "ORDER BY " + expressions.any(scope, 1).text() + chance.one("", " DESC");
        String total = unique.isEmpty() ? "" : order + ", " + String.join(", ", unique);
        Expr of = expressions.column(scope);
        if (!total.isEmpty() && chance.in(50)) {
            return inOrder(of, partition + total);
        }
        return switch (chance.below(3)) {
            case 0 -> Expr.of(chance.one("RANK()", "DENSE_RANK()") + over(partition + order), Family.WHOLE);
            case 1 ->
                Expr.of(chance.one("PERCENT_RANK()", "CUME_DIST()") + over(partition + order), Family.APPROXIMATE);
            default -> running(scope, partition + chance.one("", order));
        };
    }

    private String partition(Scope scope) {
        List<Source> keyed =
                scope.sources().stream().filter(each -> !each.key().isEmpty()).toList();
        if (!keyed.isEmpty() && chance.in(35)) {
            Source source = chance.of(keyed);
            return source.ref(source.key());
        }
        return expressions.any(scope, 1).text();
    }

    private Expr inOrder(Expr of, String window) {
        return switch (chance.below(4)) {
            case 0 -> Expr.of("ROW_NUMBER()" + over(window), Family.WHOLE);
            case 1 -> Expr.of("NTILE(3)" + over(window), Family.WHOLE);
            case 2 ->
                Expr.of(
                        chance.one("LAG(", "LEAD(") + of.text() + chance.one("", ", 2") + ")" + over(window),
                        of.family());
            default ->
                Expr.of(
                        chance.one("FIRST_VALUE(", "LAST_VALUE(") + of.text() + ")"
                                + over(window + chance.one("", " ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING")),
                        of.family());
        };
    }

    private Expr running(Scope scope, String window) {
        Expr number = number(scope);
        Family family = number.family() == Family.APPROXIMATE ? Family.APPROXIMATE : Family.EXACT;
        return switch (chance.below(3)) {
            case 0 -> Expr.of("COUNT(*)" + over(window), Family.WHOLE);
            case 1 -> Expr.of(chance.one("SUM(", "AVG(") + number.text() + ")" + over(window), family);
            default -> Expr.of(chance.one("MIN(", "MAX(") + number.text() + ")" + over(window), number.family());
        };
    }

    private static String over(String window) {
        return " OVER (" + window.strip() + ")";
    }
}
