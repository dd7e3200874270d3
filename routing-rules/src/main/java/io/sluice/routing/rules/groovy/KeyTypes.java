package io.sluice.routing.rules.groovy;

import io.sluice.routing.rules.KeyType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** The Java types in which rules may ask for keys. */
final class KeyTypes {
    static final String KNOWN = "long, String, BigDecimal, LocalDate, LocalDateTime, byte[]";

    private KeyTypes() {}

    static @Nullable KeyType of(Class<?> type) {
        if (type == long.class
                || type == Long.class
                || type == int.class
                || type == Integer.class
                || type == BigInteger.class) {
            return KeyType.WHOLE;
        }
        if (type == String.class) {
            return KeyType.TEXT;
        }
        if (type == BigDecimal.class) {
            return KeyType.DECIMAL;
        }
        if (type == LocalDate.class) {
            return KeyType.DATE;
        }
        if (type == LocalDateTime.class) {
            return KeyType.DATETIME;
        }
        return type == byte[].class ? KeyType.BYTES : null;
    }
}
