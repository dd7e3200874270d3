package io.sluice.routing.keys;

import io.sluice.routing.rules.KeyType;
import io.sluice.routing.schema.Column;
import io.sluice.sql.SqlValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Keys of exact numeric columns.
 *
 * <p>Where a column meets a string or an approximate number, both are compared as doubles. Only a string of digits alone that
 * stands by itself beside an integer column becomes an integer ("Comparison of … constants to the column's type").
 */
final class NumberKeys {
    /** A double tells any two decimals of so many digits apart. */
    private static final int DOUBLE_DIGITS = 15;

    /** From here on several whole numbers are one double. */
    private static final BigInteger DOUBLE_WHOLE = BigInteger.ONE.shiftLeft(53);

    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger UNSIGNED_MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    private static final Key SEVERAL = new Key.NotProvable("an approximate number that large means several keys");

    private NumberKeys() {}

    /** The key in an integer column. */
    static Key whole(SqlValue value, @Nullable Column column, Keys.Use use) {
        if (value instanceof SqlValue.Whole whole) {
            return inRange(whole.value(), column, use);
        }
        BigDecimal exact = Numerals.exact(value);
        if (exact != null) {
            boolean bits = value instanceof SqlValue.Bytes && use == Keys.Use.COMPARE_LOOSELY;
            return bits && large(exact.toBigInteger()) ? SEVERAL : rounded(exact, column, use);
        }
        String text = Numerals.text(value);
        Double real = Numerals.real(value);
        if (real == null) {
            return notANumber(value);
        }
        if (use == Keys.Use.STORE) {
            BigDecimal stored = text == null ? new BigDecimal(Math.rint(real)) : Numerals.decimal(text);
            return stored == null ? notANumber(value) : rounded(stored, column, use);
        }
        return text != null && Numerals.whole(text) ? digits(text, column, use) : compared(real, column, use);
    }

    private static Key digits(String text, @Nullable Column column, Keys.Use use) {
        BigInteger whole = new BigDecimal(text.strip()).toBigInteger();
        Key key = inRange(whole, column, use);
        // What does not fit into the column is compared as a double after all.
        return large(whole) && (use == Keys.Use.COMPARE_LOOSELY || key instanceof Key.NeverEqual) ? SEVERAL : key;
    }

    private static boolean large(BigInteger whole) {
        return whole.abs().compareTo(DOUBLE_WHOLE) >= 0;
    }

    private static Key compared(double real, @Nullable Column column, Keys.Use use) {
        return Math.abs(real) >= DOUBLE_WHOLE.doubleValue() ? SEVERAL : rounded(new BigDecimal(real), column, use);
    }

    private static Key rounded(BigDecimal number, @Nullable Column column, Keys.Use use) {
        if (Numerals.isWhole(number)) {
            return inRange(number.toBigInteger(), column, use);
        }
        if (column == null) {
            return new Key.NotProvable("a server would round its fraction");
        }
        return use == Keys.Use.STORE
                ? inRange(number.setScale(0, RoundingMode.HALF_UP).toBigInteger(), column, use)
                : new Key.NeverEqual();
    }

    /** The key in a DECIMAL column. */
    static Key decimal(SqlValue value, @Nullable Column column, Keys.Use use) {
        BigDecimal number = Numerals.exact(value);
        if (number == null) {
            String text = Numerals.text(value);
            Double real = Numerals.real(value);
            BigDecimal written =
                    text != null ? Numerals.decimal(text) : real == null ? null : new BigDecimal(Double.toString(real));
            if (written == null) {
                return notANumber(value);
            }
            number = Numerals.canonical(written);
            boolean stored = use == Keys.Use.STORE;
            boolean digits = number.precision() <= DOUBLE_DIGITS || (stored && text != null);
            if (!digits || column == null || (!stored && column.length() > DOUBLE_DIGITS)) {
                return new Key.NotProvable("compared as an approximate number it means several keys");
            }
        }
        BigDecimal key = Numerals.canonical(number);
        if (column != null && use == Keys.Use.STORE) {
            return new Key.Known(Numerals.canonical(clipped(key, column)));
        }
        return column != null && key.scale() > column.scale() ? new Key.NeverEqual() : new Key.Known(key);
    }

    /** What a server stores, unless it refuses the value. */
    private static BigDecimal clipped(BigDecimal number, Column column) {
        BigDecimal rounded = number.setScale(column.scale(), RoundingMode.HALF_UP);
        BigInteger digits = BigInteger.TEN.pow(column.length()).subtract(BigInteger.ONE);
        BigDecimal most = new BigDecimal(digits, column.scale());
        return rounded.min(most).max(column.unsigned() ? BigDecimal.ZERO : most.negate());
    }

    /** The key in a BIT column: strings are bits there, too, so only numbers count. */
    static Key bit(SqlValue value, @Nullable Column column, Keys.Use use) {
        BigDecimal number = Numerals.exact(value);
        if (number == null || !Numerals.isWhole(number) || column == null || column.length() == 0) {
            return new Key.NotProvable("beside a BIT column only whole numbers, 0x and b'' have one meaning");
        }
        BigInteger most = BigInteger.ONE.shiftLeft(column.length()).subtract(BigInteger.ONE);
        BigInteger whole = number.toBigInteger();
        if (whole.signum() >= 0 && whole.compareTo(most) <= 0) {
            return new Key.Known(Numerals.canonical(whole));
        }
        return use == Keys.Use.STORE ? new Key.NotProvable("it is out of the column's range") : new Key.NeverEqual();
    }

    /** A character column under a rule for numbers is placed by the number its text spells. */
    static Key spelled(SqlValue value, KeyType type, Keys.Use use) {
        boolean number = !(value instanceof SqlValue.Text);
        Key key = type == KeyType.WHOLE ? whole(value, null, use) : decimal(value, null, use);
        boolean large =
                key instanceof Key.Known known && new BigDecimal(known.value().toString()).precision() > DOUBLE_DIGITS;
        return number && large && use != Keys.Use.STORE ? SEVERAL : key;
    }

    private static Key inRange(BigInteger value, @Nullable Column column, Keys.Use use) {
        BigInteger low = column == null ? LONG_MIN : low(column);
        BigInteger high = column == null ? UNSIGNED_MAX : high(column);
        if (value.compareTo(low) >= 0 && value.compareTo(high) <= 0) {
            return new Key.Known(Numerals.canonical(value));
        }
        if (column == null) {
            return new Key.NotProvable("it is out of the column's range");
        }
        // A strict server refuses it, any other stores the nearest number.
        return use == Keys.Use.STORE
                ? new Key.Known(Numerals.canonical(value.max(low).min(high)))
                : new Key.NeverEqual();
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
