package io.sluice.routing.rules;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides in which slots rows may live; the one extension point of sharding. Slots are indices into the list of all slots of
 * the table ({@link TableRule.Sharded#slots()}). Implementations are immutable, deterministic, fast (well under a microsecond)
 * and safe for use by many threads.
 *
 * <p>Keys come in the canonical Java type of {@link KeyType}: two keys that MySQL calls equal in that column are equal here.
 */
public interface ShardingRule {
    /**
     * The slots in which rows with this key may live; exactly one where this rule alone decides.
     *
     * @throws KeyNotPlaced where the rule has no place for this key (MySQL's error 1526)
     */
    BitSet locate(Object key);

    /** The slots in which rows with keys between the bounds may live (null is open). May be too many, never too few. */
    BitSet locateRange(@Nullable Object low, boolean lowInclusive, @Nullable Object high, boolean highInclusive);
}
