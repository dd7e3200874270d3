package io.sluice.routing.plan;

import io.sluice.routing.schema.Column;
import io.sluice.sql.Expr;
import io.sluice.sql.Operand;
import io.sluice.sql.SqlValue;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether an exact number has the digits behind the point that its type shows, or fewer: {@code CASE WHEN a THEN 1 ELSE total END} has
 * none where it is 1. A quotient of such numbers has more or fewer digits by that.
 */
record Decimals(Survey survey, OwnText own, Kinds kinds) {
    private static final Set<String> SUMS = Set.of("+", "-", "*", "NEG");

    /** True for an exact number that always has the digits of its type, or is 0. */
    boolean settled(Expr expr) {
        if (expr instanceof Expr.Column column) {
            Column known = survey.columns().column(column.ref());
            return known != null && Kinds.of(known) == Kind.EXACT;
        }
        if (expr instanceof Expr.Operation operation && SUMS.contains(operation.op())) {
            return operation.operands().stream().allMatch(this::settled);
        }
        return expr instanceof Expr.Constant || whole(expr) || chosen(expr);
    }

    /** {@code IF(a, b, 0)}, {@code CASE WHEN a THEN b ELSE 0 END}. */
    private boolean chosen(Expr expr) {
        if (expr instanceof Expr.Call call) {
            boolean condition = call.function().equals("IF") && call.args().size() == 3;
            boolean choice = condition
                    || call.function().equals("IFNULL")
                    || call.function().equals("COALESCE");
            return choice && one(condition ? call.args().subList(1, 3) : call.args());
        }
        if (!(expr instanceof Expr.Opaque cased) || kinds.of(expr) != Kind.EXACT) {
            return false;
        }
        List<Expr> values =
                cased.children().stream().filter(child -> !compares(child)).toList();
        return cased.children().size() - values.size() == whens(cased) && one(values);
    }

    /** True where but one of them is always 0 or NULL. */
    private boolean one(List<Expr> values) {
        List<Expr> some = values.stream().filter(value -> !zero(value)).toList();
        return some.size() == 1 && settled(some.get(0));
    }

    private int whens(Expr cased) {
        String text = cased.span().of(survey.text()).toUpperCase(Locale.ROOT);
        return text.split("\\bWHEN\\b", -1).length - 1;
    }

    private boolean zero(Expr expr) {
        if (!(expr instanceof Expr.Constant constant)) {
            return false;
        }
        if (constant.operand() instanceof Operand.Slot slot) {
            own.sense(expr.span()); // the plan is for this one
            return survey.fingerprint().value(slot.index()) instanceof SqlValue.Whole whole
                    && whole.value().signum() == 0;
        }
        return constant.operand() instanceof Operand.Constant of && of.value() instanceof SqlValue.Null;
    }

    /** True for a whole number. */
    private boolean whole(Expr expr) {
        if (expr instanceof Expr.Column column) {
            Column known = survey.columns().column(column.ref());
            return known != null && Kinds.of(known) == Kind.EXACT && known.scale() == 0;
        }
        if (expr instanceof Expr.Constant constant) {
            return constant.operand() instanceof Operand.Slot slot
                    && survey.fingerprint().value(slot.index()) instanceof SqlValue.Whole;
        }
        if (expr instanceof Expr.Call call && Kinds.counts(call)) {
            return true;
        }
        if (expr instanceof Expr.Call call
                && call.function().equals("IF")
                && call.args().size() == 3) {
            return call.args().subList(1, 3).stream().allMatch(this::whole);
        }
        boolean divides = expr instanceof Expr.Operation operation
                && !SUMS.contains(operation.op())
                && !operation.op().equals("DIV")
                && !compares(expr);
        return compares(expr)
                || (!divides
                        && kinds.of(expr) == Kind.EXACT
                        && !Exprs.children(expr).isEmpty()
                        && Exprs.children(expr).stream().allMatch(this::whole));
    }

    private static boolean compares(Expr expr) {
        return expr instanceof Expr.Operation operation && Kinds.compares(operation);
    }
}
