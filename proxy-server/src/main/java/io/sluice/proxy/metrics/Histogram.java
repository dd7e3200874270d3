package io.sluice.proxy.metrics;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts values by their size, with their sum. One thread counts, any thread reads: a count is a plain add and an ordered store, without
 * a locked instruction. A reader may see a value's bucket before its sum.
 */
final class Histogram {
    private static final double NANOS = 1e9;

    /** Upper bounds of times: 100 µs to 10 s, in nanoseconds. */
    private static final long[] TIMES = {
        100_000L,
        250_000L,
        500_000L,
        1_000_000L,
        2_500_000L,
        5_000_000L,
        10_000_000L,
        25_000_000L,
        50_000_000L,
        100_000_000L,
        250_000_000L,
        500_000_000L,
        1_000_000_000L,
        2_500_000_000L,
        5_000_000_000L,
        10_000_000_000L
    };

    private static final long[] WIDTHS = {1, 2, 4, 8, 16, 32, 64, 128, 256};

    private final long[] bounds;
    private final double unit;
    private final AtomicLongArray counts;

    private Histogram(long[] bounds, double unit) {
        this.bounds = bounds;
        this.unit = unit;
        this.counts = new AtomicLongArray(bounds.length + 2);
    }

    /** Of nanoseconds, read as seconds. */
    static Histogram times() {
        return new Histogram(TIMES, NANOS);
    }

    /** Of small whole numbers. */
    static Histogram widths() {
        return new Histogram(WIDTHS, 1);
    }

    void add(long value) {
        int bucket = 0;
        while (bucket < bounds.length && value > bounds[bucket]) {
            bucket++;
        }
        plus(bucket, 1);
        plus(bounds.length + 1, value);
    }

    private void plus(int index, long more) {
        counts.setRelease(index, counts.getPlain(index) + more);
    }

    /** Upper bounds in the unit that is read; a last bucket without a bound follows. */
    double[] bounds() {
        double[] read = new double[bounds.length];
        for (int i = 0; i < read.length; i++) {
            read[i] = bounds[i] / unit;
        }
        return read;
    }

    /** Adds the count of each bucket, the one without a bound included; answers the sum of the values. */
    double addTo(long[] buckets) {
        for (int i = 0; i <= bounds.length; i++) {
            buckets[i] += counts.getAcquire(i);
        }
        return counts.getAcquire(bounds.length + 1) / unit;
    }
}
