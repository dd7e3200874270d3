package io.sluice.sql;

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

    /** Not a constant, or not one we can compute: {@code NOW()}, a column, a subquery. */
    record Unknown() implements Operand {}
}
