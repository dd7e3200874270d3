package io.sluice.routing.rules;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sets of slots and of keys, for implementers of {@link ShardingRule}. */
public final class Slots {
    /** Ranges of at most so many keys are enumerated; wider ones go to all slots. */
    public static final int ENUMERATED = 1000;

    private Slots() {}

    /** All of {@code count} slots. The caller owns the set. */
    public static BitSet all(int count) {
        BitSet slots = new BitSet(count);
        slots.set(0, count);
        return slots;
    }

    /** One slot. The caller owns the set. */
    public static BitSet one(int slot) {
        BitSet slots = new BitSet(slot + 1);
        slots.set(slot);
        return slots;
    }

    /** The slots of all keys between the bounds if they can be enumerated, else all. Keys that have no place have no rows. */
    public static BitSet enumerated(ShardingRule rule, int count, @Nullable List<Object> keys) {
        if (keys == null) {
            return all(count);
        }
        BitSet slots = new BitSet(count);
        for (Object key : keys) {
            try {
                slots.or(rule.locate(key));
            } catch (KeyNotPlaced e) {
                continue; // no row can have it
            }
        }
        return slots;
    }

    /** The whole numbers or days between the bounds; null where they are more than {@link #ENUMERATED} or of another type. */
    public static @Nullable List<Object> keysBetween(
            @Nullable Object low, boolean lowInclusive, @Nullable Object high, boolean highInclusive) {
        if (low instanceof LocalDate from && high instanceof LocalDate to) {
            return days(lowInclusive ? from : from.plusDays(1), highInclusive ? to : to.minusDays(1));
        }
        BigInteger from = whole(low);
        BigInteger to = whole(high);
        if (from == null || to == null) {
            return null;
        }
        return numbers(
                lowInclusive ? from : from.add(BigInteger.ONE), highInclusive ? to : to.subtract(BigInteger.ONE));
    }

    private static @Nullable List<Object> days(LocalDate from, LocalDate to) {
        if (to.toEpochDay() - from.toEpochDay() >= ENUMERATED) {
            return null;
        }
        List<Object> keys = new ArrayList<>();
        for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
            keys.add(day);
        }
        return keys;
    }

    private static @Nullable List<Object> numbers(BigInteger from, BigInteger to) {
        if (to.subtract(from).compareTo(BigInteger.valueOf(ENUMERATED)) >= 0) {
            return null;
        }
        List<Object> keys = new ArrayList<>();
        for (BigInteger key = from; key.compareTo(to) <= 0; key = key.add(BigInteger.ONE)) {
            keys.add(key.bitLength() < 64 ? (Object) key.longValue() : key);
        }
        return keys;
    }

    private static @Nullable BigInteger whole(@Nullable Object key) {
        return key instanceof Long number
                ? BigInteger.valueOf(number)
                : key instanceof BigInteger number ? number : null;
    }
}
