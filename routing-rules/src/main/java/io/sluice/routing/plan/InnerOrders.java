package io.sluice.routing.plan;

import io.sluice.routing.schema.Column;
import io.sluice.sql.Expr;
import io.sluice.sql.Feature;
import io.sluice.sql.OrderItem;
import io.sluice.sql.QueryBlock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What aggregates want of the rows inside a group: {@code COUNT(DISTINCT status)} each value once, {@code GROUP_CONCAT(id ORDER BY
 * total)} an order. The shards then group by these, too, and give them in the order of the first; the others are put in order where the
 * groups meet. Immutable.
 */
final class InnerOrders {
    private static final Set<String> COUNTING = Set.of("COUNT", "SUM", "AVG");

    private final Survey survey;
    private final SelectEdits edits;
    private final List<InnerOrder> all = new ArrayList<>();

    private InnerOrders(Survey survey, SelectEdits edits) {
        this.survey = survey;
        this.edits = edits;
    }

    /**
     * One of them.
     *
     * @param distinct rows that are equal in all keys count once
     */
    record InnerOrder(List<Key> keys, boolean distinct) {
        private boolean startsWith(List<Key> first) {
            return keys.size() >= first.size() && same(keys.subList(0, first.size()), first);
        }

        private Set<String> senses() {
            Set<String> senses = new HashSet<>();
            keys.forEach(key -> senses.add(key.sense));
            return senses;
        }

        private static boolean same(List<Key> some, List<Key> others) {
            for (int i = 0; i < others.size(); i++) {
                Key one = some.get(i);
                Key other = others.get(i);
                if (!one.sense.equals(other.sense) || one.descending != other.descending) {
                    return false;
                }
            }
            return true;
        }
    }

    /** An expression by which they order; {@code sense} is equal where two say the same. */
    record Key(Expr expr, String sense, boolean descending) {}

    /** An aggregate's: {@code ordered} of its keys come first, the others in any order. */
    private record Wish(InnerOrder order, int ordered) {}

    /** What the statement needs, by its select list, HAVING and ORDER BY; nothing where no value can be in two slots. */
    static InnerOrders of(Survey survey, SelectEdits edits) {
        QueryBlock block = survey.top();
        InnerOrders orders = new InnerOrders(survey, edits);
        List<Expr> exprs = new ArrayList<>();
        block.items().forEach(item -> exprs.add(item.expr()));
        block.orderBy().stream().map(OrderItem::expr).forEach(exprs::add);
        if (block.having() != null) {
            exprs.add(block.having());
        }
        List<Expr.Aggregate> found = new ArrayList<>();
        exprs.forEach(expr -> collect(expr, found));
        boolean split = found.stream()
                .anyMatch(each -> !each.function().equals("COUNT") || !SlotLocal.has(survey, each.args()));
        if (!split || block.distinct()) {
            return orders;
        }
        found.stream()
                .map(orders::wish)
                .filter(wish -> wish != null)
                .sorted(Comparator.comparing((Wish wish) -> wish.order.distinct)
                        .thenComparing(Wish::ordered, Comparator.reverseOrder()))
                .forEach(wish -> {
                    if (orders.place(wish) < 0) {
                        orders.all.add(wish.order);
                    }
                });
        return orders;
    }

    private static void collect(Expr expr, List<Expr.Aggregate> into) {
        if (expr instanceof Expr.Aggregate aggregate && wishes(aggregate)) {
            into.add(aggregate);
        }
        Exprs.children(expr).forEach(child -> collect(child, into));
    }

    /** Whether it matters in which order, or how often, rows come. */
    static boolean wishes(Expr.Aggregate aggregate) {
        if (aggregate.function().equals("GROUP_CONCAT")) {
            return aggregate.distinct() || !ordered(aggregate).isEmpty();
        }
        return aggregate.distinct() && COUNTING.contains(aggregate.function());
    }

    private static List<OrderItem> ordered(Expr.Aggregate aggregate) {
        return aggregate.joining() == null ? List.of() : aggregate.joining().orderBy();
    }

    /** Null for what cannot be put in an order here. */
    private @Nullable Wish wish(Expr.Aggregate aggregate) {
        List<Key> keys = new ArrayList<>();
        for (OrderItem item : ordered(aggregate)) {
            if (item.expr() instanceof Expr.Constant) {
                return null; // the position of an argument, or nothing
            }
            keys.add(key(item.expr(), item.descending()));
        }
        int ordered = keys.size();
        List<Key> args = aggregate.args().stream()
                .filter(arg -> !(arg instanceof Expr.Constant))
                .map(arg -> key(arg, false))
                .toList();
        Set<String> given = senses(args);
        for (Key key : keys) {
            // Of equal values any row's key may order. And NULL is to GROUP_CONCAT the same as 0 or '': of the
            // arguments it leaves NULLs out.
            if (!given.contains(key.sense) && (aggregate.distinct() || !never(key.expr))) {
                return null;
            }
        }
        if (aggregate.distinct()) {
            Set<String> named = senses(keys);
            args.stream().filter(arg -> named.add(arg.sense)).forEach(keys::add);
        }
        return keys.isEmpty() ? null : new Wish(new InnerOrder(List.copyOf(keys), aggregate.distinct()), ordered);
    }

    /** True for what is never NULL. */
    private boolean never(Expr expr) {
        Column column = expr instanceof Expr.Column named ? survey.columns().column(named.ref()) : null;
        return column != null && !column.nullable() && !survey.has(Feature.OUTER_JOIN);
    }

    private Key key(Expr expr, boolean descending) {
        return new Key(expr, edits.sense(expr.span()), descending);
    }

    private static Set<String> senses(List<Key> keys) {
        return new InnerOrder(keys, false).senses();
    }

    /** Which of them does for it, -1 for none. */
    private int place(Wish wish) {
        for (int i = 0; i < all.size(); i++) {
            InnerOrder each = all.get(i);
            boolean once = each.distinct == wish.order.distinct
                    && (!each.distinct || each.senses().equals(wish.order.senses()));
            if (once && each.startsWith(wish.order.keys.subList(0, wish.ordered))) {
                return i;
            }
        }
        return -1;
    }

    /** True where the shards group as the user has written. */
    boolean none() {
        return all.isEmpty();
    }

    /** The first is that in which the shards' rows come. */
    List<InnerOrder> all() {
        return all;
    }

    /** The index of what {@code aggregate} wants, -1 where it wants nothing or what is not here. */
    int of(Expr.Aggregate aggregate) {
        Wish wish = none() || !wishes(aggregate) ? null : wish(aggregate);
        return wish == null ? -1 : place(wish);
    }
}
