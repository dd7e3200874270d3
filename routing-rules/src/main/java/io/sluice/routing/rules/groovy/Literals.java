package io.sluice.routing.rules.groovy;

import groovy.lang.EmptyRange;
import groovy.lang.IntRange;
import groovy.lang.NumberRange;
import groovy.lang.Range;
import io.sluice.routing.rules.KeyType;
import io.sluice.routing.rules.RangesRule;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keys as a rules file writes them: {@code 7}, {@code 'DE'}, {@code '2026-01-31'}, {@code 0..<1_000}. */
final class Literals {
    private Literals() {}

    /** The canonical key of a literal. */
    static Object key(Object value, KeyType type) {
        try {
            return switch (type) {
                case WHOLE -> whole(value);
                case DECIMAL -> new BigDecimal(value.toString()).stripTrailingZeros();
                case TEXT, BYTES -> value.toString();
                case DATE -> LocalDate.parse(value.toString());
                case DATETIME -> dateTime(value.toString());
            };
        } catch (NumberFormatException | DateTimeException e) {
            throw new IllegalArgumentException("'" + value + "' is not a key of type " + type, e);
        }
    }

    private static Object whole(Object value) {
        BigInteger number = new BigInteger(value.toString());
        return number.bitLength() < 64 ? (Object) number.longValue() : number;
    }

    private static LocalDateTime dateTime(String text) {
        return text.length() == 10 ? LocalDate.parse(text).atStartOfDay() : LocalDateTime.parse(text.replace(' ', 'T'));
    }

    /** The members of a list, or the value alone. */
    static Stream<Object> items(Object value) {
        return value instanceof Collection<?> many ? many.stream().map(Object.class::cast) : Stream.of(value);
    }

    /** {@code 0..<1_000}, {@code 0..999}, {@code below(5)}, {@code ['2026-01-01', '2026-02-01']} (from, to below). */
    static RangesRule.Interval interval(Object range, KeyType type, int slot) {
        if (range instanceof EmptyRange<?>) {
            throw new IllegalArgumentException("a range is empty");
        }
        if (range instanceof IntRange || range instanceof NumberRange) {
            Range<?> numbers = (Range<?>) range;
            boolean open = range instanceof NumberRange number && !number.containsWithinBounds(number.getTo());
            BigInteger high = new BigInteger(numbers.getTo().toString());
            BigInteger below = open ? high : high.add(BigInteger.ONE);
            return new RangesRule.Interval(key(numbers.getFrom(), type), key(below, type), slot);
        }
        if (range instanceof List<?> ends && ends.size() == 2 && !(range instanceof Range<?>)) {
            return new RangesRule.Interval(end(ends.get(0), type), end(ends.get(1), type), slot);
        }
        throw new IllegalArgumentException(
                "write a range as 0..<1000, below(1000), from(1000) or ['2026-01-01', '2026-02-01'], not " + range);
    }

    private static @Nullable Object end(@Nullable Object value, KeyType type) {
        return value == null ? null : key(value, type);
    }
}
