package io.sluice.routing.plan;

import io.sluice.sql.Expr;
import io.sluice.sql.OrderItem;
import io.sluice.sql.QueryBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The values of COUNT(DISTINCT …), SUM(DISTINCT …) and AVG(DISTINCT …), where all of these are of the same: the shards then group by
 * them too, and equal values meet where the groups do. Immutable.
 */
final class DistinctValues {
    private static final Set<String> COUNTING = Set.of("COUNT", "SUM", "AVG");

    private final SelectEdits edits;
    private final List<Expr> args;
    private final List<String> senses;

    private DistinctValues(SelectEdits edits, List<Expr> args) {
        this.edits = edits;
        this.args = args;
        this.senses = senses(args);
    }

    /** What the statement needs, by its select list, HAVING and ORDER BY. */
    static DistinctValues of(Survey survey, Kinds kinds, SelectEdits edits) {
        QueryBlock block = survey.top();
        List<Expr> exprs = new ArrayList<>();
        block.items().forEach(item -> exprs.add(item.expr()));
        block.orderBy().stream().map(OrderItem::expr).forEach(exprs::add);
        if (block.having() != null) {
            exprs.add(block.having());
        }
        List<Expr.Aggregate> distinct = new ArrayList<>();
        exprs.forEach(expr -> collect(expr, distinct));
        boolean split =
                distinct.stream().anyMatch(a -> !a.function().equals("COUNT") || !SlotLocal.has(survey, a.args()));
        boolean known = !block.distinct()
                && distinct.stream().flatMap(a -> a.args().stream()).allMatch(arg -> groups(arg, kinds));
        DistinctValues none = new DistinctValues(edits, List.of());
        if (!split || !known) {
            return none;
        }
        DistinctValues values = new DistinctValues(edits, distinct.get(0).args());
        return distinct.stream().allMatch(values::of) ? values : none;
    }

    private static void collect(Expr expr, List<Expr.Aggregate> into) {
        if (expr instanceof Expr.Aggregate aggregate
                && aggregate.distinct()
                && COUNTING.contains(aggregate.function())) {
            into.add(aggregate);
        }
        Exprs.children(expr).forEach(child -> collect(child, into));
    }

    /** Columns whose values are the same to DISTINCT and to GROUP BY, and to us. */
    private static boolean groups(Expr arg, Kinds kinds) {
        Kind kind = kinds.of(arg);
        return arg instanceof Expr.Column && kind != Kind.OTHER && kind != Kind.DOUBLE && kind != Kind.FLOAT;
    }

    /** True where the shards group as the user has written. */
    boolean none() {
        return args.isEmpty();
    }

    /** The columns. */
    List<Expr> args() {
        return args;
    }

    /** Whether {@code aggregate} is one of these. */
    boolean of(Expr.Aggregate aggregate) {
        return !none()
                && aggregate.distinct()
                && COUNTING.contains(aggregate.function())
                && senses(aggregate.args()).equals(senses);
    }

    private List<String> senses(List<Expr> exprs) {
        return exprs.stream().map(expr -> edits.sense(expr.span())).toList();
    }
}
