package io.sluice.routing.merge;

import io.sluice.routing.RoutingError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * {@link Merge.Sort}: takes all rows, then gives them back in order; rows that compare equal stay as they came. Where only the
 * first so many can matter, no more than those are held.
 */
final class SortMerger extends Piped {
    private final RowOrder order;
    private final long keep;
    private final MergeLimits limits;
    private final Comparator<Held> first;

    /** The last of the kept rows on top. */
    private final PriorityQueue<Held> held;

    private long arrivals;
    private long bytes;
    private @Nullable List<Held> sorted;
    private int emitted;

    private record Held(RowOrder.Keys keys, Step.Emit emit, long arrival) {}

    /** @param keep how many of the first rows can matter */
    SortMerger(Merger input, RowOrder order, long keep, MergeLimits limits) {
        super(input);
        this.order = order;
        this.keep = keep;
        this.limits = limits;
        this.first = (a, b) -> {
            int compared = order.compare(a.keys, b.keys);
            return compared != 0 ? compared : Long.compare(a.arrival, b.arrival);
        };
        this.held = new PriorityQueue<>(first.reversed());
    }

    @Override
    @Nullable
    Step take(Step.Emit emit) {
        if (keep == 0) {
            return null;
        }
        held.add(new Held(order.read(emit.row(), order.keys()), emit, arrivals++));
        bytes += emit.row().size();
        if (held.size() > keep) {
            bytes -= held.remove().emit.row().size();
        }
        if (held.size() > limits.rows()) {
            throw RoutingError.RESULT_TOO_LARGE.with(limits.rows(), "add a LIMIT, or a condition on the sharding key");
        }
        if (bytes > limits.bytes()) {
            throw RoutingError.RESULT_TOO_LARGE.with(
                    held.size() - 1, "these fill the " + limits.bytes() + " bytes allowed; add a LIMIT");
        }
        return null;
    }

    @Override
    @Nullable
    Step finish() {
        List<Held> rows = new ArrayList<>(held);
        held.clear();
        rows.sort(first);
        sorted = rows;
        return ready();
    }

    @Override
    @Nullable
    Step ready() {
        return sorted == null || emitted == sorted.size() ? null : sorted.get(emitted++).emit;
    }
}
