package io.sluice.routing.merge;

import org.jspecify.annotations.Nullable;

/** {@link Merge.Distinct}: of adjoining rows with equal keys the first. */
final class DistinctMerger extends Piped {
    private final RowOrder order;
    private RowOrder.Keys last;
    private RowOrder.Keys spare;
    private boolean any;

    DistinctMerger(Merger input, RowOrder order) {
        super(input);
        this.order = order;
        this.last = order.keys();
        this.spare = order.keys();
    }

    @Override
    @Nullable
    Step take(Step.Emit emit) {
        RowOrder.Keys keys = order.read(emit.row(), spare);
        if (any && order.compare(last, keys) == 0) {
            return null;
        }
        any = true;
        spare = last;
        last = keys;
        return emit;
    }
}
