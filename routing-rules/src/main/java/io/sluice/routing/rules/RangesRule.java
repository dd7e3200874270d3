package io.sluice.routing.rules;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Intervals of numbers or dates that do not overlap. */
public final class RangesRule implements ShardingRule {
    private final List<Interval> intervals;

    /**
     * Keys from {@code low} to below {@code high}; null is open.
     *
     * @param slot where they live
     */
    public record Interval(@Nullable Object low, @Nullable Object high, int slot) {
        private boolean holds(Object key) {
            return (low == null || KeyOrder.compare(low, key) <= 0)
                    && (high == null || KeyOrder.compare(key, high) < 0);
        }

        private boolean below(Interval other) {
            return high != null && other.low != null && KeyOrder.compare(high, other.low) <= 0;
        }

        @Override
        public String toString() {
            return (low == null ? "…" : low) + " to below " + (high == null ? "…" : high);
        }
    }

    /** @throws IllegalArgumentException with a sentence, where intervals overlap or are empty */
    public RangesRule(List<Interval> intervals) {
        this.intervals = List.copyOf(intervals);
        List<Interval> before = new ArrayList<>();
        for (Interval interval : intervals) {
            if (interval.low() != null
                    && interval.high() != null
                    && KeyOrder.compare(interval.low(), interval.high()) >= 0) {
                throw new IllegalArgumentException("the range " + interval + " is empty");
            }
            for (Interval other : before) {
                if (!other.below(interval) && !interval.below(other)) {
                    throw new IllegalArgumentException("the ranges " + other + " and " + interval + " overlap");
                }
            }
            before.add(interval);
        }
    }

    @Override
    public BitSet locate(Object key) {
        for (Interval interval : intervals) {
            if (interval.holds(key)) {
                return Slots.one(interval.slot());
            }
        }
        throw new KeyNotPlaced("no range holds the key");
    }

    @Override
    public BitSet locateRange(
            @Nullable Object low, boolean lowInclusive, @Nullable Object high, boolean highInclusive) {
        BitSet slots = new BitSet();
        for (Interval interval : intervals) {
            boolean above = low != null && interval.high() != null && KeyOrder.compare(interval.high(), low) <= 0;
            boolean below = high != null && interval.low() != null && reachesNot(high, highInclusive, interval.low());
            if (!above && !below) {
                slots.set(interval.slot());
            }
        }
        return slots;
    }

    private static boolean reachesNot(Object high, boolean inclusive, Object low) {
        int order = KeyOrder.compare(high, low);
        return inclusive ? order < 0 : order <= 0;
    }
}
