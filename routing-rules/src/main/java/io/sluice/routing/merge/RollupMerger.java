package io.sluice.routing.merge;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@link Merge.Rollup}: behind the last group with the same first keys a row that folds all of them, with NULL in the other keys. Of no
 * groups there is no such row.
 */
final class RollupMerger extends Piped {
    private final RowOrder order;
    private final List<List<Integer>> shown;

    /** For each key the folds of the rows that have the same keys before it. */
    private final List<List<Fold>> folds = new ArrayList<>();

    private final int width;
    private final Deque<Step> queue = new ArrayDeque<>();
    private @Nullable Row last;
    private RowOrder.Keys lastKeys;
    private RowOrder.Keys spare;

    RollupMerger(Merger input, Merge.Rollup rollup, List<ColumnMeta> metas) {
        super(input);
        this.shown = rollup.shown();
        this.width = metas.size();
        this.order = RowOrder.of(rollup.keys(), metas);
        this.lastKeys = order.keys();
        this.spare = order.keys();
        for (int i = 0; i < order.size(); i++) {
            folds.add(rollup.aggregations().stream()
                    .map(each -> Fold.of(each, metas))
                    .toList());
        }
    }

    @Override
    @Nullable
    Step ready() {
        return queue.poll();
    }

    @Override
    @Nullable
    Step take(Step.Emit emit) {
        RowOrder.Keys keys = order.read(emit.row(), spare);
        Row before = last;
        if (before != null) {
            completeBehind(before, order.changed(lastKeys, keys));
        }
        last = emit.row();
        spare = lastKeys;
        lastKeys = keys;
        folds.forEach(each -> each.forEach(fold -> fold.add(emit.row())));
        queue.add(emit);
        return queue.poll();
    }

    /** The super-aggregate rows that have NULL in keys behind {@code changed}. */
    private void completeBehind(Row row, int changed) {
        for (int level = order.size() - 1; level > changed; level--) {
            queue.add(complete(row, level));
        }
    }

    private Step complete(Row row, int level) {
        @Nullable Object[] values = new Object[width];
        for (int i = 0; i < width; i++) {
            values[i] = row.asBytes(i);
        }
        for (List<Integer> columns : shown.subList(level, shown.size())) {
            columns.forEach(column -> values[column] = null);
        }
        folds.get(level).forEach(fold -> fold.finish(values));
        return new Step.Emit(new ComputedRow(values));
    }

    @Override
    @Nullable
    Step finish() {
        Row row = last;
        if (row != null) {
            completeBehind(row, -1);
        }
        return queue.poll();
    }
}
