package io.sluice.routing.gather;

import io.sluice.routing.RoutingError;
import io.sluice.routing.merge.Row;

/** Counts what one statement brings together, over all its tables, and ends it beyond a bound. Confined to its statement. */
public final class Allowance {
    /**
     * The bound. Immutable.
     *
     * @param rows most rows ({@code memory.gather_rows})
     * @param bytes most bytes, by {@link Row#size} ({@code memory.gather_bytes})
     */
    public record Limits(int rows, long bytes) {
        /** What holds where nothing is configured. */
        public static final Limits DEFAULT = new Limits(1_000_000, 1L << 30);
    }

    private final Limits limits;
    private int rows;
    private long bytes;

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
    }
}
