package io.sluice.routing.merge;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** A DOUBLE as the servers print it: the fewest digits that read back as the same number, {@code 0.1}, {@code 1e20}. */
public final class MySqlDouble {
    /** {@link ColumnMeta#decimals} of a column whose digits are not fixed. */
    public static final int NOT_FIXED = 31;

    /** Whole numbers of more digits, and numbers with as many zeros behind the point, are written with an exponent. */
    private static final int MAX_POINT = 15;

    /** MySQL goes over to an exponent where the text would be longer; MariaDB does not mind. */
    private static final int MYSQL_WIDTH = 24;

    private MySqlDouble() {}

    /** The text of {@code value} as MariaDB prints it: {@link #format(double, int, boolean)}. */
    public static String format(double value, int decimals) {
        return format(value, decimals, true);
    }

    /**
     * The text of {@code value}.
     *
     * @param decimals digits after the point as the column's metadata says; {@link #NOT_FIXED} or more: as many as needed
     * @param mariaDb as MariaDB prints it, else as MySQL does; they differ in small numbers with many digits only
     */
    public static String format(double value, int decimals, boolean mariaDb) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return "0";
        }
        if (decimals < NOT_FIXED) {
            String text = new BigDecimal(value)
                    .setScale(decimals, RoundingMode.HALF_EVEN)
                    .toPlainString();
            return negativeZero(value) ? "-" + text : text;
        }
        if (value == 0) {
            return negativeZero(value) ? "-0" : "0";
        }
        BigDecimal shortest = shortest(Math.abs(value)).stripTrailingZeros();
        String digits = shortest.unscaledValue().toString();
        int point = digits.length() - shortest.scale();
        String sign = value < 0 ? "-" : "";
        boolean largeWhole = point > MAX_POINT && point >= digits.length();
        String plain = largeWhole || point < 1 - MAX_POINT ? null : sign + plain(digits, point);
        return plain == null || (!mariaDb && plain.length() > MYSQL_WIDTH) ? sign + withExponent(digits, point) : plain;
    }

    private static boolean negativeZero(double value) {
        return value == 0 && Double.doubleToRawLongBits(value) < 0;
    }

    /** Every decimal of up to 15 digits survives a (normal) double, 17 digits always read back. */
    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int precision = value < Double.MIN_NORMAL ? 1 : 15; precision < 17; precision++) {
            BigDecimal rounded = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return rounded;
            }
        }
        return exact.round(new MathContext(17, RoundingMode.HALF_EVEN));
    }

    private static String withExponent(String digits, int point) {
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        return digits.charAt(0) + fraction + "e" + (point - 1);
    }

    /** @param point how many of the digits stand before the point; zero or less: zeros follow the point */
    private static String plain(String digits, int point) {
        if (point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        if (point >= digits.length()) {
            return digits + "0".repeat(point - digits.length());
        }
        return digits.substring(0, point) + "." + digits.substring(point);
    }
}
