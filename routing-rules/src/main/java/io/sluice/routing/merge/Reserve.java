package io.sluice.routing.merge;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What all statements of a process may hold in memory together while answers are merged. Safe for use by many threads. */
public final class Reserve {
    private static final int PART = 4;

    private final long bytes;
    private final AtomicLong taken = new AtomicLong();
    private final LongAdder spilled = new LongAdder();

    /** @param bytes most bytes; 0 for a quarter of the heap */
    public Reserve(long bytes) {
        this.bytes = bytes > 0 ? bytes : Runtime.getRuntime().maxMemory() / PART;
    }

    /** False where there is not that much left: then nothing was taken. */
    public boolean take(long wanted) {
        if (taken.addAndGet(wanted) <= bytes) {
            return true;
        }
        give(wanted);
        return false;
    }

    /** Gives back what was taken. */
    public void give(long back) {
        taken.addAndGet(-back);
    }

    /** So many bytes were written to a temporary file. */
    void spilled(long more) {
        spilled.add(more);
    }

    /** Bytes that were written to temporary files so far, those included that are gone. */
    public long spilled() {
        return spilled.sum();
    }

    /** What is taken now, in bytes. */
    public long taken() {
        return taken.get();
    }
}
