package io.sluice.routing.plan;

import io.sluice.routing.merge.Merge;
import io.sluice.routing.merge.SortKey;
import io.sluice.sql.Feature;
import io.sluice.sql.LimitClause;
import io.sluice.sql.OrderItem;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.text.Piece;
import io.sluice.sql.text.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * SELECT over several slots whose result rows (or groups) each come from one slot: streams are put behind each other, or
 * merged in order; DISTINCT drops repeated rows; LIMIT is pushed down as offset + count and finished here.
 */
final class RowScatter {
    private final QueryBlock block;
    private final Outputs outputs;
    private final SelectKeys keys;
    private final SelectEdits edits;
    private @Nullable LimitClause pushed;

    RowScatter(QueryBlock block, Outputs outputs, SelectKeys keys, SelectEdits edits) {
        this.block = block;
        this.outputs = outputs;
        this.keys = keys;
        this.edits = edits;
    }

    /** @param repeated true where equal rows of a DISTINCT may come from different slots */
    Merge merge(boolean repeated) {
        List<SortKey> order = new ArrayList<>();
        Set<Integer> ordered = new HashSet<>();
        for (OrderItem item : block.orderBy()) {
            SelectKeys.Meaning meaning = keys.meaning(item, true);
            if (meaning != null) {
                order(meaning, item.descending(), order, ordered);
            }
        }
        // Hidden columns make rows distinct to a shard that to the user are not.
        boolean distinct = repeated || (block.distinct() && edits.width() > edits.visible());
        if (distinct) {
            orderByAll(order, ordered);
        }
        Merge merge = order.isEmpty() ? new Merge.Concat() : new Merge.Sorted(order);
        if (distinct) {
            merge = new Merge.Distinct(merge, order);
        }
        boolean weighed = distinct && edits.width() > edits.visible();
        pushed = pushed(block, weighed);
        return limited(block, merge, weighed, edits);
    }

    /** The LIMIT whose offset + count the shards get, null where theirs is the user's own or none. */
    @Nullable
    LimitClause pushed() {
        return pushed;
    }

    private void order(SelectKeys.Meaning meaning, boolean descending, List<SortKey> order, Set<Integer> seen) {
        if (meaning.output() != null) {
            if (!seen.add(meaning.output().index())) {
                return;
            }
        } else if (block.distinct()) {
            throw SelectKeys.refuse("SELECT DISTINCT ordered by a column that is not selected", "select it too");
        }
        order.add(keys.key(meaning, descending));
    }

    private void orderByAll(List<SortKey> order, Set<Integer> ordered) {
        StringBuilder more = new StringBuilder();
        for (Output output : outputs.all()) {
            GroupKeys.bounded(output);
            if (!ordered.contains(output.index())) {
                order.add(keys.key(new SelectKeys.Meaning(output.expr(), output), false));
                more.append(more.isEmpty() ? "" : ", ").append(output.index() + 1);
            }
        }
        Span by = block.places().orderBySpan();
        if (by == null) {
            edits.insert(block.places().orderByPlace(), " ORDER BY " + more);
        } else if (!more.isEmpty()) {
            edits.insert(by.end(), ", " + more);
        }
    }

    /**
     * The LIMIT of {@code block} on what is merged, and for each shard its own.
     *
     * @param weighed true where hidden columns make rows distinct to a shard that to the user are not (they differ only in trailing
     *     spaces): it must not stop early
     */
    static Merge limited(QueryBlock block, Merge merge, boolean weighed, SelectEdits edits) {
        LimitClause limit = block.limit();
        if (limit == null) {
            return merge;
        }
        boolean counts = block.features().contains(Feature.SQL_CALC_FOUND_ROWS);
        if (counts || weighed) {
            edits.remove(limit.span());
        } else if (limit.offset() != null) {
            edits.replace(limit.span(), new Piece.Text("LIMIT "));
            edits.insert(limit.span().end(), List.of(new Piece.Number(0)));
        }
        return new Merge.Limit(counts ? new Merge.Found(merge) : merge, limit.offset(), limit.count());
    }

    /** The LIMIT whose offset + count the shards get, null where theirs is the user's own or none. */
    static @Nullable LimitClause pushed(QueryBlock block, boolean weighed) {
        LimitClause limit = block.limit();
        boolean whole = weighed || block.features().contains(Feature.SQL_CALC_FOUND_ROWS);
        return limit == null || whole || limit.offset() == null ? null : limit;
    }
}
