package io.sluice.routing.rules;

/** The canonical Java type of a sharding key. */
public enum KeyType {
    /** {@link Long}; unsigned values above {@code Long.MAX_VALUE} are {@link java.math.BigInteger}. */
    WHOLE,
    /** {@link java.math.BigDecimal} without trailing zeros. */
    DECIMAL,
    /** {@link String}, folded so that strings equal under the column's collation are equal. */
    TEXT,
    /** {@link java.time.LocalDate}. */
    DATE,
    /** {@link java.time.LocalDateTime}. */
    DATETIME,
    /** Lower-case hex {@link String} of the bytes. */
    BYTES
}
