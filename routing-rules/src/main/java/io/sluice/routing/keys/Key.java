package io.sluice.routing.keys;

/** What a value means for one sharding key column. Immutable. */
public sealed interface Key {
    /**
     * {@code user_id = '7'}: the canonical key 7.
     *
     * @param value in the Java type of the {@link io.sluice.routing.rules.KeyType}
     */
    record Known(Object value) implements Key {}

    /** {@code user_id = NULL}: no comparison with it holds; no sharded row may store it. */
    record Null() implements Key {}

    /** {@code user_id = 7.5} on a BIGINT: no row can have this value. */
    record NeverEqual() implements Key {}

    /**
     * {@code user_id = 'abc'}: MySQL has an answer, but it cannot be proven here which rows it means. Reads scatter, writes are
     * refused.
     *
     * @param why half a sentence for the error
     */
    record NotProvable(String why) implements Key {}
}
