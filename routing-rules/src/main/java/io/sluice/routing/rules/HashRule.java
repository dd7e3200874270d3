package io.sluice.routing.rules;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Any key by a hash that never changes between versions: of virtual buckets, which lie on the slots in turn.
 *
 * <p>INVARIANT: {@link #hash} is data: stored rows lie where it says.
 *
 * @param buckets how many, at least {@code slots}
 * @param slots how many, at least 1
 */
public record HashRule(int buckets, int slots) implements ShardingRule {
    @Override
    public BitSet locate(Object key) {
        int bucket = (int) Long.remainderUnsigned(hash(key), buckets);
        return Slots.one(bucket % slots);
    }

    @Override
    public BitSet locateRange(
            @Nullable Object low, boolean lowInclusive, @Nullable Object high, boolean highInclusive) {
        return Slots.enumerated(this, slots, Slots.keysBetween(low, lowInclusive, high, highInclusive));
    }

    /** 64 bits of any canonical key. */
    static long hash(Object key) {
        if (key instanceof Long number) {
            return mix(number);
        }
        String text = key instanceof BigDecimal decimal ? decimal.toPlainString() : key.toString();
        long hash = 0xcbf29ce484222325L; // FNV-1a
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return mix(hash);
    }

    /** The finalizer of MurmurHash3. */
    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 33)) * 0xff51afd7ed558ccdL;
        z = (z ^ (z >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return z ^ (z >>> 33);
    }
}
