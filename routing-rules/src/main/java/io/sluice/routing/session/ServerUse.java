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
    /** Of how many tables at most it is remembered: reads of ever new ones that are nowhere must not make all others slow. */
    static final int MOST_LACKING = 100;

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
        long until = clock.getAsLong() + LACKING_NANOS;
        for (String table : tables) {
            if (now.size() < MOST_LACKING || now.containsKey(table)) {
                now.put(table, until);
            }
        }
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
        Map<String, Long> all = lacking;
        long now = clock.getAsLong();
        if (all.values().stream().allMatch(until -> until - now <= 0)) {
            lacking = Map.of();
            return false;
        }
        return tables.stream().anyMatch(table -> all.getOrDefault(table, now) - now > 0);
    }

    /** The tables that it lacked some seconds ago, with commas between them. */
    public String lacking() {
        return lacking.isEmpty() ? "" : String.join(", ", current().keySet());
    }
}
