package io.sluice.it.oracle;

/**
 * A random expression.
 *
 * @param text with values that may be bound in braces
 * @param literals where values of its kind are
 * @param loose see {@link Field#loose}
 * @param near its last digits depend on the order in which rows were read
 * @param bag its elements may come in any order: JSON_ARRAYAGG
 */
record Expr(String text, Family family, Kind literals, boolean loose, boolean near, boolean bag) {
    static Expr of(String text, Family family) {
        return new Expr(text, family, literals(family), false, false, false);
    }

    static Expr of(Scope.Ref ref) {
        return new Expr(
                ref.text(),
                ref.field().family(),
                ref.field().kind(),
                ref.field().loose(),
                false,
                false);
    }

    Expr loosened() {
        return new Expr(text, family, literals, family.text() || family == Family.OPAQUE || loose, near, bag);
    }

    Expr nearly() {
        return new Expr(text, family, literals, loose, true, bag);
    }

    Expr anyOrder() {
        return new Expr(text, family, literals, loose, near, true);
    }

    Field field(String name) {
        return new Field(name, family, literals, true, loose);
    }

    private static Kind literals(Family family) {
        return switch (family) {
            case WHOLE -> Kind.INT;
            case HUGE -> Kind.HUGE;
            case EXACT -> Kind.DECIMAL;
            case APPROXIMATE -> Kind.DOUBLE;
            case FOLDED, OPAQUE -> Kind.FOLDED;
            case BINARY -> Kind.BINARY;
            case DAY -> Kind.DAY;
            case MOMENT -> Kind.MOMENT;
            case TIME -> Kind.TIME;
            case LABEL -> Kind.LABEL;
        };
    }
}
