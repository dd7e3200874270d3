package io.sluice.routing.keys;

import io.sluice.sql.Operand;
import io.sluice.sql.SqlValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Computes constant operands as MySQL does, where its answer is exact and the same under every sql_mode; everything else is
 * {@link SqlValue.Unreadable}, which routes to all slots. Pure; never throws.
 */
public final class Operands {
    private static final SqlValue UNREADABLE = new SqlValue.Unreadable();
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger UNSIGNED_MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private static final BigInteger MOST_DAYS = BigInteger.valueOf(100_000);

    private Operands() {}

    /**
     * The operand's value.
     *
     * @param slots gives the value of literal or {@code ?} number i of the statement
     */
    public static SqlValue fold(Operand operand, IntFunction<SqlValue> slots) {
        if (operand instanceof Operand.Slot slot) {
            return slots.apply(slot.index());
        }
        if (operand instanceof Operand.Constant constant) {
            return constant.value();
        }
        if (operand instanceof Operand.Negate negate) {
            return negate(fold(negate.operand(), slots));
        }
        if (operand instanceof Operand.Arithmetic sum) {
            return compute(sum.op(), fold(sum.left(), slots), fold(sum.right(), slots));
        }
        if (operand instanceof Operand.Cast cast) {
            return cast(fold(cast.operand(), slots), cast.unsigned());
        }
        if (operand instanceof Operand.Days days) {
            return days(fold(days.date(), slots), cast(fold(days.count(), slots), false), days.back());
        }
        return literal(operand, slots);
    }

    /** To SIGNED or UNSIGNED, where nothing is rounded, cut or wrapped around. */
    private static SqlValue cast(SqlValue value, boolean unsigned) {
        if (value instanceof SqlValue.Null) {
            return value;
        }
        BigInteger whole = value instanceof SqlValue.Whole number
                ? number.value()
                : value instanceof SqlValue.Text text && text.value().matches("-?[0-9]{1,18}")
                        ? new BigInteger(text.value())
                        : null;
        BigInteger low = unsigned ? BigInteger.ZERO : LONG_MIN;
        BigInteger high = unsigned ? UNSIGNED_MAX : LONG_MAX;
        return whole == null || whole.compareTo(low) < 0 || whole.compareTo(high) > 0
                ? UNREADABLE
                : new SqlValue.Whole(whole);
    }

    private static SqlValue days(SqlValue date, SqlValue count, boolean back) {
        if (!(date instanceof SqlValue.Temporal from
                && count instanceof SqlValue.Whole days
                && from.value().matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")
                && days.value().abs().compareTo(MOST_DAYS) <= 0)) {
            return UNREADABLE;
        }
        try {
            long offset = days.value().longValue();
            LocalDate then = LocalDate.parse(from.value()).plusDays(back ? -offset : offset);
            return then.getYear() < 1000 || then.getYear() > 9999 ? UNREADABLE : new SqlValue.Temporal(then.toString());
        } catch (DateTimeException e) {
            return UNREADABLE;
        }
    }

    /** Literals of several tokens. */
    private static SqlValue literal(Operand operand, IntFunction<SqlValue> slots) {
        if (operand instanceof Operand.Strings strings) {
            return strings.slots().size() == 1
                    ? slots.apply(strings.slots().get(0))
                    : joined(strings.slots().stream().map(slots::apply).toList(), strings.plain());
        }
        if (operand instanceof Operand.Temporal temporal) {
            boolean date = temporal.kind().equals("DATE") || temporal.kind().equals("TIMESTAMP");
            return date && fold(temporal.text(), slots) instanceof SqlValue.Text text
                    ? new SqlValue.Temporal(text.value())
                    : UNREADABLE;
        }
        if (operand instanceof Operand.Collated collated) {
            SqlValue value = fold(collated.operand(), slots);
            return value instanceof SqlValue.Text text
                    ? new SqlValue.Collated(text.value(), collated.collation())
                    : value instanceof SqlValue.Null ? value : UNREADABLE;
        }
        return UNREADABLE;
    }

