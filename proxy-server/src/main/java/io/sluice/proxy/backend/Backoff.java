package io.sluice.proxy.backend;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * When to try again after failures: 50 ms, doubling up to 2 s, each shortened by up to half at random so that many
 * proxies do not come at the same moment.
 */
final class Backoff {
    private static final long FIRST = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LAST = TimeUnit.SECONDS.toNanos(2);

    private int failures;
    private long retryAt;

    /** Notes a failure; answers the nanoseconds to wait. */
    long failed() {
        long longest = Math.min(LAST, FIRST << Math.min(failures, 10));
        failures++;
        long wait = longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1);
        retryAt = System.nanoTime() + wait;
        return wait;
    }

    void succeeded() {
        failures = 0;
    }

    /** Whether the last attempt failed. */
    boolean failing() {
        return failures > 0;
    }

    /** Whether the wait after the last failure is not over. */
    boolean waiting() {
        return failures > 0 && retryAt - System.nanoTime() > 0;
    }
}
