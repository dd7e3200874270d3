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

    /**
     * One end of a range.
     *
     * @param inclusive as written
     * @param high the upper end
     * @param approximate where one of both ends is an approximate number, servers compare with both as such
     */
    record End(boolean inclusive, boolean high, boolean approximate) {}

    static boolean approximate(@Nullable SqlValue value) {
        return value instanceof SqlValue.Text || value instanceof SqlValue.Real;
    }

    static Bound bound(@Nullable SqlValue value, @Nullable Column column, KeyType type, End end) {
        if (value == null || value instanceof SqlValue.Unreadable) {
            return OPEN;
        }
        return switch (ColumnKind.of(column, type)) {
            case WHOLE, DECIMAL -> number(value, type, end);
            case YEAR -> year(value, type, end);
            case DATE, DATETIME -> time(value, type, end.inclusive());
            case TEXT, ENUM, BYTES, BIT, TIMESTAMP, UNPROVABLE -> OPEN; // ordered by collation, not by key
        };
    }

    private static Bound year(SqlValue value, KeyType type, End end) {
        Long year = YearKeys.read(value);
        return year == null || type != KeyType.WHOLE ? OPEN : new Bound(year, end.inclusive());
    }

    private static Bound number(SqlValue value, KeyType type, End end) {
        BigDecimal written = value instanceof SqlValue.Real real && Double.isFinite(real.value())
                ? new BigDecimal(Double.toString(real.value()))
                : value instanceof SqlValue.Text text ? Numerals.decimal(text.value()) : Numerals.exact(value);
        BigDecimal number = end.approximate() ? modest(written) : written;
        if (number == null) {
            return OPEN;
        }
        if (type == KeyType.DECIMAL) {
            return new Bound(Numerals.canonical(number), end.inclusive());
        }
        if (type != KeyType.WHOLE) {
            return OPEN;
        }
        BigDecimal whole = number.setScale(0, end.high() ? RoundingMode.FLOOR : RoundingMode.CEILING);
        boolean rounded = whole.compareTo(number) != 0;
        return new Bound(Numerals.canonical(whole.toBigInteger()), rounded || end.inclusive());
    }

    /** Approximate numbers only where a double tells neighbours apart. */
    private static @Nullable BigDecimal modest(@Nullable BigDecimal number) {
        return number == null || number.precision() > 15 || number.abs().compareTo(BigDecimal.valueOf(1L << 49)) > 0
                ? null
                : number;
    }

    /** True for dates between numbers: a server may compare all three as numbers then, and take '2026-01-31' for 2026. */
    static boolean ambiguous(@Nullable SqlValue low, @Nullable SqlValue high, @Nullable Column column, KeyType type) {
        ColumnKind kind = ColumnKind.of(column, type);
        return (kind == ColumnKind.DATE || kind == ColumnKind.DATETIME) && (number(low) || number(high));
    }

    private static boolean number(@Nullable SqlValue value) {
        return value instanceof SqlValue.Whole
                || value instanceof SqlValue.Decimal
                || value instanceof SqlValue.Real
                || value instanceof SqlValue.Bytes;
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
