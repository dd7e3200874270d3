package io.sluice.proxy.metrics;

import io.sluice.routing.RoutingError;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;

/** What one event loop has counted since the start. Its loop counts, any thread reads. */
public final class LoopCounts {
    /** How a statement was carried out, as a label. */
    enum Path {
        ONE,
        MANY,
        GATHERED,
        STEPS
    }

    /** Numbers without labels. */
    enum Total {
        BYTES_RECEIVED,
        BYTES_SENT,
        ROWS_SENT,
        PLAN_HITS,
        PLAN_MISSES,
        GATHERED_ROWS,
        GATHERED_BYTES,
        SERVER_ERRORS,
        SLOW,
        RETRIES
    }

    private final AtomicLongArray totals = new AtomicLongArray(Total.values().length);
    private final AtomicLongArray paths = new AtomicLongArray(Path.values().length);
    private final AtomicLongArray refusals = new AtomicLongArray(RoutingError.values().length);
    private final AtomicLongArray failed = new AtomicLongArray(StatementKind.values().length);
    private final Histogram[] times = new Histogram[StatementKind.values().length];
    private final Map<String, Histogram> reads = new ConcurrentHashMap<>();
    private final Map<String, Histogram> writes = new ConcurrentHashMap<>();
    private final Histogram shards = Histogram.widths();
    private final Histogram slots = Histogram.widths();

    public LoopCounts() {
        for (int i = 0; i < times.length; i++) {
            times[i] = Histogram.times();
        }
    }

    // ---- its loop

    /** Bytes of an answer. */
    public void sent(long bytes) {
        plus(Total.BYTES_SENT, bytes);
    }

    /** Bytes of a command. */
    public void received(long bytes) {
        plus(Total.BYTES_RECEIVED, bytes);
    }

    void plus(Total total, long more) {
        plus(totals, total.ordinal(), more);
    }

    void statement(StatementKind kind, long nanos, boolean well) {
        times[kind.ordinal()].add(nanos);
        if (!well) {
            plus(failed, kind.ordinal(), 1);
        }
    }

    void part(String shard, boolean write, long nanos) {
        Map<String, Histogram> all = write ? writes : reads;
        Histogram known = all.get(shard);
        if (known == null) {
            known = Histogram.times();
            all.put(shard, known);
        }
        known.add(nanos);
    }

    void path(Path path) {
        plus(paths, path.ordinal(), 1);
    }

    void width(int ofShards, int ofSlots) {
        shards.add(ofShards);
        slots.add(ofSlots);
    }

    void refused(RoutingError error) {
        plus(refusals, error.ordinal(), 1);
    }

    private static void plus(AtomicLongArray array, int index, long more) {
        array.setRelease(index, array.getPlain(index) + more);
    }

    // ---- readers

    long total(Total total) {
        return totals.getAcquire(total.ordinal());
    }

    long path(int ordinal) {
        return paths.getAcquire(ordinal);
    }

    long refusals(RoutingError error) {
        return refusals.getAcquire(error.ordinal());
    }

    long failed(StatementKind kind) {
        return failed.getAcquire(kind.ordinal());
    }

    Histogram times(StatementKind kind) {
        return times[kind.ordinal()];
    }

    Map<String, Histogram> parts(boolean write) {
        return write ? writes : reads;
    }

    Histogram shards() {
        return shards;
    }

    Histogram slots() {
        return slots;
    }
}