    /** {@code 'a' 'b'}; behind an introducer only what every character set reads alike. */
    private static SqlValue joined(List<SqlValue> parts, boolean plain) {
        StringBuilder all = new StringBuilder();
        for (SqlValue part : parts) {
            if (!(part instanceof SqlValue.Text text)) {
                return UNREADABLE;
            }
            all.append(text.value());
        }
        boolean certain = plain || all.chars().allMatch(c -> c < 128);
        return certain ? new SqlValue.Text(all.toString()) : UNREADABLE;
    }

    private static SqlValue negate(SqlValue value) {
        if (value instanceof SqlValue.Whole whole) {
            BigInteger negated = whole.value().negate();
            return negated.compareTo(LONG_MIN) < 0 || negated.compareTo(LONG_MAX) > 0
                    ? UNREADABLE
                    : new SqlValue.Whole(negated);
        }
        if (value instanceof SqlValue.Decimal decimal) {
            return new SqlValue.Decimal(decimal.value().negate());
        }
        if (value instanceof SqlValue.Real real) {
            return new SqlValue.Real(-real.value());
        }
        return value instanceof SqlValue.Null ? value : UNREADABLE;
    }

    private static SqlValue compute(char op, SqlValue left, SqlValue right) {
        if (left instanceof SqlValue.Unreadable || right instanceof SqlValue.Unreadable) {
            return UNREADABLE;
        }
        if (left instanceof SqlValue.Null || right instanceof SqlValue.Null) {
            return new SqlValue.Null();
        }
        if (left instanceof SqlValue.Whole a && right instanceof SqlValue.Whole b) {
            return whole(op, a.value(), b.value());
        }
        if (exact(left) && exact(right)) {
            return decimal(op, number(left), number(right));
        }
        return UNREADABLE; // approximate: '7' + 1 is a double
    }

    private static SqlValue whole(char op, BigInteger a, BigInteger b) {
        boolean byZero = b.signum() == 0;
        return switch (op) {
            case '+' -> inRange(a.add(b), a, b);
            case '-' -> inRange(a.subtract(b), a, b);
            case '*' -> inRange(a.multiply(b), a, b);
            case '/' ->
                byZero || a.remainder(b).signum() != 0 ? UNREADABLE : new SqlValue.Decimal(new BigDecimal(a.divide(b)));
            case '%' -> byZero ? UNREADABLE : new SqlValue.Whole(a.remainder(b));
            case 'd' -> byZero ? UNREADABLE : inRange(a.divide(b), a, b);
            default -> UNREADABLE;
        };
    }

    /** BIGINT, unsigned where one side is; beyond it a server says "out of range". */
    private static SqlValue inRange(BigInteger result, BigInteger a, BigInteger b) {
        boolean unsigned = a.max(b).compareTo(LONG_MAX) > 0;
        BigInteger low = unsigned ? BigInteger.ZERO : LONG_MIN;
        BigInteger high = unsigned ? UNSIGNED_MAX : LONG_MAX;
        return result.compareTo(low) < 0 || result.compareTo(high) > 0 ? UNREADABLE : new SqlValue.Whole(result);
    }

    private static SqlValue decimal(char op, BigDecimal a, BigDecimal b) {
        return switch (op) {
            case '+' -> bounded(a.add(b));
            case '-' -> bounded(a.subtract(b));
            case '*' -> bounded(a.multiply(b));
            case '%' -> b.signum() == 0 ? UNREADABLE : bounded(a.remainder(b));
            default -> UNREADABLE;
        };
    }

    /** DECIMAL has 65 digits, 30 of them after the point; beyond them servers round. */
    private static SqlValue bounded(BigDecimal result) {
        return result.precision() > 65 || result.scale() > 30 ? UNREADABLE : new SqlValue.Decimal(result);
    }

    private static boolean exact(SqlValue value) {
        return value instanceof SqlValue.Whole || value instanceof SqlValue.Decimal;
    }

    private static BigDecimal number(SqlValue value) {
        return value instanceof SqlValue.Whole whole
                ? new BigDecimal(whole.value())
                : ((SqlValue.Decimal) value).value();
    }
}
