package io.sluice.routing.plan;

import io.sluice.sql.Expr;
import java.util.List;
import java.util.function.Predicate;

/** Walks expressions. */
final class Exprs {
    private Exprs() {}

    /** The expressions directly inside {@code expr}. */
    static List<Expr> children(Expr expr) {
        if (expr instanceof Expr.Aggregate aggregate) {
            return aggregate.args();
        }
        if (expr instanceof Expr.Operation operation) {
            return operation.operands();
        }
        if (expr instanceof Expr.Call call) {
            return call.args();
        }
        return expr instanceof Expr.Opaque opaque ? opaque.children() : List.of();
    }

    /** True where {@code test} holds for {@code expr} or anything inside it. */
    static boolean any(Expr expr, Predicate<Expr> test) {
        return test.test(expr) || children(expr).stream().anyMatch(child -> any(child, test));
    }

    /** True for an aggregate whose value is one of those of its argument. */
    static boolean extreme(Expr.Aggregate aggregate) {
        return aggregate.function().equals("MIN") || aggregate.function().equals("MAX");
    }

    static boolean hasAggregate(Expr expr) {
        return any(expr, e -> e instanceof Expr.Aggregate);
    }
}
