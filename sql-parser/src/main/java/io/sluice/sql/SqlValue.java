package io.sluice.sql;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The value of a literal or parameter as MySQL types it (manual, section "Literal Values"), before any column gives it
 * another type. Immutable, but {@link Bytes} does not copy its array: nobody writes to it.
 */
public sealed interface SqlValue {
    /** {@code NULL}. */
    record Null() implements SqlValue {}

    /** A whole number: {@code 7}, {@code -3}, {@code TRUE}. */
    record Whole(BigInteger value) implements SqlValue {
        public static Whole of(long value) {
            return new Whole(BigInteger.valueOf(value));
        }
    }

    /** An exact number with a point: {@code 1.50}. */
    record Decimal(BigDecimal value) implements SqlValue {}

    /** An approximate number: {@code 1e3}. */
    record Real(double value) implements SqlValue {}

    /** A character string, in the connection's character set. */
    record Text(String value) implements SqlValue {}

    /**
     * A character string that names its collation: {@code 'abc' COLLATE utf8mb4_bin}.
     *
     * @param collation in lower case
     */
    record Collated(String value, String collation) implements SqlValue {}

    /**
     * A binary string: {@code X'4D79'}, {@code 0x4D79}, {@code b'101'}, a BLOB parameter.
     *
     * @param numeric true where it is an unsigned number beside numbers: {@code 0x07} and {@code b'111'}, on MySQL {@code X'07'}
     *     too
     */
    record Bytes(byte[] value, boolean numeric) implements SqlValue {
        /** Never a number. */
        public Bytes(byte[] value) {
            this(value, false);
        }
    }

    /** A date, time or both, in MySQL's text form: {@code DATE '2026-01-31'}, a DATETIME parameter. */
    record Temporal(String value) implements SqlValue {}

    /** Has a value, but which is not known here (invalid literal, introducer not understood). */
    record Unreadable() implements SqlValue {}
}
