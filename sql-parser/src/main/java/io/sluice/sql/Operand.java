package io.sluice.sql;

import java.util.List;

/** A side of a comparison as routing sees it. Immutable; the values of slots come with each execution. */
public sealed interface Operand {
    /** The literal or {@code ?} number {@code index} (0-based, in text order). */
    record Slot(int index) implements Operand {}

    /** A constant written without a literal token: {@code NULL}, {@code TRUE}, {@code FALSE}. */
    record Constant(SqlValue value) implements Operand {}

    /** {@code -operand}. */
    record Negate(Operand operand) implements Operand {}

    /**
     * {@code left op right}, folded when its values are known.
     *
     * @param op one of {@code + - * / % d}, where {@code d} is DIV
     */
    record Arithmetic(char op, Operand left, Operand right) implements Operand {}

    /**
     * One literal of several tokens: {@code 'a' 'b'}, {@code _utf8mb4 'a'}, {@code N'a'}.
     *
     * @param slots the literals, in text order, at least one
     * @param plain false behind an introducer or N: its character set may be another than the connection's
     */
    record Strings(List<Integer> slots, boolean plain) implements Operand {
        public Strings {
            slots = List.copyOf(slots);
        }
    }

    /**
     * {@code DATE '2026-01-31'}, {@code {ts '2026-01-31 10:00:00'}}.
     *
     * @param kind DATE, TIME or TIMESTAMP
     */
    record Temporal(String kind, Operand text) implements Operand {}

    /**
     * {@code 'a' COLLATE utf8mb4_bin}: compares under that collation, whatever the column's is.
     *
     * @param collation in lower case
     */
    record Collated(Operand operand, String collation) implements Operand {}

    /**
     * {@code CAST('5' AS SIGNED)}.
     *
     * @param unsigned AS UNSIGNED
     */
    record Cast(Operand operand, boolean unsigned) implements Operand {}

    /**
     * {@code DATE '2026-01-31' + INTERVAL 1 DAY}.
     *
     * @param back {@code - INTERVAL}
     */
    record Days(Operand date, Operand count, boolean back) implements Operand {}

    /** Not a constant, or not one we can compute: {@code NOW()}, a column, a subquery. */
    record Unknown() implements Operand {}
}
