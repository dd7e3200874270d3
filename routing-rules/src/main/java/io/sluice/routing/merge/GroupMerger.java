package io.sluice.routing.merge;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@link Merge.Group}: adjoining rows with equal keys become one. A group that came as one row is passed on untouched, in the
 * shard's own bytes. Without keys there is always exactly one row.
 */
final class GroupMerger extends Piped {
    private final RowOrder order;
    private final List<Fold> folds;
    private final List<Bag> bags;
    private final int width;
    private RowOrder.Keys groupKeys;
    private RowOrder.Keys spare;

    /** The first row of the group, null before the first group. */
    private Step.@Nullable Emit first;

    /** True where the group has more than its first row; only then are the folds in use. */
    private boolean folding;

    /** A group that took long to complete. */
    private Step.@Nullable Emit completed;

    private GroupMerger(Merger input, RowOrder order, List<Fold> folds, List<Bag> bags, int width) {
        super(input);
        this.order = order;
        this.folds = folds;
        this.bags = bags;
        this.width = width;
        this.groupKeys = order.keys();
        this.spare = order.keys();
    }

    /** @param limits what each order that has to be made here may hold */
    static GroupMerger of(Merger input, Merge.Group group, List<ColumnMeta> metas, MergeLimits limits) {
        List<Fold> folds = new ArrayList<>(folds(group.aggregations(), metas));
        List<Bag> bags = new ArrayList<>();
        for (Merge.Within within : group.within()) {
            RowOrder order = RowOrder.of(within.keys(), metas);
            List<Fold> inner = folds(within.aggregations(), metas);
            if (!within.streams()) {
                bags.add(new Bag(order, within.distinct(), inner, limits));
            } else if (within.distinct()) {
                folds.add(new OnceEach(order, inner));
            } else {
                folds.addAll(inner);
            }
        }
        return new GroupMerger(input, RowOrder.of(group.keys(), metas), folds, bags, metas.size());
    }

    private static List<Fold> folds(List<Aggregation> aggregations, List<ColumnMeta> metas) {
        return aggregations.stream()
                .map(aggregation -> Fold.of(aggregation, metas))
                .toList();
    }

    @Override
    @Nullable
    Step ready() {
        Step ready = completed;
        completed = null;
        return ready;
    }

    @Override
    @Nullable
    Step take(Step.Emit emit) {
        RowOrder.Keys keys = order.read(emit.row(), spare);
        Step.Emit group = first;
        if (group != null && order.compare(groupKeys, keys) == 0) {
            Runnable work = null;
            if (!folding) {
                folding = true;
                work = add(group.row());
            }
            work = both(work, add(emit.row()));
            return work == null ? null : new Step.Work(work);
        }
        Step complete = group == null ? null : complete(group);
        spare = groupKeys;
        groupKeys = keys;
        first = emit;
        return complete;
    }

    /** What has to be done before the next, null for nothing. */
    private @Nullable Runnable add(Row row) {
        for (Fold fold : folds) {
            fold.add(row);
        }
        Runnable work = null;
        for (Bag bag : bags) {
            work = both(work, bag.add(row));
        }
        return work;
    }

    private static @Nullable Runnable both(@Nullable Runnable one, @Nullable Runnable other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return () -> {
            one.run();
            other.run();
        };
    }

    private Step complete(Step.Emit group) {
        if (!folding) {
            folds().forEach(fold -> fold.alone(group.row()));
            return group;
        }
        folding = false;
        if (bags.stream().anyMatch(Bag::heavy)) {
            return new Step.Work(() -> completed = folded(group.row()));
        }
        return folded(group.row());
    }

    private Step.Emit folded(@Nullable Row row) {
        @Nullable Object[] values = new Object[width];
        for (int i = 0; row != null && i < width; i++) {
            values[i] = row.asBytes(i);
        }
        for (Fold fold : folds) {
            fold.finish(values);
        }
        for (Bag bag : bags) {
            bag.finish(values);
        }
        return new Step.Emit(new ComputedRow(values));
    }

    private Stream<Fold> folds() {
        return Stream.concat(folds.stream(), bags.stream().flatMap(bag -> bag.folds().stream()));
    }

    @Override
    @Nullable
    Step finish() {
        Step.Emit group = first;
        if (group != null) {
            return complete(group);
        }
        return order.size() > 0 ? null : folded(null);
    }

    @Override
    public List<Integer> cuts() {
        return Stream.concat(super.cuts().stream(), folds().flatMap(fold -> fold.cuts().stream()))
                .toList();
    }

    @Override
    public void close() {
        super.close();
        bags.forEach(Bag::close);
    }
}
