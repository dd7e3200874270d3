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
    /** Most runs: each is read through a buffer of its own. */
    private static final int RUNS = 1000;

    private static final int BUFFERS = 8 << 20;
    private static final int LARGEST_BUFFER = 64 << 10;

    /** So many rows are in order within a millisecond. */
    private static final int SORTED_AT_ONCE = 1000;

    private final RowOrder order;
    private final boolean distinct;
    private final List<Fold> folds;
    private final Quota quota;
    private final Comparator<Held> first;
    private final List<Long> runs = new ArrayList<>();
    private List<Held> held = new ArrayList<>();
    /** How many may be held before the repeated ones are looked for. */
    private int enough = SORTED_AT_ONCE;

    private @Nullable Spill spill;

    private record Held(RowOrder.Keys keys, Row row) {}

    Bag(RowOrder order, boolean distinct, List<Fold> folds, MergeLimits limits) {
        this.order = order;
        this.distinct = distinct;
        this.folds = folds;
        this.quota = new Quota(limits);
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
        if (runs.size() == RUNS) {
            throw tooMuch();
        }
        Spill file = spill;
        if (file == null) {
            file = new Spill(quota);
            spill = file;
        }
        tidy();
        runs.add(file.end());
        for (Held one : held) {
            file.add(one.row);
        }
        held.clear();
        quota.clear();
    }

    /** Whether {@link #finish} takes long or reads files. */
    boolean heavy() {
        return spill != null || held.size() > SORTED_AT_ONCE;
    }

    /** The group is complete: its rows go to the folds, which write into {@code values}; it starts anew. */
    void finish(@Nullable Object[] values) {
        Spill file = spill;
        if (file == null) {
            tidy();
            held.forEach(one -> add(one.row, folds));
        } else {
            run();
            merge(file);
            file.close();
            spill = null;
            runs.clear();
        }
        folds.forEach(fold -> fold.finish(values));
        held.clear();
        quota.clear();
        enough = SORTED_AT_ONCE;
    }

    private void merge(Spill file) {
        int buffer = Math.min(LARGEST_BUFFER, BUFFERS / runs.size());
        long end = file.end();
        List<Spill.Rows> readers = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            readers.add(file.rows(runs.get(i), i + 1 < runs.size() ? runs.get(i + 1) : end, buffer));
        }
        SortedMerger sorting = new SortedMerger(readers.size(), order);
        List<Fold> into = distinct ? List.of(new OnceEach(order, folds)) : folds;
        while (true) {
            Merger.Step step = sorting.next();
            if (step instanceof Merger.Step.Need need) {
                feed(sorting, need.stream(), readers.get(need.stream()).next());
            } else if (step instanceof Merger.Step.Emit emit) {
                add(emit.row(), into);
            } else {
                return;
            }
        }
    }

    private static void feed(SortedMerger sorting, int stream, @Nullable Row row) {
        if (row == null) {
            sorting.end(stream);
        } else {
            sorting.offer(stream, row);
        }
    }

    private static void add(Row row, List<Fold> folds) {
        folds.forEach(fold -> fold.add(row));
    }

    @Override
    public void close() {
        held.clear();
        quota.close();
        Spill file = spill;
        spill = null;
        if (file != null) {
            file.close();
        }
    }
}
