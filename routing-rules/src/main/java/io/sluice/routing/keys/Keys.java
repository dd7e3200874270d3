package io.sluice.routing.keys;

import io.sluice.routing.rules.KeyType;
import io.sluice.routing.schema.Column;
import io.sluice.sql.SqlValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Makes canonical keys of values. Pure; never throws. How the planner and router use it:
 *
 * <pre>
 * SqlValue value = Operands.fold(condition.value(), slots);
 * switch (Keys.compared(value, column, level.type())) {          // WHERE user_id = value
 *     case Key.Known known    → level.rule().locate(known.value());
 *     case Key.Null n, Key.NeverEqual n → the condition never holds
 *     case Key.NotProvable p  → all slots for a read; RoutingError.KEY_NOT_PROVABLE for a write that needs one slot
 * }
 * Keys.stored(…)  the same for INSERT values;   Keys.range(…)  for &lt;, &gt;, BETWEEN
 * </pre>
 *
 * The column is the physical column ({@code schema.table(slot.shard(), slot.table()).column(level.column())}), or null where the
 * schema is not known; then only what is the same for every sensible column type is provable.
 *
 * <p>INVARIANT: values that MySQL calls equal in the column never have two different keys, with or without a known column.
 * (Unequal values may share a key: that costs nothing.) Otherwise rows would be looked for where they do not live.
 *
 * <p>Source: MySQL manual, "Type Conversion in Expression Evaluation", "Comparison of ... constants to the column's type".
 */
public final class Keys {
    /** What the value is used for. */
    enum Use {
        /** Compared with the column. */
        COMPARE,
        /** Compared with the column beside values of other types, or in a row: servers convert it less kindly. */
        COMPARE_LOOSELY,
        /** Stored in the column. */
        STORE
    }

    private Keys() {}

    /** The key of a value in {@code column = value}, and in {@code column IN (…)} beside others of its type. */
    public static Key compared(SqlValue value, @Nullable Column column, KeyType type) {
        return compared(value, column, type, Surroundings.USUAL);
    }

    /** The same in a session with other settings. */
    public static Key compared(SqlValue value, @Nullable Column column, KeyType type, Surroundings session) {
        return key(value, column, type, Use.COMPARE, session);
    }

    /** The key of a value in {@code (a, column) = (1, value)}, and in {@code column IN (…)} beside values of other types. */
    public static Key comparedLoosely(SqlValue value, @Nullable Column column, KeyType type, Surroundings session) {
        return key(value, column, type, Use.COMPARE_LOOSELY, session);
    }

    /** The key of a value that an INSERT stores in the column. */
    public static Key stored(SqlValue value, @Nullable Column column, KeyType type) {
        return stored(value, column, type, Surroundings.USUAL);
    }

    /** The same in a session with other settings. */
    public static Key stored(SqlValue value, @Nullable Column column, KeyType type, Surroundings session) {
        return key(value, column, type, Use.STORE, session);
    }

    /**
     * The keys between two values; null is open.
     *
     * @param low the value left out of the statement is null, an SQL NULL is {@link SqlValue.Null}
     */
    public static KeyRange range(
            @Nullable SqlValue low,
            boolean lowInclusive,
            @Nullable SqlValue high,
            boolean highInclusive,
            @Nullable Column column,
            KeyType type) {
        if (low instanceof SqlValue.Null || high instanceof SqlValue.Null) {
            return KeyRange.NEVER;
        }
        if (Bounds.ambiguous(low, high, column, type)) {
            return KeyRange.ALL;
        }
        boolean approximate = Bounds.approximate(low) || Bounds.approximate(high);
        Bounds.Bound from = Bounds.bound(low, column, type, new Bounds.End(lowInclusive, false, approximate));
        Bounds.Bound to = Bounds.bound(high, column, type, new Bounds.End(highInclusive, true, approximate));
        return new KeyRange(from.key(), from.inclusive(), to.key(), to.inclusive(), false);
    }

    private static Key key(SqlValue value, @Nullable Column column, KeyType type, Use use, Surroundings session) {
        if (value instanceof SqlValue.Null) {
            return new Key.Null();
        }
        if (value instanceof SqlValue.Unreadable) {
            return new Key.NotProvable("its value is not a constant");
        }
        String text = Numerals.text(value);
        if (text != null && !session.carries(text)) {
            return new Key.NotProvable("its characters depend on the connection's character set; use utf8mb4");
        }
        Key inColumn =
                switch (ColumnKind.of(column, type)) {
                    case WHOLE -> NumberKeys.whole(value, column, use);
                    case DECIMAL -> NumberKeys.decimal(value, column, use);
                    case TEXT -> textColumn(value, column, type, use);
                    case DATE -> DateKeys.date(value, use);
                    case DATETIME -> DateKeys.dateTime(value, column);
                    case BYTES -> ByteKeys.bytes(value, column, use, session.utf8());
                    case YEAR -> YearKeys.year(value, use);
                    case BIT -> NumberKeys.bit(value, column, use);
                    case ENUM -> EnumKeys.label(value, column, use);
                    case TIMESTAMP -> DateKeys.timestamp(value, column, session.zone());
                    case UNPROVABLE ->
                        new Key.NotProvable("a column of type " + (column == null ? "?" : column.type())
                                + " compares in ways only a server knows");
                };
        return inColumn instanceof Key.Known known ? convert(known.value(), type) : inColumn;
    }

    /** A character column under a rule for numbers is placed by the number its text spells. */
    private static Key textColumn(SqlValue value, @Nullable Column column, KeyType type, Use use) {
        if (type != KeyType.WHOLE && type != KeyType.DECIMAL) {
            return TextKeys.text(value, column, use);
        }
        boolean cut = use == Use.STORE && value instanceof SqlValue.Text;
        SqlValue spelled = cut ? new SqlValue.Text(TextKeys.cut(((SqlValue.Text) value).value(), column)) : value;
        return NumberKeys.spelled(spelled, type, use);
    }

    private static Key convert(Object value, KeyType type) {
        Object converted =
                switch (type) {
                    case WHOLE -> wholeOf(value);
                    case DECIMAL -> decimalOf(value);
                    case TEXT -> textOf(value);
                    case DATE ->
                        value instanceof LocalDateTime time
                                ? time.toLocalDate()
                                : value instanceof LocalDate ? value : null;
                    case DATETIME ->
                        value instanceof LocalDate date
                                ? date.atStartOfDay()
                                : value instanceof LocalDateTime ? value : null;
                    case BYTES -> value instanceof ByteKeys.Hex hex ? hex.digits() : null;
                };
        return converted == null
                ? new Key.NotProvable("the column's type does not fit the rule's " + type)
                : new Key.Known(converted);
    }

    private static @Nullable Object wholeOf(Object value) {
        if (value instanceof BigDecimal decimal) {
            return Numerals.isWhole(decimal) ? Numerals.canonical(decimal.toBigInteger()) : null;
        }
        return value instanceof Long || value instanceof BigInteger ? value : null;
    }

    private static @Nullable Object decimalOf(Object value) {
        if (value instanceof Long number) {
            return Numerals.canonical(BigDecimal.valueOf(number));
        }
        if (value instanceof BigInteger number) {
            return Numerals.canonical(new BigDecimal(number));
        }
        return value instanceof BigDecimal ? value : null;
    }

    private static @Nullable Object textOf(Object value) {
        return value instanceof BigDecimal decimal
                ? decimal.toPlainString()
                : value instanceof ByteKeys.Hex hex ? hex.digits() : value.toString();
    }
}
