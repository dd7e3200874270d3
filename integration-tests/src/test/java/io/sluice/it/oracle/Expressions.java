package io.sluice.it.oracle;

import java.util.List;

/** Random scalar expressions over the columns of a scope. */
final class Expressions {
    private static final List<Family> FAMILIES = List.of(
            Family.WHOLE, Family.EXACT, Family.APPROXIMATE, Family.FOLDED, Family.BINARY, Family.DAY, Family.MOMENT);

    private final Chance chance;
    private final Tags tags;
    private boolean binds = true;

    Expressions(Chance chance, Tags tags) {
        this.chance = chance;
        this.tags = tags;
    }

    /** False where a bound value would make two equal texts two things: GROUP BY. */
    void binding(boolean may) {
        binds = may;
    }

    /** A column, or something computed. */
    Expr any(Scope scope, int depth) {
        if (depth <= 0 || chance.in(55)) {
            return column(scope);
        }
        List<Family> fit = FAMILIES.stream()
                .filter(family -> !scope.refs(field -> field.family() == family && !field.loose())
                        .isEmpty())
                .toList();
        return fit.isEmpty() ? column(scope) : of(scope, chance.of(fit), depth);
    }

    Expr column(Scope scope) {
        return Expr.of(chance.of(scope.refs(field -> true)));
    }

    /** Of the family, from a column where there is one. */
    Expr of(Scope scope, Family family, int depth) {
        List<Scope.Ref> refs = scope.refs(field -> field.family() == family && (depth <= 0 || !field.loose()));
        if (refs.isEmpty() && depth <= 0) {
            return Expr.of(literal(family), family);
        }
        if (!refs.isEmpty() && (depth <= 0 || chance.in(35))) {
            return Expr.of(chance.of(refs));
        }
        return Expr.of(computed(scope, family, depth - 1), family);
    }

    private String computed(Scope scope, Family family, int depth) {
        tags.add("function");
        if (chance.in(15)) {
            return either(scope, family, depth);
        }
        return switch (family) {
            case WHOLE -> whole(scope, depth);
            case EXACT -> exact(scope, depth);
            case APPROXIMATE -> approximate(scope, depth);
            case FOLDED, BINARY -> text(scope, family, depth);
            case DAY -> day(scope, depth);
            case MOMENT -> of(scope, Family.MOMENT, 0).text() + chance.one(" + INTERVAL 1 DAY", " - INTERVAL 1 HOUR");
            default -> "COALESCE(" + of(scope, family, 0).text() + ", " + literal(family) + ")";
        };
    }

    private String either(Scope scope, Family family, int depth) {
        String one = strict(scope, family, depth);
        String other = strict(scope, family, 0);
        return switch (chance.below(4)) {
            case 0 -> "IF(" + simple(scope) + ", " + one + ", " + other + ")";
            case 1 -> "COALESCE(" + one + ", " + literal(family) + ")";
            case 2 -> "NULLIF(" + one + ", " + other + ")";
            default -> "CASE WHEN " + simple(scope) + " THEN " + one + " ELSE " + other + " END";
        };
    }

    /** Not loose: its bytes are what they are. */
    private String strict(Scope scope, Family family, int depth) {
        List<Scope.Ref> refs = scope.refs(field -> field.family() == family && !field.loose());
        if (depth > 0 && chance.in(40)) {
            return of(scope, family, depth).text();
        }
        return refs.isEmpty() ? literal(family) : chance.of(refs).text();
    }

    private String simple(Scope scope) {
        Expr left = column(scope);
        return left.text() + chance.one(" = ", " < ", " >= ") + literal(left);
    }

    private String whole(Scope scope, int depth) {
        String a = strict(scope, Family.WHOLE, 0);
        return switch (chance.below(10)) {
            case 0 -> "(" + a + " + " + chance.from(1, 9) + ")";
            case 1 -> a + " * " + chance.from(2, 5);
            case 2 -> a + " % " + chance.from(2, 4);
            case 3 -> a + " DIV " + chance.from(0, 3);
            case 4 -> "CHAR_LENGTH(" + strict(scope, chance.one(Family.FOLDED, Family.BINARY), depth) + ")";
            case 5 -> "ABS(" + a + ")";
            case 6 ->
                chance.one("YEAR(", "MONTH(", "DAYOFMONTH(")
                        + of(scope, Family.DAY, 0).text() + ")";
            case 7 -> "SIGN(" + strict(scope, Family.EXACT, 0) + ")";
            case 8 -> "(" + simple(scope) + ")";
            default -> "GREATEST(" + a + ", " + strict(scope, Family.WHOLE, depth) + ")";
        };
    }

    private String exact(Scope scope, int depth) {
        String a = strict(scope, Family.EXACT, 0);
        return switch (chance.below(7)) {
            case 0 -> a + " + 1.5";
            case 1 -> a + " * 2.25";
            case 2 -> "ROUND(" + a + ", 1)";
            case 3 -> strict(scope, Family.WHOLE, 0) + " / " + chance.from(0, 4);
            case 4 -> "TRUNCATE(" + a + ", 1)";
            case 5 -> "CAST(" + strict(scope, Family.WHOLE, depth) + " AS DECIMAL(14,3))";
            default -> "LEAST(" + a + ", " + strict(scope, Family.EXACT, depth) + ")";
        };
    }

    private String approximate(Scope scope, int depth) {
        String a = strict(scope, Family.APPROXIMATE, 0);
        // Never "-x": minus zero equals zero and looks otherwise.
        return chance.one(
                a + " * 0.5e0", a + " + 1e0", "ABS(" + a + ")", "0 - " + strict(scope, Family.APPROXIMATE, depth));
    }

    private String text(Scope scope, Family family, int depth) {
        String a = strict(scope, family, depth);
        return switch (chance.below(7)) {
            case 0 -> "CONCAT(" + a + ", '-')";
            case 1 -> "UPPER(" + a + ")";
            case 2 -> "LEFT(" + a + ", 1)";
            case 3 -> "REVERSE(" + a + ")";
            case 4 -> "TRIM(" + a + ")";
            case 5 -> "CONCAT_WS('/', " + a + ", " + strict(scope, family, 0) + ")";
            default -> "LOWER(" + a + ")";
        };
    }

    private String day(Scope scope, int depth) {
        return chance.one(
                of(scope, Family.DAY, 0).text() + " + INTERVAL " + chance.from(1, 40) + " DAY",
                "LAST_DAY(" + of(scope, Family.DAY, 0).text() + ")",
                "DATE(" + of(scope, Family.MOMENT, depth).text() + ")");
    }

    /** A value to compare the expression with; now and then of another kind of number, or NULL. */
    String literal(Expr of) {
        return of.family() == Family.OPAQUE ? chance.of(Kind.FOLDED.samples()) : literal(of.literals());
    }

    String literal(Family family) {
        return literal(Expr.of("", family).literals());
    }

    private String literal(Kind kind) {
        String literal = chance.of(kind.samples());
        if (kind.family() == Family.WHOLE && chance.in(6)) {
            literal = chance.one("1.5", "NULL", "0.0", "'1'", "2e0");
        }
        return binds && chance.in(40) ? "{" + literal + "}" : literal;
    }
}
