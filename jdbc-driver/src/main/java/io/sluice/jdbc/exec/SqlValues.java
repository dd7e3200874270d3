package io.sluice.jdbc.exec;

import io.sluice.sql.SqlValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** What routing may know of a Java object that an application binds. */
public final class SqlValues {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

    private SqlValues() {}

    /** The value as Connector/J would send it; {@link SqlValue.Unreadable} where that depends on its settings. */
    public static SqlValue of(@Nullable Object object) {
        if (object == null) {
            return new SqlValue.Null();
        }
        if (object instanceof Long || object instanceof Integer || object instanceof Short || object instanceof Byte) {
            return SqlValue.Whole.of(((Number) object).longValue());
        }
        if (object instanceof String text) {
            return new SqlValue.Text(sent(text));
        }
        if (object instanceof BigInteger whole) {
            return new SqlValue.Whole(whole);
        }
        if (object instanceof BigDecimal decimal) {
            return new SqlValue.Decimal(decimal);
        }
        if (object instanceof Boolean flag) {
            return SqlValue.Whole.of(flag ? 1 : 0);
        }
        if (object instanceof Double || object instanceof Float) {
            return real((Number) object);
        }
        if (object instanceof byte[] bytes) {
            return new SqlValue.Bytes(bytes.clone());
        }
        return temporal(object);
    }

    /** The text as it arrives at a server: Connector/J writes a question mark for half of a surrogate pair. */
    static String sent(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            }
        }
        return text;
    }

    /** A float goes out in its own few digits, which may be another number than its double. */
    private static SqlValue real(Number number) {
        double value = number.doubleValue();
        return value == Double.parseDouble(number.toString()) ? new SqlValue.Real(value) : new SqlValue.Unreadable();
    }

    private static SqlValue temporal(Object object) {
        if (object instanceof java.sql.Date date) {
            return date(date.toLocalDate());
        }
        if (object instanceof LocalDate date) {
            return date(date);
        }
        // Instants (Timestamp, OffsetDateTime, java.util.Date) depend on connectionTimeZone: see instant.
        return object instanceof LocalDateTime time ? dateTime(time) : new SqlValue.Unreadable();
    }

    /**
     * The value of a point in time that Connector/J sends as a local time.
     *
     * @param zone of that local time
     * @return {@link SqlValue.Unreadable} for a type that is no point in time
     */
    public static SqlValue instant(Object object, ZoneId zone) {
        if (object instanceof OffsetDateTime time) {
            return dateTime(LocalDateTime.ofInstant(time.toInstant(), zone));
        }
        if (object instanceof ZonedDateTime time) {
            return dateTime(LocalDateTime.ofInstant(time.toInstant(), zone));
        }
        if (object instanceof Timestamp time) {
            return dateTime(LocalDateTime.ofInstant(time.toInstant(), zone));
        }
        return object instanceof java.util.Date date && date.getClass() == java.util.Date.class
                ? dateTime(LocalDateTime.ofInstant(date.toInstant(), zone))
                : new SqlValue.Unreadable();
    }

    /** A {@link java.sql.Date} as its day in {@code zone}. */
    public static SqlValue date(java.sql.Date date, ZoneId zone) {
        return date(LocalDate.ofInstant(java.time.Instant.ofEpochMilli(date.getTime()), zone));
    }

    private static SqlValue date(LocalDate date) {
        return plain(date) ? new SqlValue.Temporal(date.toString()) : new SqlValue.Unreadable();
    }

    /** Connector/J rounds or cuts what is finer than a microsecond. */
    private static SqlValue dateTime(LocalDateTime time) {
        return plain(time.toLocalDate()) && time.getNano() % 1000 == 0
                ? new SqlValue.Temporal((time.getNano() == 0 ? SECONDS : MICROS).format(time))
                : new SqlValue.Unreadable();
    }

    /** Four digits, and no day that calendars count in two ways. */
    private static boolean plain(LocalDate date) {
        return date.getYear() >= 1600 && date.getYear() <= 9999;
    }

    /** The bytes of a buffer as a binary string. */
    public static SqlValue bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return new SqlValue.Bytes(bytes);
    }
}
