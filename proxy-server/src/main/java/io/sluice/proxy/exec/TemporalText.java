package io.sluice.proxy.exec;

import io.sluice.proxy.protocol.BinaryValue;
import io.sluice.proxy.protocol.ColumnType;
import java.util.Locale;

/** Dates and times between the binary protocol's form and the text protocol's. */
final class TemporalText {
    private TemporalText() {}

    /**
     * {@code 2026-01-31}, {@code 2026-01-31 10:00:00.250}, {@code -838:59:59}.
     *
     * @param value a DateTime or Time
     * @param decimals digits of fractional seconds, 0 to 6
     */
    static String of(BinaryValue value, int decimals) {
        if (value instanceof BinaryValue.Time time) {
            int hours = time.days() * 24 + time.hours();
            return (time.negative() ? "-" : "")
                    + String.format(Locale.ROOT, "%02d:%02d:%02d", hours, time.minutes(), time.seconds())
                    + fraction(time.micros(), decimals);
        }
        BinaryValue.DateTime at = (BinaryValue.DateTime) value;
        String date = String.format(Locale.ROOT, "%04d-%02d-%02d", at.year(), at.month(), at.day());
        if (at.type() == ColumnType.DATE) {
            return date;
        }
        return date
                + String.format(Locale.ROOT, " %02d:%02d:%02d", at.hour(), at.minute(), at.second())
                + fraction(at.micros(), decimals);
    }

    private static String fraction(int micros, int decimals) {
        if (decimals == 0) {
            return "";
        }
        return "." + String.format(Locale.ROOT, "%06d", micros).substring(0, Math.min(6, decimals));
    }

    /** Reads the text of a DATE, DATETIME, TIMESTAMP or TIME column as its binary value. */
    static BinaryValue parse(String text, int type) {
        return type == ColumnType.TIME ? time(text) : dateTime(text, type);
    }

    private static BinaryValue dateTime(String text, int type) {
        int[] at = new int[7];
        String[] halves = text.split(" ", 2);
        numbers(halves[0].split("-", -1), at, 0);
        if (halves.length == 2) {
            clock(halves[1], at, 3);
        }
        return new BinaryValue.DateTime(type, at[0], at[1], at[2], at[3], at[4], at[5], at[6]);
    }

    private static BinaryValue time(String text) {
        boolean negative = text.startsWith("-");
        int[] at = new int[4];
        clock(negative ? text.substring(1) : text, at, 0);
        return new BinaryValue.Time(negative, at[0] / 24, at[0] % 24, at[1], at[2], at[3]);
    }

    private static void clock(String text, int[] into, int from) {
        int point = text.indexOf('.');
        numbers((point < 0 ? text : text.substring(0, point)).split(":", -1), into, from);
        if (point >= 0) {
            into[from + 3] = Integer.parseInt((text.substring(point + 1) + "000000").substring(0, 6));
        }
    }

    private static void numbers(String[] parts, int[] into, int from) {
        for (int i = 0; i < parts.length; i++) {
            into[from + i] = Integer.parseInt(parts[i]);
        }
    }
}
