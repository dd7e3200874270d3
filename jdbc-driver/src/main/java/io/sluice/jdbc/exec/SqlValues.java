package io.sluice.jdbc.exec;

import io.sluice.sql.SqlValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
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
            return new SqlValue.Text(text);
        }
        if (object instanceof Character || object instanceof UUID || object instanceof Enum<?>) {
            return object instanceof Enum<?> ? new SqlValue.Unreadable() : new SqlValue.Text(object.toString());
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
            return new SqlValue.Real(((Number) object).doubleValue());
        }
        if (object instanceof byte[] bytes) {
            return new SqlValue.Bytes(bytes.clone());
        }
        return temporal(object);
    }

    private static SqlValue temporal(Object object) {
        if (object instanceof java.sql.Date date) {
            return new SqlValue.Temporal(date.toLocalDate().toString());
        }
        if (object instanceof LocalDate date) {
            return new SqlValue.Temporal(date.toString());
        }
        if (object instanceof LocalDateTime time) {
            return new SqlValue.Temporal(format(time));
        }
        // Instants (Timestamp, OffsetDateTime, java.util.Date) depend on connectionTimeZone: not for us to guess.
        return new SqlValue.Unreadable();
    }

    private static String format(LocalDateTime time) {
        return (time.getNano() == 0 ? SECONDS : MICROS).format(time);
    }

    /** The bytes of a buffer as a binary string. */
    public static SqlValue bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return new SqlValue.Bytes(bytes);
    }
}
