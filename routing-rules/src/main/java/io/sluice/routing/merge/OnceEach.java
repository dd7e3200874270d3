package io.sluice.routing.merge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Of adjoining rows with equal keys the first goes to the folds: {@code COUNT(DISTINCT status)}. */
final class OnceEach extends Fold {
    private final RowOrder order;
    private final List<Fold> folds;
    private RowOrder.Keys last;
    private RowOrder.Keys spare;
    private boolean any;

    OnceEach(RowOrder order, List<Fold> folds) {
        this.order = order;
        this.folds = folds;
        this.last = order.keys();
        this.spare = order.keys();
    }

    @Override
    void add(Row row) {
        RowOrder.Keys keys = order.read(row, spare);
        if (any && order.compare(last, keys) == 0) {
            return;
        }
        any = true;
        spare = last;
        last = keys;
        folds.forEach(fold -> fold.add(row));
    }

    @Override
    void alone(Row row) {
        folds.forEach(fold -> fold.alone(row));
    }

    @Override
    List<Integer> cuts() {
        return folds.stream().flatMap(fold -> fold.cuts().stream()).toList();
    }

    @Override
    void finish(@Nullable Object[] values) {
        any = false;
        folds.forEach(fold -> fold.finish(values));
    }
}
