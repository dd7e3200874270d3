package io.sluice.routing.keys;

import io.sluice.sql.SqlValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The numbers that values stand for beside a numeric column, where that is beyond doubt. */
final class Numerals {
    private static final Pattern NUMBER = Pattern.compile(
            "[ \\t\\n\\r]*([+-]?(?:[0-9]{1,40}(?:\\.[0-9]{0,40})?|\\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,2})?)[ ]*");

    /** What the servers' exact numbers hold; beyond it they round and cut. */
    private static final int MAX_DIGITS = 65;

    private static final int MAX_SCALE = 30;

    private Numerals() {}

    /** A whole number, an exact one with a point, or bits that are an unsigned number; null for anything else. */
    static @Nullable BigDecimal exact(SqlValue value) {
        if (value instanceof SqlValue.Whole whole) {
            return new BigDecimal(whole.value());
        }
        if (value instanceof SqlValue.Decimal decimal) {
            BigDecimal number = decimal.value();
            return number.precision() > MAX_DIGITS || number.scale() > MAX_SCALE ? null : number;
        }
        return value instanceof SqlValue.Bytes bytes && bytes.numeric() ? bits(bytes.value()) : null;
    }

    /** {@code 0x07}; null where it is longer than 64 bits. */
    private static @Nullable BigDecimal bits(byte[] bytes) {
        BigInteger number = new BigInteger(1, bytes);
        return number.bitLength() > 64 ? null : new BigDecimal(number);
    }

    /** The characters of a string; null for anything else. */
    static @Nullable String text(SqlValue value) {
        return value instanceof SqlValue.Text text
                ? text.value()
                : value instanceof SqlValue.Collated collated ? collated.value() : null;
    }

    /** The digits of a string that is plainly a number. */
    static @Nullable BigDecimal decimal(String text) {
        String digits = digits(text);
        return digits == null ? null : new BigDecimal(digits);
    }

    /**
     * The double that a string or an approximate number is; null where it is not plainly a number.
     *
     * <p>Servers read doubles as Java does: to the nearest one.
     */
    static @Nullable Double real(SqlValue value) {
        if (value instanceof SqlValue.Real real) {
            return Double.isFinite(real.value()) ? real.value() : null;
        }
        String text = text(value);
        String digits = text == null ? null : digits(text);
        return digits == null ? null : Double.valueOf(digits);
    }

    /** True for a string of digits alone, which servers convert to an integer where it meets an integer column. */
    static boolean whole(String text) {
        return text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0;
    }

    /** True for a number that is not written as a server would write it: {@code 07}, {@code 1e1}. */
    static boolean respelled(String text) {
        BigDecimal number = decimal(text);
        return number != null && !canonical(number).toPlainString().equals(text);
    }

    /** Long, or BigInteger where it does not fit. */
    static Object canonical(BigInteger value) {
        return value.bitLength() < 64 ? (Object) value.longValue() : value;
    }

    /** Without trailing zeros and without a negative scale: 100, not 1E+2. */
    static BigDecimal canonical(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    static boolean isWhole(BigDecimal number) {
        return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
    }

    private static @Nullable String digits(String text) {
        var matcher = NUMBER.matcher(text);
        return matcher.matches() ? matcher.group(1) : null;
    }
}
