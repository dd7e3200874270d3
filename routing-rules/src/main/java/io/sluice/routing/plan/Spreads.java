package io.sluice.routing.plan;

import io.sluice.routing.RoutingException;
import io.sluice.routing.merge.Merge;
import io.sluice.sql.Expr;
import io.sluice.sql.Feature;
import io.sluice.sql.LimitClause;
import io.sluice.sql.OrderItem;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.SelectItem;
import io.sluice.sql.text.Edit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the text and the merge for a statement that needs several slots. */
final class Spreads {
    private Spreads() {}

    /** A SELECT; what cannot be is a value too. */
    static Scatter select(Survey survey, OwnText own) {
        try {
            if (survey.top().features().contains(Feature.SET_OPERATION)) {
                return new SetScatter(survey, own).spread();
            }
            Decomposable.check(survey);
            return read(survey, own);
        } catch (RoutingException e) {
            return new Scatter.Impossible(e.error(), e.text());
        }
    }

    /** UPDATE, DELETE: affected rows add up. */
    static Scatter write(Survey survey, OwnText own) {
        try {
            Decomposable.check(survey);
            QueryBlock top = survey.top();
            if (survey.has(Feature.RETURNING)) {
                throw SelectKeys.refuse("RETURNING", "restrict it to one key, or leave it out");
            }
            for (Placed table : survey.tables()) {
                if (table.occurrence().write() && table.sharded() == null) {
                    // Each slot would write the same row again.
                    throw SelectKeys.refuse(
                            "a write to " + table.occurrence().name() + " joined with " + survey.shardedName(),
                            "restrict it to one key, or write "
                                    + table.occurrence().name() + " alone");
                }
            }
            if (top.limit() != null || !top.orderBy().isEmpty()) {
                throw SelectKeys.refuse(
                        "UPDATE or DELETE with ORDER BY or LIMIT", "restrict it to one key, or leave them out");
            }
            return spread(survey, own, List.of(), new Merge.SumCounts(), null);
        } catch (RoutingException e) {
            return new Scatter.Impossible(e.error(), e.text());
        }
    }

    private static Scatter read(Survey survey, OwnText own) {
        QueryBlock block = survey.top();
        Kinds kinds = new Kinds(survey.columns(), survey.fingerprint());
        Outputs outputs = new Outputs(survey, kinds, block);
        boolean plain = block.orderBy().isEmpty() && !block.distinct() && !aggregated(block);
        int visible = plain ? 0 : outputs.all().size();
        SelectEdits edits = new SelectEdits(survey, own, visible, block.places().selectListEnd());
        SelectKeys keys = new SelectKeys(survey, kinds, outputs, edits);
        if (survey.has(Feature.NON_DETERMINISTIC_FUNCTION) && !plain) {
            throw SelectKeys.refuse("RAND, UUID and their kin with ORDER BY, DISTINCT or GROUP BY", "leave one out");
        }
        if (block.orderBy().isEmpty() && block.groupBy().stream().anyMatch(OrderItem::descending)) {
            // MariaDB: the groups come in that order, and a LIMIT counts on it.
            throw SelectKeys.refuse("GROUP BY with DESC", "say it in ORDER BY");
        }
        LimitClause pushed = null;
        Merge merge;
        if (block.features().contains(Feature.ROLLUP)) {
            merge = new RollupScatter(survey, kinds, outputs, keys, edits).merge();
        } else if (aggregated(block) && !groupsStay(survey, survey.classes().get(0), block, keys)) {
            merge = new GroupScatter(survey, kinds, outputs, keys, edits).merge();
        } else {
            RowScatter rows = new RowScatter(block, outputs, keys, edits);
            merge = rows.merge(block.distinct() && !distinctStays(survey, block));
            pushed = rows.pushed();
        }
        if (edits.width() > edits.visible()) {
            merge = new Merge.Trim(merge, edits.visible());
        }
        Scatter.Spread spread = spread(survey, own, edits.edits(), merge, pushed);
        return pushed == null || plain || aggregated(block) ? spread : paged(survey, own, keys, edits, spread);
    }

    private static Scatter.Spread paged(
            Survey survey, OwnText own, SelectKeys keys, SelectEdits edits, Scatter.Spread spread) {
        List<Edit> all = new ArrayList<>(KeyLists.of(survey).edits());
        all.addAll(edits.edits());
        Boundary boundary = Boundaries.of(survey, own, keys, all);
        return new Scatter.Spread(spread.template(), spread.merge(), spread.lists(), spread.limit(), boundary);
    }

    private static Scatter.Spread spread(
            Survey survey, OwnText own, List<Edit> edits, Merge merge, @Nullable LimitClause pushed) {
        KeyLists lists = KeyLists.of(survey);
        List<Edit> all = new ArrayList<>(lists.edits());
        all.addAll(edits);
        return new Scatter.Spread(own.cut(all), merge, lists.lists(), pushed);
    }

    static boolean aggregated(QueryBlock block) {
        return !block.groupBy().isEmpty()
                || block.items().stream().anyMatch(i -> Exprs.hasAggregate(i.expr()))
                || (block.having() != null && Exprs.hasAggregate(block.having()))
                || block.orderBy().stream().anyMatch(o -> Exprs.hasAggregate(o.expr()));
    }

    /** True where all rows of a group live in one slot, for the sharding key is among the group's keys. */
    static boolean groupsStay(Survey survey, KeyClass keyClass, QueryBlock block, SelectKeys keys) {
        List<Expr> exprs = new ArrayList<>();
        for (OrderItem item : block.groupBy()) {
            SelectKeys.Meaning meaning = keys.meaning(item, false);
            if (meaning != null && meaning.expr() != null) {
                exprs.add(meaning.expr());
            }
        }
        return SlotLocal.has(survey, keyClass, exprs);
    }

    private static boolean distinctStays(Survey survey, QueryBlock block) {
        return SlotLocal.has(
                survey, block.items().stream().map(SelectItem::expr).toList());
    }
}
