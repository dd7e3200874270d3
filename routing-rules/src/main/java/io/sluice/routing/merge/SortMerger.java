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

    private final Runs runs;
    private boolean sorted;
    private long emitted;
    private Runs.@Nullable Merging merging;

    private record Held(RowOrder.Keys keys, Step.Emit emit) {}

    /** @param keep how many of the first rows can matter */
    SortMerger(Merger input, RowOrder order, long keep, MergeLimits limits) {
        super(input);
        this.order = order;
        this.keep = keep;
        this.quota = new Quota(limits);
        this.runs = new Runs(order, quota);
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
        if (runs.full()) {
            throw tooMuch();
        }
        held.sort(first);
        Spill file = runs.begin();
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
        if (runs.any() || held.size() > SORTED_AT_ONCE) {
            return new Step.Work(this::sort);
        }
        sort();
        return ready();
    }

    private void sort() {
        sorted = true;
        shorten();
        if (runs.any()) {
            run();
            merging = runs.merging();
        } else {
            held.sort(first);
        }
    }

    @Override
    @Nullable
    Step ready() {
        if (!sorted) {
            return null;
        }
        if (merging == null) {
            return emitted == held.size() ? null : held.get((int) emitted++).emit;
        }
        Step step = emitted < keep ? merging.next() : null;
        emitted += step instanceof Step.Emit ? 1 : 0;
        return step;
    }

    @Override
    public void close() {
        super.close();
        held.clear();
        quota.close();
        runs.close();
    }
}
