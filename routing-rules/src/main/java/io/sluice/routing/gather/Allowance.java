package io.sluice.routing.gather;

import io.sluice.routing.RoutingError;
import io.sluice.routing.merge.Reserve;
import io.sluice.routing.merge.Row;

/**
 * Counts what one statement brings together, over all its tables, and ends it beyond a bound, its own or that of all together. Confined
 * to its statement, but for {@link #close}.
 */
public final class Allowance implements AutoCloseable {
    /** How much is taken of what all have together at a time. */
    private static final int PART = 256 << 10;

    /**
     * The bound. Immutable.
     *
     * @param rows most rows ({@code memory.gather_rows})
     * @param bytes most bytes, by {@link Row#size} ({@code memory.gather_bytes})
     * @param total most bytes of all statements of the process ({@code memory.gather_total})
     * @param all what those have taken
     */
    public record Limits(int rows, long bytes, long total, Reserve all) {
        /** What holds where nothing is configured. */
        public static final Limits DEFAULT = of(1_000_000, 1L << 30, 8L << 30);

        /** For one process. */
        public static Limits of(int rows, long bytes, long total) {
            return new Limits(rows, bytes, total, new Reserve(total));
        }
    }

    private final Limits limits;
    private int rows;
    private long bytes;
    private long taken;
    private boolean closed;

    public Allowance(Limits limits) {
        this.limits = limits;
    }

    /**
     * One row more, before it is loaded.
     *
     * @throws io.sluice.routing.RoutingException GATHERED_TOO_MUCH
     */
    public void add(Row row) {
        rows++;
        bytes += row.size();
        if (rows > limits.rows()) {
            throw RoutingError.GATHERED_TOO_MUCH.with(limits.rows() + " rows", "memory.gather_rows");
        }
        if (bytes > limits.bytes()) {
            throw RoutingError.GATHERED_TOO_MUCH.with(limits.bytes() + " bytes", "memory.gather_bytes");
        }
        if (bytes > taken && !more()) {
            throw RoutingError.GATHERED_TOO_MUCH.with(
                    "what others leave of " + limits.total() + " bytes", "memory.gather_total");
        }
    }

    /** How many rows there were so far. */
    public int rows() {
        return rows;
    }

    /** Their size. */
    public long bytes() {
        return bytes;
    }

    private synchronized boolean more() {
        long wanted = Math.max(PART, bytes - taken);
        if (closed || !limits.all().take(wanted)) {
            return closed;
        }
        taken += wanted;
        return true;
    }

    /** The temporary tables are gone, or soon will be. */
    @Override
    public synchronized void close() {
        closed = true;
        limits.all().give(taken);
        taken = 0;
    }
}
