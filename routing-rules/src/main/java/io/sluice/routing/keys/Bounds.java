package io.sluice.routing.keys;

import io.sluice.routing.rules.KeyType;
import io.sluice.routing.schema.Column;
import io.sluice.sql.SqlValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** Ends of ranges: rounded outwards where the key is coarser than the value, open where nothing can be proven. */
final class Bounds {
    private static final Bound OPEN = new Bound(null, true);

    private Bounds() {}

    /** @param key null where open */
    record Bound(@Nullable Object key, boolean inclusive) {}

    static Bound bound(
            @Nullable SqlValue value, @Nullable Column column, KeyType type, boolean inclusive, boolean high) {
        if (value == null || value instanceof SqlValue.Unreadable) {
            return OPEN;
        }
        return switch (ColumnKind.of(column, type)) {
            case WHOLE, DECIMAL -> number(value, type, inclusive, high);
            case DATE, DATETIME -> time(value, type, inclusive);
            case TEXT, BYTES, UNPROVABLE -> OPEN; // they are ordered by collation, not by key
        };
    }

    private static Bound number(SqlValue value, KeyType type, boolean inclusive, boolean high) {
        BigDecimal number = value instanceof SqlValue.Text || value instanceof SqlValue.Real
                ? modest(NumberKeys.exact(value))
                : NumberKeys.exact(value);
        if (number == null) {
            return OPEN;
        }
        if (type == KeyType.DECIMAL) {
            return new Bound(NumberKeys.canonical(number), inclusive);
        }
        if (type != KeyType.WHOLE) {
            return OPEN;
        }
        BigDecimal whole = number.setScale(0, high ? RoundingMode.FLOOR : RoundingMode.CEILING);
        boolean rounded = whole.compareTo(number) != 0;
        return new Bound(NumberKeys.canonical(whole.toBigInteger()), rounded || inclusive);
    }

    /** Approximate numbers only where a double tells neighbours apart. */
    private static @Nullable BigDecimal modest(@Nullable BigDecimal number) {
        return number == null || number.precision() > 15 || number.abs().compareTo(BigDecimal.valueOf(1L << 49)) > 0
                ? null
                : number;
    }

    private static Bound time(SqlValue value, KeyType type, boolean inclusive) {
        LocalDateTime time = DateKeys.read(value);
        if (time == null) {
            return OPEN;
        }
        return switch (type) {
            case DATE -> new Bound(time.toLocalDate(), true);
            case DATETIME -> new Bound(time, inclusive);
            default -> OPEN;
        };
    }
}
