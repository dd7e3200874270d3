package io.sluice.proxy.metrics;

import java.util.concurrent.atomic.LongAdder;

/** What is counted of connections before they are anybody's, and how many there are. Safe for use by many threads. */
public final class DoorCounts {
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder denied = new LongAdder();

    /** A client has connected. */
    public void accepted() {
        accepted.increment();
    }

    /** It was one too many. */
    public void refused() {
        refused.increment();
    }

    /** A login has failed. */
    public void denied() {
        denied.increment();
    }

    long allAccepted() {
        return accepted.sum();
    }

    long allRefused() {
        return refused.sum();
    }

    long allDenied() {
        return denied.sum();
    }
}
