package io.sluice.routing.keys;

import org.jspecify.annotations.Nullable;

/**
 * Canonical bounds for {@link io.sluice.routing.rules.ShardingRule#locateRange}: at least the keys that the written range means.
 * Immutable.
 *
 * @param low null where open (or not provable)
 * @param high null where open (or not provable)
 * @param never true where no row can match: a bound is NULL
 */
public record KeyRange(
        @Nullable Object low, boolean lowInclusive, @Nullable Object high, boolean highInclusive, boolean never) {
    /** Every key. */
    public static final KeyRange ALL = new KeyRange(null, true, null, true, false);

    /** No key. */
    public static final KeyRange NEVER = new KeyRange(null, true, null, true, true);
}
