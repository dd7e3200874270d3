package io.sluice.routing.merge;

import io.sluice.routing.RoutingError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@link Merge.Sort}: takes all rows, then gives them back in order; rows that compare equal stay as they came. Where only the
 * first so many can matter, not many more than those are held. What is too much for memory goes to a temporary file in sorted runs,
 * which are merged in the end.
 */
final class SortMerger extends Piped {
    /** Most runs: each is read through a buffer of its own. */
    private static final int RUNS = 1000;

    private static final int BUFFERS = 8 << 20;
    private static final int LARGEST_BUFFER = 64 << 10;

    /** So many rows are in order within a millisecond. */
    private static final int SORTED_AT_ONCE = 1000;

    /** Fewer are not worth sorting. */
    private static final int FEW = 64;

    private final RowOrder order;
    private final long keep;
    private final Quota quota;
    private final Comparator<Held> first;
    private final List<Held> held = new ArrayList<>();

    /** Rows not before this one do not matter. */
    private RowOrder.@Nullable Keys bound;

    private @Nullable Spill spill;

    /** Where in the file each run begins. */
    private final List<Long> runs = new ArrayList<>();

    private boolean sorted;
    private int emitted;
    private @Nullable RunsMerger merger;

    private record Held(RowOrder.Keys keys, Step.Emit emit) {}

    /** @param keep how many of the first rows can matter */
    SortMerger(Merger input, RowOrder order, long keep, MergeLimits limits) {
        super(input);
        this.order = order;
        this.keep = keep;
        this.quota = new Quota(limits);
        this.first = (a, b) -> order.compare(a.keys, b.keys);
    }

    @Override
    @Nullable
    Step take(Step.Emit emit) {
        if (keep == 0) {
            return null;
        }
        RowOrder.Keys keys = order.read(emit.row(), order.keys());
        if (bound != null && order.compare(keys, bound) >= 0) {
            return null;
        }
        Held row = new Held(keys, emit);
        if (!quota.take(emit.row())) {
            return new Step.Work(() -> makeRoomFor(row));
        }
        held.add(row);
        if (held.size() < FEW || held.size() / 2 < keep) {
            return null;
        }
        if (held.size() > SORTED_AT_ONCE) {
            return new Step.Work(this::shorten);
        }
        shorten();
        return null;
    }

    private void makeRoomFor(Held row) {
        shorten();
        if (!quota.take(row.emit.row())) {
            run();
            if (!quota.take(row.emit.row())) {
                throw tooMuch();
            }
        }
        held.add(row);
    }

    /** Drops what does not matter. Sorting is stable. */
    private void shorten() {
        if (held.size() <= keep) {
            return;
        }
        held.sort(first);
        List<Held> rest = held.subList((int) keep, held.size());
        rest.forEach(row -> quota.give(row.emit.row()));
        rest.clear();
        bound = held.get(held.size() - 1).keys;
    }

    /** What is held goes to the file. */
    private void run() {
        if (runs.size() == RUNS) {
            throw tooMuch();
        }
        Spill file = spill;
        if (file == null) {
            file = new Spill(quota);
            spill = file;
        }
        held.sort(first);
        runs.add(file.end());
        for (Held row : held) {
            file.add(row.emit.row());
        }
        held.clear();
        quota.clear();
    }

    private io.sluice.routing.RoutingException tooMuch() {
        return RoutingError.RESULT_TOO_LARGE.with(quota.rows(), "add a LIMIT, or a condition on the sharding key");
    }

    @Override
    @Nullable
    Step finish() {
        if (spill != null || held.size() > SORTED_AT_ONCE) {
            return new Step.Work(this::sort);
        }
        sort();
        return ready();
    }

    private void sort() {
        sorted = true;
        shorten();
        Spill file = spill;
        if (file == null) {
            held.sort(first);
        } else {
            run();
            merger = new RunsMerger(file);
        }
    }

    @Override
    @Nullable
    Step ready() {
        if (!sorted) {
            return null;
        }
        if (merger != null) {
            return merger.next();
        }
        return emitted == held.size() ? null : held.get(emitted++).emit;
    }

    @Override
    public void close() {
        super.close();
        held.clear();
        quota.close();
        Spill file = spill;
        spill = null;
        if (file != null) {
            file.close();
        }
    }

    /** Merges the runs; of rows that compare equal those of the earlier run come first. */
    private final class RunsMerger {
        private final List<Spill.Rows> readers = new ArrayList<>();
        private final SortedMerger sorting;
        private long given;
        /** The run that the order waits for, -1 for none. */
        private int wanted = -1;

        RunsMerger(Spill file) {
            int buffer = Math.min(LARGEST_BUFFER, BUFFERS / runs.size());
            long end = file.end();
            for (int i = 0; i < runs.size(); i++) {
                readers.add(file.rows(runs.get(i), i + 1 < runs.size() ? runs.get(i + 1) : end, buffer));
            }
            sorting = new SortedMerger(readers.size(), order);
        }

        @Nullable
        Step next() {
            while (given < keep) {
                Step step = wanted < 0 ? sorting.next() : Steps.need(wanted);
                if (!(step instanceof Step.Need need)) {
                    given++;
                    return step instanceof Step.Emit ? step : null;
                }
                wanted = need.stream();
                Spill.Rows reader = readers.get(wanted);
                if (!reader.atHand()) {
                    return new Step.Work(reader::fetch);
                }
                feed(reader.next());
            }
            return null;
        }

        private void feed(@Nullable Row row) {
            if (row == null) {
                sorting.end(wanted);
            } else {
                sorting.offer(wanted, row);
            }
            wanted = -1;
        }
    }
}
