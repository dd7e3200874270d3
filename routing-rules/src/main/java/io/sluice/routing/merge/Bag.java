package io.sluice.routing.merge;

import io.sluice.routing.RoutingError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a group, held until it is complete, for folds that want them in an order of their own, or once each. What is too much
 * for memory goes to a temporary file in sorted runs. Confined to one thread at a time.
 */
final class Bag implements AutoCloseable {
    /** So many rows are in order within a millisecond. */
    private static final int SORTED_AT_ONCE = 1000;

    private final RowOrder order;
    private final boolean distinct;
    private final List<Fold> folds;
    private final Quota quota;
    private final Comparator<Held> first;
    private final Runs runs;
    private List<Held> held = new ArrayList<>();
    /** How many may be held before the repeated ones are looked for. */
    private int enough = SORTED_AT_ONCE;

    private record Held(RowOrder.Keys keys, Row row) {}

    Bag(RowOrder order, boolean distinct, List<Fold> folds, MergeLimits limits) {
        this.order = order;
        this.distinct = distinct;
        this.folds = folds;
        this.quota = new Quota(limits);
        this.runs = new Runs(order, quota);
        this.first = (a, b) -> order.compare(a.keys, b.keys);
    }

    List<Fold> folds() {
        return folds;
    }

    /** Takes a row; what has to be done before the next, null for nothing. That may throw RESULT_TOO_LARGE and what files do. */
    @Nullable
    Runnable add(Row row) {
        Held one = new Held(order.read(row, order.keys()), row);
        if (!quota.take(row)) {
            return () -> makeRoomFor(one);
        }
        held.add(one);
        return distinct && held.size() > enough ? this::tidy : null;
    }

    private void makeRoomFor(Held one) {
        tidy();
        if (!quota.take(one.row)) {
            run();
            if (!quota.take(one.row)) {
                throw tooMuch();
            }
        }
        held.add(one);
    }

    private RuntimeException tooMuch() {
        return RoutingError.RESULT_TOO_LARGE.with(quota.rows(), "add a condition on the sharding key");
    }

    /** Sorts, which is stable, and drops what is repeated. */
    private void tidy() {
        held.sort(first);
        if (distinct) {
            List<Held> each = new ArrayList<>();
            for (Held one : held) {
                if (each.isEmpty() || first.compare(each.get(each.size() - 1), one) != 0) {
                    each.add(one);
                } else {
                    quota.give(one.row);
                }
            }
            held = each;
            enough = Math.max(SORTED_AT_ONCE, 2 * each.size());
        }
    }

    /** What is held goes to the file, sorted. */
    private void run() {
        if (runs.full()) {
            throw tooMuch();
        }
        tidy();
        Spill file = runs.begin();
        for (Held one : held) {
            file.add(one.row);
        }
        held.clear();
        quota.clear();
    }

    /** Whether {@link #finish} takes long or reads files. */
    boolean heavy() {
        return runs.any() || held.size() > SORTED_AT_ONCE;
    }

    /** The group is complete: its rows go to the folds, which write into {@code values}; it starts anew. */
    void finish(@Nullable Object[] values) {
        if (runs.any()) {
            run();
            merge();
            runs.close();
        } else {
            tidy();
            held.forEach(one -> add(one.row, folds));
        }
        folds.forEach(fold -> fold.finish(values));
        held.clear();
        quota.clear();
        enough = SORTED_AT_ONCE;
    }

    private void merge() {
        List<Fold> into = distinct ? List.of(new OnceEach(order, folds)) : folds;
        Runs.Merging merging = runs.merging();
        for (Merger.Step step = merging.next(); step != null; step = merging.next()) {
            if (step instanceof Merger.Step.Work reading) {
                reading.task().run();
            } else if (step instanceof Merger.Step.Emit emit) {
                add(emit.row(), into);
            }
        }
    }

    private static void add(Row row, List<Fold> folds) {
        folds.forEach(fold -> fold.add(row));
    }

    @Override
    public void close() {
        held.clear();
        quota.close();
        runs.close();
    }
}
