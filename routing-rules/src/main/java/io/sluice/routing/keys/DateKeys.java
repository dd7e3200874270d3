package io.sluice.routing.keys;

import io.sluice.routing.schema.Column;
import io.sluice.sql.SqlValue;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keys of DATE and DATETIME columns; only spellings that no server and no sql_mode reads otherwise. */
final class DateKeys {
    private static final Pattern DASHES = Pattern.compile(
            "([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[ T]([0-9]{1,2}):([0-9]{1,2})(?::([0-9]{1,2})(?:\\.([0-9]{1,6}))?)?)?");
    private static final Pattern DIGITS =
            Pattern.compile("([0-9]{4})([0-9]{2})([0-9]{2})(?:([0-9]{2})([0-9]{2})([0-9]{2}))?");
    private static final Key NOT_A_DATE = new Key.NotProvable("it is not a date of the form 2026-01-31 [12:34:56]");

    private static final LocalDateTime FIRST_TIMESTAMP = LocalDateTime.of(1970, 1, 1, 0, 0);
    private static final LocalDateTime LAST_TIMESTAMP = LocalDateTime.of(2038, 1, 19, 3, 14, 7);

    private DateKeys() {}

    /** The key in a DATE column; what is stored loses its time of day. */
    static Key date(SqlValue value, Keys.Use use) {
        LocalDateTime time = read(value);
        if (time == null) {
            return NOT_A_DATE;
        }
        boolean whole =
                use == Keys.Use.STORE ? time.getNano() == 0 : time.toLocalTime().equals(LocalTime.MIDNIGHT);
        return whole
                ? new Key.Known(time.toLocalDate())
                : new Key.NotProvable("it has a time of day, the column has not");
    }

    /** The key in a DATETIME column. */
    static Key dateTime(SqlValue value, @Nullable Column column) {
        LocalDateTime time = read(value);
        if (time == null) {
            return NOT_A_DATE;
        }
        int digits = column == null ? 0 : column.scale();
        int unit = 1_000_000_000;
        for (int i = 0; i < digits; i++) {
            unit /= 10;
        }
        return time.getNano() % unit == 0
                ? new Key.Known(time)
                : new Key.NotProvable("a server would round its fraction of a second");
    }

    /** The key in a TIMESTAMP column: the point in time in UTC. */
    static Key timestamp(SqlValue value, @Nullable Column column, @Nullable ZoneOffset zone) {
        if (zone == null) {
            return new Key.NotProvable(
                    "a TIMESTAMP depends on the session's time zone; SET time_zone = '+00:00' or another fixed offset");
        }
        Key local = dateTime(value, column);
        if (!(local instanceof Key.Known known && known.value() instanceof LocalDateTime time)) {
            return local;
        }
        LocalDateTime utc = time.minusSeconds(zone.getTotalSeconds());
        return utc.isAfter(FIRST_TIMESTAMP) && utc.isBefore(LAST_TIMESTAMP)
                ? new Key.Known(utc)
                : new Key.NotProvable("it is out of a TIMESTAMP's range");
    }

    /** Date and time of a value, null where its spelling leaves a doubt or the date does not exist. */
    static @Nullable LocalDateTime read(SqlValue value) {
        String text = value instanceof SqlValue.Text t
                ? t.value()
                : value instanceof SqlValue.Temporal t
                        ? t.value()
                        : value instanceof SqlValue.Whole whole ? whole.value().toString() : "";
        Matcher matcher = DASHES.matcher(text);
        if (!(matcher.matches() && !(value instanceof SqlValue.Whole))) {
            matcher = DIGITS.matcher(text);
            if (!matcher.matches()) {
                return null;
            }
        }
        try {
            return LocalDateTime.of(
                    number(matcher, 1),
                    number(matcher, 2),
                    number(matcher, 3),
                    number(matcher, 4),
                    number(matcher, 5),
                    number(matcher, 6),
                    nanos(matcher));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int nanos(Matcher matcher) {
        String digits = matcher.groupCount() < 7 ? null : matcher.group(7);
        return digits == null ? 0 : Integer.parseInt((digits + "000000000").substring(0, 9));
    }

    private static int number(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
