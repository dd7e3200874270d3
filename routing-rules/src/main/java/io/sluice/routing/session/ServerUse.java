package io.sluice.routing.session;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** What one process does on one server. Safe for use by many threads; without locks. */
public final class ServerUse {
    /** How long a server that lacked a table is not asked for it again. */
    static final long LACKING_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final LongSupplier clock;
    private final AtomicInteger running = new AtomicInteger();
    private final LongAdder reads = new LongAdder();
    private volatile Map<String, Long> lacking = Map.of();

    ServerUse() {
        this(System::nanoTime);
    }

    /** With another clock, of nanoseconds. */
    ServerUse(LongSupplier clock) {
        this.clock = clock;
    }

    /** So many more of its connections are in use, or less. */
    public void add(int connections) {
        running.addAndGet(connections);
    }

    /** How many are in use. */
    public int running() {
        return running.get();
    }

    /** A plain read is sent to it. */
    public void read() {
        reads.increment();
    }

    /** How many were, since the start. */
    public long reads() {
        return reads.sum();
    }

    /** It has told a read (error 1146) that a table of it does not exist: for a while it is asked for none of them. */
    public void lacked(Collection<String> tables) {
        Map<String, Long> now = current();
        tables.forEach(table -> now.put(table, clock.getAsLong() + LACKING_NANOS));
        lacking = Map.copyOf(now);
    }

    private Map<String, Long> current() {
        long now = clock.getAsLong();
        Map<String, Long> current = new LinkedHashMap<>(lacking);
        current.values().removeIf(until -> until - now <= 0);
        return current;
    }

    /** Whether it lacked a table of the statement some seconds ago. */
    boolean lacks(Placement placement) {
        return !lacking.isEmpty() && lacksAny(placement.tables());
    }

    boolean lacksAny(Collection<String> tables) {
        Map<String, Long> current = current();
        if (current.isEmpty()) {
            lacking = Map.of();
        }
        return tables.stream().anyMatch(current::containsKey);
    }

    /** The tables that it lacked some seconds ago, with commas between them. */
    public String lacking() {
        return lacking.isEmpty() ? "" : String.join(", ", current().keySet());
    }
}
