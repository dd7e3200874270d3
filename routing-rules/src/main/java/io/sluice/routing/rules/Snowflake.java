package io.sluice.routing.rules;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Ids that grow with time: 41 bits of milliseconds since 2025-01-01, 10 bits of machine, 12 bits of sequence; positive until
 * 2094. When the clock steps back, or more than 4096 ids a millisecond are taken, ids run ahead of the clock instead of
 * waiting or repeating.
 */
public final class Snowflake implements IdGenerator {
    /** 2025-01-01T00:00Z. */
    private static final long EPOCH = 1_735_689_600_000L;

    /** Machine ids are 0 to 1023. */
    public static final int MACHINES = 1024;

    private static final int MACHINE_BITS = 10;
    private static final int SEQUENCE_BITS = 12;
    private static final long SEQUENCE = (1L << SEQUENCE_BITS) - 1;

    /** The sequence goes on from one millisecond to the next, so that ids modulo a small number are even. */
    private static final long SPREAD = 63;

    /**
     * INVARIANT: one ticking counter per machine id and process: every rules version and table shares it, so no reload repeats ids.
     */
    private static final AtomicLong[] LAST = new AtomicLong[MACHINES];

    static {
        for (int i = 0; i < MACHINES; i++) {
            LAST[i] = new AtomicLong();
        }
    }

    private static final int OWN_MACHINE = ownMachine();

    private final int machine;
    private final LongSupplier clock;

    Snowflake(int machine, LongSupplier clock) {
        if (machine < 0 || machine >= MACHINES) {
            throw new IllegalArgumentException("machine must be 0 to " + (MACHINES - 1) + ", is " + machine);
        }
        this.machine = machine;
        this.clock = clock;
    }

    /** With a machine id that no other process uses, 0 to 1023. */
    public static Snowflake of(int machine) {
        return new Snowflake(machine, System::currentTimeMillis);
    }

    /** With a machine id drawn for this process; two of n processes share one with a chance of about n² / 2048. */
    public static Snowflake ofThisProcess() {
        return of(OWN_MACHINE);
    }

    @Override
    public long reserve(int count) {
        if (count < 1 || count > LONGEST_RUN) {
            throw new IllegalArgumentException("a run of " + count + " ids");
        }
        long now = (clock.getAsLong() - EPOCH) << SEQUENCE_BITS;
        long end = LAST[machine].updateAndGet(last -> first(last, now, count) + count - 1);
        long tick = end - count + 1;
        long millis = tick >>> SEQUENCE_BITS;
        return millis << (MACHINE_BITS + SEQUENCE_BITS) | (long) machine << SEQUENCE_BITS | tick & SEQUENCE;
    }

    /** The first tick of a run: never before the clock or the last one, and with the whole run in one millisecond. */
    private static long first(long last, long now, int count) {
        long first = Math.max(last + 1, now | ((last + 1) & SPREAD));
        return (first & SEQUENCE) + count > SEQUENCE + 1 ? (first | SEQUENCE) + 1 : first;
    }

    private static int ownMachine() {
        return new SecureRandom().nextInt(MACHINES);
    }
}
