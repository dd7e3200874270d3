package io.sluice.routing.rules;

import java.util.BitSet;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Named keys. Texts are listed in lower case, whatever the column's collation: 'DE' and 'de' live together.
 *
 * @param slots slot by key
 * @param otherwise the slot of all other keys, -1 for none
 * @param count number of slots
 */
public record ListRule(Map<Object, Integer> slots, int otherwise, int count) implements ShardingRule {
    public ListRule {
        slots = Map.copyOf(slots);
    }

    /** The form in which a key is listed. */
    public static Object listed(Object key) {
        return key instanceof String text ? text.toLowerCase(Locale.ROOT) : key;
    }

    @Override
    public BitSet locate(Object key) {
        int slot = slots.getOrDefault(listed(key), otherwise);
        if (slot < 0) {
            throw new KeyNotPlaced("the key is not in the list");
        }
        return Slots.one(slot);
    }

    @Override
    public BitSet locateRange(
            @Nullable Object low, boolean lowInclusive, @Nullable Object high, boolean highInclusive) {
        BitSet found = otherwise < 0 ? new BitSet(count) : Slots.one(otherwise);
        slots.forEach((key, slot) -> {
            if (key instanceof String || within(key, low, lowInclusive, high, highInclusive)) {
                found.set(slot);
            }
        });
        return found;
    }

    private static boolean within(
            Object key, @Nullable Object low, boolean lowInclusive, @Nullable Object high, boolean highInclusive) {
        return (low == null || KeyOrder.compare(low, key) < (lowInclusive ? 1 : 0))
                && (high == null || KeyOrder.compare(key, high) < (highInclusive ? 1 : 0));
    }
}
