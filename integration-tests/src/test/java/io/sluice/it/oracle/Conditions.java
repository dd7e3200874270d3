package io.sluice.it.oracle;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random conditions; subqueries come from the grammar of SELECTs. */
final class Conditions {
    private final Chance chance;
    private final Tags tags;
    private final Expressions expressions;
    private final Subqueries subqueries;

    Conditions(Chance chance, Tags tags, Expressions expressions, Subqueries subqueries) {
        this.chance = chance;
        this.tags = tags;
        this.expressions = expressions;
        this.subqueries = subqueries;
    }

    String condition(Scope scope, int depth) {
        if (depth > 0 && chance.in(30)) {
            String left = condition(scope, depth - 1);
            String right = condition(scope, depth - 1);
            return chance.one(
                    left + " AND " + right,
                    left + " AND " + right,
                    "(" + left + " OR " + right + ")",
                    "(" + left + " OR " + right + ")",
                    "NOT (" + left + ") AND " + right,
                    "(" + left + ") XOR (" + right + ")",
                    "(" + left + ") IS NOT TRUE AND " + right,
                    "(" + left + " || " + right + ") IS NOT NULL");
        }
        if (depth > 0 && chance.in(18)) {
            return subqueries.condition(scope, depth - 1);
        }
        return chance.in(20) ? key(scope, depth) : leaf(scope, depth);
    }

    private String key(Scope scope, int depth) {
        List<Source> keyed =
                scope.sources().stream().filter(each -> !each.key().isEmpty()).toList();
        if (keyed.isEmpty()) {
            return leaf(scope, depth);
        }
        Source source = chance.of(keyed);
        Field field = source.fields().stream()
                .filter(each -> each.name().equals(source.key()))
                .findFirst()
                .orElseThrow();
        String key = source.ref(field.name());
        return switch (chance.below(3)) {
            case 0 -> key + " = " + keyLiteral(field);
            case 1 -> key + " IN (" + keyLiteral(field) + ", " + keyLiteral(field) + ")";
            default -> key + chance.one(" < ", " >= ", " > ") + keyLiteral(field);
        };
    }

    private String keyLiteral(Field key) {
        String value = WorldGrammar.key(new Table("", List.of(key.named("k")), "k", List.of(), ""), chance);
        return chance.in(40) ? "{" + value + "}" : value;
    }

    private String leaf(Scope scope, int depth) {
        Expr left = expressions.any(scope, depth > 0 ? 1 : 0);
        return switch (chance.below(10)) {
            case 9 -> row(scope, left);
            case 0 -> left.text() + " IS " + chance.one("", "NOT ") + "NULL";
            case 1 -> left.text() + chance.one(" IN (", " NOT IN (") + list(left) + ")";
            case 2 -> left.text() + " BETWEEN " + expressions.literal(left) + " AND " + expressions.literal(left);
            case 3 -> same(scope, left);
            case 4 -> text(scope, left);
            case 5 -> left.text() + " <=> " + expressions.literal(left);
            default ->
                left.text() + chance.one(" = ", " <> ", " < ", " <= ", " > ", " >= ") + expressions.literal(left);
        };
    }

    private String row(Scope scope, Expr left) {
        Expr right = expressions.column(scope);
        String row = "(" + left.text() + ", " + right.text() + ")";
        String one = "(" + expressions.literal(left) + ", " + expressions.literal(right) + ")";
        String other = "(" + expressions.literal(left) + ", " + expressions.literal(right) + ")";
        tags.add("row comparison");
        return chance.in(70) ? row + " IN (" + one + ", " + other + ")" : row + chance.one(" = ", " < ") + one;
    }

    private String list(Expr left) {
        return IntStream.range(0, chance.from(1, 4))
                .mapToObj(i -> expressions.literal(left))
                .collect(Collectors.joining(", "));
    }

    private String same(Scope scope, Expr left) {
        Expr right = expressions.of(scope, left.family(), 0);
        return left.text() + chance.one(" = ", " < ", " >= ", " <> ") + right.text();
    }

    private String text(Scope scope, Expr left) {
        if (!left.family().text() || left.loose()) {
            return same(scope, left);
        }
        tags.add("like");
        return left.text() + chance.one("", " NOT") + " LIKE "
                + chance.one("'a%'", "'%b%'", "'_'", "'{A}%'", "'%\\\\_%'").replace("{A}", "A");
    }
}
