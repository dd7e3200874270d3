package io.sluice.routing.merge;

/**
 * How much a merger may hold in memory. Immutable.
 *
 * @param rows most rows
 * @param bytes most bytes, by {@link Row#size}
 */
public record MergeLimits(int rows, long bytes) {
    /** What holds where nothing is configured. */
    public static final MergeLimits DEFAULT = new MergeLimits(200_000, 64L << 20);
}
