package io.sluice.routing.plan;

import io.sluice.routing.merge.Merge;
import io.sluice.routing.merge.SortKey;
import io.sluice.routing.schema.Column;
import io.sluice.sql.Expr;
import io.sluice.sql.Feature;
import io.sluice.sql.LimitClause;
import io.sluice.sql.OrderItem;
import io.sluice.sql.QueryBlock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * GROUP BY … WITH ROLLUP over several slots. The shards make it, too, and so describe its columns; their super-aggregate rows are left
 * out, equal groups meet and fold into one, and the super-aggregate rows are made of those. Servers give the groups in the order of their
 * keys.
 */
final class RollupScatter {
    private static final String HINT = "restrict it to one key";

    private final Survey survey;
    private final QueryBlock block;
    private final Outputs outputs;
    private final SelectKeys keys;
    private final SelectEdits edits;
    private final Aggregates aggregates;

    RollupScatter(Survey survey, Kinds kinds, Outputs outputs, SelectKeys keys, SelectEdits edits) {
        this.survey = survey;
        this.block = survey.top();
        this.outputs = outputs;
        this.keys = keys;
        this.edits = edits;
        InnerOrders inner = InnerOrders.of(survey, edits);
        if (!inner.none()) {
            throw SelectKeys.refuse("WITH ROLLUP and distinct values", HINT);
        }
        this.aggregates = new Aggregates(survey, kinds, edits, inner);
    }

    Merge merge() {
        if (block.distinct() || block.having() != null || !block.orderBy().isEmpty()) {
            throw SelectKeys.refuse("WITH ROLLUP and DISTINCT, HAVING or ORDER BY", HINT);
        }
        List<SortKey> order = new ArrayList<>();
        List<List<Integer>> shown = new ArrayList<>();
        Set<Columns.Source> named = new HashSet<>();
        for (OrderItem item : block.groupBy()) {
            SelectKeys.Meaning meaning = keys.meaning(item, false);
            if (meaning == null || item.descending()) {
                throw SelectKeys.refuse("WITH ROLLUP by a constant or in descending order", HINT);
            }
            order.add(keys.key(meaning, false));
            Columns.Source column = column(meaning);
            if (!named.add(column)) {
                // A server may show its value in the one place where it is NULL in the other.
                throw SelectKeys.refuse("WITH ROLLUP by a column twice", HINT);
            }
            shown.add(outputs.all().stream()
                    .filter(output -> output == meaning.output() || output.is(column.table(), column.column()))
                    .map(Output::index)
                    .toList());
        }
        for (Output output : outputs.all()) {
            boolean grouped = shown.stream().anyMatch(columns -> columns.contains(output.index()));
            Expr.Aggregate aggregate = Aggregates.of(output.expr());
            if (aggregate != null && counted(aggregate)) {
                throw SelectKeys.refuse("WITH ROLLUP and distinct values", HINT);
            } else if (aggregate != null) {
                aggregates.selected(aggregate, output.index());
            } else if (!grouped && !(output.expr() instanceof Expr.Constant)) {
                throw SelectKeys.refuse("WITH ROLLUP and an expression of what is grouped by", HINT);
            }
        }
        if (aggregates.joins()) {
            throw SelectKeys.refuse("WITH ROLLUP and GROUP_CONCAT", HINT);
        }
        Merge merge = new Merge.Details(new Merge.Sorted(order), order);
        merge = new Merge.Group(merge, order, aggregates.wanting(-1));
        return limited(new Merge.Rollup(merge, order, shown, aggregates.wanting(-1)));
    }

    /**
     * True where values count once, sharding keys too: those of one group are in no other slot, but in other groups, whose counts
     * make no total.
     */
    private static boolean counted(Expr.Aggregate aggregate) {
        return aggregate.distinct() && !Exprs.extreme(aggregate);
    }

    /** Only of what can be NULL where, and only where, the group's value or the whole group's is. */
    private Columns.Source column(SelectKeys.Meaning meaning) {
        Placed owner =
                meaning.expr() instanceof Expr.Column column ? survey.columns().owner(column.ref()) : null;
        if (owner == null || !(meaning.expr() instanceof Expr.Column column)) {
            throw SelectKeys.refuse("WITH ROLLUP by an expression", HINT);
        }
        GroupKeys.bounded(owner, column.ref().name());
        Column known = survey.columns().column(column.ref());
        Kind kind = known == null ? Kind.OTHER : Kinds.of(known);
        if (kind != Kind.EXACT && kind != Kind.TEXT && kind != Kind.DATE) {
            throw SelectKeys.refuse("WITH ROLLUP by " + column.ref().name(), HINT);
        }
        return new Columns.Source(owner, column.ref().name().toLowerCase(Locale.ROOT));
    }

    private Merge limited(Merge merge) {
        LimitClause limit = block.limit();
        if (limit == null) {
            return merge;
        }
        if (block.features().contains(Feature.SQL_CALC_FOUND_ROWS)) {
            throw SelectKeys.refuse("WITH ROLLUP and SQL_CALC_FOUND_ROWS", HINT);
        }
        edits.remove(limit.span());
        return new Merge.Limit(merge, limit.offset(), limit.count());
    }
}
