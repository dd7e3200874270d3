package io.sluice.routing.merge;

/**
 * How much a statement may hold while answers are merged. Immutable, but for the reserve.
 *
 * @param rows most rows in memory
 * @param bytes most bytes in memory, by {@link Row#size}
 * @param file most bytes in temporary files
 * @param reserve what it holds together with all others of the process
 */
public record MergeLimits(int rows, long bytes, long file, Reserve reserve) {
    private static final long BYTES = 64L << 20;

    /** What holds where nothing is configured. */
    public static final MergeLimits DEFAULT = of(100_000, 4L << 30, 0);

    /**
     * As a cluster file says it.
     *
     * @param rows {@code memory.merge_rows}
     * @param file {@code memory.spill_bytes}
     * @param all {@code memory.merge_total}, 0 for a quarter of the heap
     */
    public static MergeLimits of(int rows, long file, long all) {
        return new MergeLimits(rows, BYTES, file, new Reserve(all));
    }
}
