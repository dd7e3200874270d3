package io.sluice.proxy.protocol;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Between the two forms of a value: as the binary protocol and as the text protocol send it. */
public final class TextForm {
    /** "No fixed number of digits" in {@link ColumnDefinition#decimals}. */
    private static final int NOT_FIXED = 31;
    /** Significant digits of a FLOAT in text. */
    private static final int FLOAT_DIGITS = 6;
    /** Beyond so many places before or after the point the server writes an exponent. */
    private static final int PLAIN_PLACES = 15;

    private TextForm() {}

    /**
     * What the text protocol sends for a value of that column: zero-filled integers, fractions of seconds with the
     * column's number of digits, floats with the server's digits.
     *
     * @param value not NULL
     */
    public static byte[] of(BinaryValue value, ColumnDefinition column) {
        return value instanceof BinaryValue.Bytes bytes
                ? bytes.bytes()
                : string(value, column).getBytes(StandardCharsets.US_ASCII);
    }

    private static String string(BinaryValue value, ColumnDefinition column) {
        int decimals = column.decimals();
        if (value instanceof BinaryValue.Int number) {
            return integer(number, column);
        } else if (value instanceof BinaryValue.Real4 real) {
            return floating(new BigDecimal(real.value()).round(digits(FLOAT_DIGITS)), decimals);
        } else if (value instanceof BinaryValue.Real8 real) {
            // -0.0 is the one value BigDecimal cannot carry.
            return real.value() == 0 && 1 / real.value() < 0 && decimals >= NOT_FIXED
                    ? "-0"
                    : floating(new BigDecimal(Double.toString(real.value())), decimals);
        } else if (value instanceof BinaryValue.DateTime at) {
            String date = String.format(Locale.ROOT, "%04d-%02d-%02d", at.year(), at.month(), at.day());
            return at.type() == ColumnType.DATE
                    ? date
                    : date + " " + clock(at.hour(), at.minute(), at.second()) + fraction(at.micros(), decimals);
        } else if (value instanceof BinaryValue.Time time) {
            String clock = clock(time.days() * 24 + time.hours(), time.minutes(), time.seconds());
            return (time.negative() ? "-" : "") + clock + fraction(time.micros(), decimals);
        }
        throw new IllegalArgumentException("NULL has no text form");
    }

    private static String integer(BinaryValue.Int number, ColumnDefinition column) {
        String digits = number.unsigned() ? Long.toUnsignedString(number.value()) : Long.toString(number.value());
        boolean fill = (column.flags() & ColumnFlag.ZEROFILL) != 0;
        int width = column.type() == ColumnType.YEAR ? 4 : fill ? (int) column.length() : 0;
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    private static String clock(int hours, int minutes, int seconds) {
        return String.format(Locale.ROOT, "%02d:%02d:%02d", hours, minutes, seconds);
    }

    private static String fraction(int micros, int decimals) {
        if (decimals == 0 || decimals > 6) {
            return "";
        }
        return "." + String.format(Locale.ROOT, "%06d", micros).substring(0, decimals);
    }

    private static MathContext digits(int precision) {
        return new MathContext(precision, RoundingMode.HALF_EVEN);
    }

    /** The server's %g: the shortest digits, plain up to 15 places, an exponent beyond. */
    private static String floating(BigDecimal exact, int decimals) {
        if (decimals < NOT_FIXED) {
            return exact.setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
        }
        if (exact.signum() == 0) {
            return "0";
        }
        BigDecimal shortest = exact.stripTrailingZeros();
        String digits = shortest.unscaledValue().abs().toString();
        int point = digits.length() - shortest.scale();
        if (point > -PLAIN_PLACES && point <= PLAIN_PLACES) {
            return shortest.toPlainString();
        }
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return (exact.signum() < 0 ? "-" : "") + mantissa + "e" + (point - 1);
    }

    /**
     * A value in text form as a value of that column for a binary row.
     *
     * @param text not NULL
     * @throws IllegalArgumentException when it is not the text of such a value
     */
    public static BinaryValue parse(byte[] text, ColumnDefinition column) {
        int type = column.type();
        return switch (type) {
            case ColumnType.TINY,
                    ColumnType.SHORT,
                    ColumnType.YEAR,
                    ColumnType.LONG,
                    ColumnType.INT24,
                    ColumnType.LONGLONG -> {
                String digits = ascii(text);
                long bits = column.unsigned() ? Long.parseUnsignedLong(digits) : Long.parseLong(digits);
                yield new BinaryValue.Int(type, column.unsigned(), bits);
            }
            case ColumnType.FLOAT -> new BinaryValue.Real4(Float.parseFloat(ascii(text)));
            case ColumnType.DOUBLE -> new BinaryValue.Real8(Double.parseDouble(ascii(text)));
            case ColumnType.DATE, ColumnType.DATETIME, ColumnType.TIMESTAMP -> dateTime(ascii(text), type);
            case ColumnType.TIME -> time(ascii(text));
            default -> new BinaryValue.Bytes(type, text);
        };
    }

    private static String ascii(byte[] text) {
        return new String(text, StandardCharsets.US_ASCII);
    }

    private static BinaryValue dateTime(String text, int type) {
        String[] parts = text.split("[- :.]");
        if (parts.length != 3 && parts.length != 6 && parts.length != 7) {
            throw new IllegalArgumentException("not a date: " + text);
        }
        boolean time = parts.length > 3;
        return new BinaryValue.DateTime(
                type,
                Integer.parseInt(parts[0]),
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]),
                time ? Integer.parseInt(parts[3]) : 0,
                time ? Integer.parseInt(parts[4]) : 0,
                time ? Integer.parseInt(parts[5]) : 0,
                parts.length == 7 ? micros(parts[6]) : 0);
    }

    private static BinaryValue time(String text) {
        boolean negative = text.startsWith("-");
        String[] parts = (negative ? text.substring(1) : text).split("[:.]");
        if (parts.length != 3 && parts.length != 4) {
            throw new IllegalArgumentException("not a time: " + text);
        }
        int hours = Integer.parseInt(parts[0]);
        return new BinaryValue.Time(
                negative,
                hours / 24,
                hours % 24,
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]),
                parts.length == 4 ? micros(parts[3]) : 0);
    }

    private static int micros(String fraction) {
        return Integer.parseInt((fraction + "000000").substring(0, 6));
    }
}
