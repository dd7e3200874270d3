package io.sluice.routing.plan;

/**
 * The plans of one cluster snapshot by statement shape, bounded by bytes. Safe for use by many threads.
 *
 * <p>Owned by the planner engineer.
 */
public final class PlanCache {
    private final long maxBytes;

    /** @param maxBytes upper bound of the memory held, estimated */
    public PlanCache(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Upper bound of the memory held, in bytes. */
    public long maxBytes() {
        return maxBytes;
    }
}
