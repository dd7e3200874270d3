package io.sluice.routing.keys;

import io.sluice.sql.SqlValue;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Keys of YEAR columns: four digits are the year; one or two digits mean 1970 to 2069 (manual, "The YEAR Type"). */
final class YearKeys {
    private static final long FIRST = 1901;
    private static final long LAST = 2155;

    private YearKeys() {}

    static Key year(SqlValue value, Keys.Use use) {
        Long year = read(value);
        if (year != null) {
            return new Key.Known(year);
        }
        Long digits = use == Keys.Use.STORE ? whole(value) : null;
        if (digits == null || digits < 1 || digits > 99) {
            return new Key.NotProvable("it is not a year from " + FIRST + " to " + LAST);
        }
        return new Key.Known(digits < 70 ? 2000 + digits : 1900 + digits);
    }

    /** A year of four digits; null for anything else. */
    static @Nullable Long read(SqlValue value) {
        Long year = whole(value);
        return year != null && year >= FIRST && year <= LAST ? year : null;
    }

    private static @Nullable Long whole(SqlValue value) {
        if (value instanceof SqlValue.Text text) {
            return text.value().matches("[0-9]{1,2}|[0-9]{4}") ? Long.valueOf(text.value()) : null;
        }
        BigDecimal number = value instanceof SqlValue.Whole ? Numerals.exact(value) : null;
        return number == null || number.precision() > 4 ? null : number.longValueExact();
    }
}
