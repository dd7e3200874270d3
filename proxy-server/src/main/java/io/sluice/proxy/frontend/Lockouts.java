package io.sluice.proxy.frontend;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Who has been wrong too often waits before the next password is looked at, twice as long each time. Counted for a user's name and
 * an address together, so that nobody locks others out. Safe for use by many threads.
 */
final class Lockouts {
    /** So many wrong passwords cost nothing. */
    static final int FREE = 5;

    private static final long FIRST = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST = Duration.ofMinutes(1).toNanos();
    /** After so long without a wrong password all is forgotten. */
    private static final long FORGIVEN = Duration.ofMinutes(10).toNanos();
    /** The oldest are forgotten beyond it. */
    private static final int MOST = 10_000;

    private record Key(String user, String host) {}

    /** @param until when the next password is looked at */
    private record Failures(int count, long last, long until) {}

    private final LongSupplier nanos;
    private final Map<Key, Failures> failures = new LinkedHashMap<>(16, 0.75f, true);

    /** @param nanos the time, as {@link System#nanoTime} tells it */
    Lockouts(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** How long no password of theirs is looked at; zero where one is. */
    synchronized Duration left(String user, String host) {
        Failures known = failures.get(new Key(user, host));
        long left = known == null ? 0 : known.until - nanos.getAsLong();
        return left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
    }

    /** That one was wrong. */
    synchronized void failed(String user, String host) {
        long now = nanos.getAsLong();
        Key key = new Key(user, host);
        Failures known = failures.get(key);
        int count = known == null || now - known.last > FORGIVEN ? 1 : known.count + 1;
        int doublings = Math.min(10, count - FREE);
        long wait = doublings < 0 ? 0 : Math.min(LONGEST, FIRST << doublings);
        failures.put(key, new Failures(count, now, now + wait));
        if (failures.size() > MOST) {
            failures.remove(failures.keySet().iterator().next());
        }
    }

    /** That one was right. */
    synchronized void passed(String user, String host) {
        failures.remove(new Key(user, host));
    }
}
