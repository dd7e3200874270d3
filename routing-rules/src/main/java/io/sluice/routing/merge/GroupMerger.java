package io.sluice.routing.merge;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@link Merge.Group}: adjoining rows with equal keys become one. A group that came as one row is passed on untouched, in the
 * shard's own bytes. Without keys there is always exactly one row.
 */
final class GroupMerger extends Piped {
    private final RowOrder order;
    private final List<Fold> folds = new ArrayList<>();
    private final int width;
    private RowOrder.Keys groupKeys;
    private RowOrder.Keys spare;

    /** The first row of the group, null before the first group. */
    private Step.@Nullable Emit first;

    /** True where the group has more than its first row; only then are the folds in use. */
    private boolean folding;

    GroupMerger(Merger input, RowOrder order, List<Aggregation> aggregations, List<ColumnMeta> metas) {
        super(input);
        this.order = order;
        this.width = metas.size();
        this.groupKeys = order.keys();
        this.spare = order.keys();
        for (Aggregation aggregation : aggregations) {
            folds.add(Fold.of(aggregation, metas));
        }
    }

    @Override
    @Nullable
    Step take(Step.Emit emit) {
        RowOrder.Keys keys = order.read(emit.row(), spare);
        Step.Emit group = first;
        if (group != null && order.compare(groupKeys, keys) == 0) {
            if (!folding) {
                folding = true;
                add(group.row());
            }
            add(emit.row());
            return null;
        }
        Step complete = group == null ? null : complete(group);
        spare = groupKeys;
        groupKeys = keys;
        first = emit;
        return complete;
    }

    private void add(Row row) {
        for (Fold fold : folds) {
            fold.add(row);
        }
    }

    private Step complete(Step.Emit group) {
        if (!folding) {
            return group;
        }
        folding = false;
        @Nullable Object[] values = new Object[width];
        for (int i = 0; i < width; i++) {
            values[i] = group.row().asBytes(i);
        }
        for (Fold fold : folds) {
            fold.finish(values);
        }
        return new Step.Emit(new ComputedRow(values));
    }

    @Override
    @Nullable
    Step finish() {
        Step.Emit group = first;
        if (group != null) {
            return complete(group);
        }
        if (order.size() > 0) {
            return null;
        }
        @Nullable Object[] values = new Object[width];
        for (Fold fold : folds) {
            fold.finish(values);
        }
        return new Step.Emit(new ComputedRow(values));
    }
}
