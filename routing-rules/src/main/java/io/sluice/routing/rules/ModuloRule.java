package io.sluice.routing.rules;

import java.math.BigInteger;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Whole numbers in turn: key modulo the number of slots, never negative (-1 is in the last slot).
 *
 * @param slots how many, at least 1
 */
public record ModuloRule(int slots) implements ShardingRule {
    @Override
    public BitSet locate(Object key) {
        if (key instanceof Long number) {
            return Slots.one((int) Math.floorMod(number, (long) slots));
        }
        if (key instanceof BigInteger number) {
            return Slots.one(number.mod(BigInteger.valueOf(slots)).intValue());
        }
        throw new KeyNotPlaced("modulo needs a whole number");
    }

    @Override
    public BitSet locateRange(
            @Nullable Object low, boolean lowInclusive, @Nullable Object high, boolean highInclusive) {
        return Slots.enumerated(this, slots, Slots.keysBetween(low, lowInclusive, high, highInclusive));
    }
}
