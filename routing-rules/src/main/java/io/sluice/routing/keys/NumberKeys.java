package io.sluice.routing.keys;

import io.sluice.routing.schema.Column;
import io.sluice.sql.SqlValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keys of exact numeric columns. */
final class NumberKeys {
    private static final Pattern NUMBER = Pattern.compile(
            "[ \\t\\n\\r]*([+-]?(?:[0-9]{1,40}(?:\\.[0-9]{0,40})?|\\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,2})?)[ ]*");

    /** A double tells any two decimals of so many digits apart. */
    private static final int DOUBLE_DIGITS = 15;

    private static final BigInteger DOUBLE_WHOLE = BigInteger.ONE.shiftLeft(53);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger UNSIGNED_MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private NumberKeys() {}

    /** The key in an integer column. */
    static Key whole(SqlValue value, @Nullable Column column, Keys.Use use) {
        if (value instanceof SqlValue.Whole whole) {
            return inRange(whole.value(), column, use);
        }
        BigDecimal number = exact(value);
        if (number == null) {
            return notANumber(value);
        }
        if (number.signum() != 0 && number.stripTrailingZeros().scale() > 0) {
            return use == Keys.Use.COMPARE && column != null
                    ? new Key.NeverEqual()
                    : new Key.NotProvable("a server would round its fraction");
        }
        BigInteger whole = number.toBigInteger();
        boolean exactly = value instanceof SqlValue.Decimal || plainDigits(value);
        if (!exactly && whole.abs().compareTo(DOUBLE_WHOLE) >= 0) {
            return new Key.NotProvable("an approximate number that large means several keys");
        }
        return inRange(whole, column, use);
    }

    /** The key in a DECIMAL column. */
    static Key decimal(SqlValue value, @Nullable Column column, Keys.Use use) {
        BigDecimal number = exact(value);
        if (number == null) {
            return notANumber(value);
        }
        BigDecimal key = canonical(number);
        if (column != null && key.scale() > column.scale()) {
            return use == Keys.Use.COMPARE
                    ? new Key.NeverEqual()
                    : new Key.NotProvable("a server would round it to " + column.scale() + " digits");
        }
        boolean approximate =
                value instanceof SqlValue.Real || (value instanceof SqlValue.Text && use == Keys.Use.COMPARE);
        if (approximate && (key.precision() > DOUBLE_DIGITS || column == null || column.length() > DOUBLE_DIGITS)) {
            return new Key.NotProvable("compared as an approximate number it means several keys");
        }
        return new Key.Known(key);
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

    /** The number a value stands for in MySQL, null where that is not beyond doubt. */
    static @Nullable BigDecimal exact(SqlValue value) {
        if (value instanceof SqlValue.Whole whole) {
            return new BigDecimal(whole.value());
        }
        if (value instanceof SqlValue.Decimal decimal) {
            return decimal.value();
        }
        if (value instanceof SqlValue.Real real) {
            return Double.isFinite(real.value()) ? new BigDecimal(Double.toString(real.value())) : null;
        }
        return value instanceof SqlValue.Text text ? number(text.value()) : null;
    }

    /** True for a number that is not written as a server would write it: {@code 07}, {@code 1e1}. */
    static boolean respelled(String text) {
        BigDecimal number = number(text);
        return number != null && !canonical(number).toPlainString().equals(text);
    }

    private static @Nullable BigDecimal number(String text) {
        var matcher = NUMBER.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        String digits = matcher.group(1);
        return digits == null ? null : new BigDecimal(digits);
    }

    /** Servers convert a string of digits that meets an integer column to an integer, not to a double. */
    private static boolean plainDigits(SqlValue value) {
        return value instanceof SqlValue.Text text
                && text.value().indexOf('e') < 0
                && text.value().indexOf('E') < 0;
    }

    private static Key inRange(BigInteger value, @Nullable Column column, Keys.Use use) {
        BigInteger low = column == null ? LONG_MIN : low(column);
        BigInteger high = column == null ? UNSIGNED_MAX : high(column);
        if (value.compareTo(low) >= 0 && value.compareTo(high) <= 0) {
            return new Key.Known(canonical(value));
        }
        return use == Keys.Use.COMPARE && column != null
                ? new Key.NeverEqual()
                : new Key.NotProvable("it is out of the column's range");
    }

    private static BigInteger low(Column column) {
        return column.unsigned()
                ? BigInteger.ZERO
                : BigInteger.ONE.shiftLeft(bits(column) - 1).negate();
    }

    private static BigInteger high(Column column) {
        return BigInteger.ONE
                .shiftLeft(column.unsigned() ? bits(column) : bits(column) - 1)
                .subtract(BigInteger.ONE)
                .min(column.unsigned() ? UNSIGNED_MAX : LONG_MAX);
    }

    private static int bits(Column column) {
        return switch (column.type()) {
            case "tinyint" -> 8;
            case "smallint" -> 16;
            case "mediumint" -> 24;
            case "int", "integer" -> 32;
            default -> 64;
        };
    }

    private static Key notANumber(SqlValue value) {
        return new Key.NotProvable(
                value instanceof SqlValue.Bytes
                        ? "servers differ in what number a binary string is"
                        : "it is not plainly a number");
    }
}
