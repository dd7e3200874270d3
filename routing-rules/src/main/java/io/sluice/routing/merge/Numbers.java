package io.sluice.routing.merge;

import io.sluice.routing.RoutingError;
import io.sluice.sql.Operand;
import io.sluice.sql.SqlValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Constants of a merge as numbers: limits, and the constants of HAVING. */
final class Numbers {
    private static final Pattern LEADING = Pattern.compile("\\s*([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)");
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private Numbers() {}

    /** The rows of a LIMIT or OFFSET; more than a long holds is as good as all. */
    static long rows(Operand operand, IntFunction<SqlValue> slots) {
        SqlValue value = value(operand, slots);
        if (value instanceof SqlValue.Null) {
            return 0;
        }
        if (value instanceof SqlValue.Whole whole && whole.value().signum() >= 0) {
            return whole.value().min(MAX).longValue();
        }
        throw RoutingError.SYNTAX.with("LIMIT takes whole numbers, not less than 0");
    }

    /** {@link BigDecimal} where exact, {@link Double} where approximate (strings compare with numbers as such), null for NULL. */
    static @Nullable Number number(Operand operand, IntFunction<SqlValue> slots) {
        SqlValue value = value(operand, slots);
        if (value instanceof SqlValue.Null) {
            return null;
        }
        if (value instanceof SqlValue.Whole whole) {
            return new BigDecimal(whole.value());
        }
        if (value instanceof SqlValue.Decimal decimal) {
            return decimal.value();
        }
        if (value instanceof SqlValue.Real real) {
            return real.value();
        }
        if (value instanceof SqlValue.Text text) {
            Matcher matcher = LEADING.matcher(text.value());
            return matcher.lookingAt() ? Double.parseDouble(matcher.group(1)) : 0d;
        }
        throw RoutingError.NOT_UNDERSTOOD.with("HAVING", "a comparison with something other than a number");
    }

    private static SqlValue value(Operand operand, IntFunction<SqlValue> slots) {
        if (operand instanceof Operand.Slot slot) {
            return slots.apply(slot.index());
        }
        if (operand instanceof Operand.Constant constant) {
            return constant.value();
        }
        if (operand instanceof Operand.Negate negate) {
            return negated(number(negate.operand(), slots));
        }
        if (operand instanceof Operand.Arithmetic sum) {
            return computed(sum, number(sum.left(), slots), number(sum.right(), slots));
        }
        return new SqlValue.Unreadable();
    }

    private static SqlValue negated(@Nullable Number number) {
        if (number == null) {
            return new SqlValue.Null();
        }
        return number instanceof BigDecimal exact ? exact(exact.negate()) : new SqlValue.Real(-number.doubleValue());
    }

    private static SqlValue computed(Operand.Arithmetic sum, @Nullable Number left, @Nullable Number right) {
        if (left == null || right == null) {
            return new SqlValue.Null();
        }
        if (!(left instanceof BigDecimal a && right instanceof BigDecimal b)) {
            double x = left.doubleValue();
            double y = right.doubleValue();
            return switch (sum.op()) {
                case '+' -> new SqlValue.Real(x + y);
                case '-' -> new SqlValue.Real(x - y);
                case '*' -> new SqlValue.Real(x * y);
                case '/' -> y == 0 ? new SqlValue.Null() : new SqlValue.Real(x / y);
                default -> new SqlValue.Unreadable();
            };
        }
        boolean byZero = b.signum() == 0;
        return switch (sum.op()) {
            case '+' -> exact(a.add(b));
            case '-' -> exact(a.subtract(b));
            case '*' -> exact(a.multiply(b));
            // Four more digits than the dividend: div_precision_increment.
            case '/' -> byZero ? new SqlValue.Null() : exact(a.divide(b, a.scale() + 4, RoundingMode.HALF_UP));
            case '%' -> byZero ? new SqlValue.Null() : exact(a.remainder(b));
            case 'd' -> byZero ? new SqlValue.Null() : exact(a.divideToIntegralValue(b));
            default -> new SqlValue.Unreadable();
        };
    }

    private static SqlValue exact(BigDecimal value) {
        return value.scale() <= 0 ? new SqlValue.Whole(value.toBigInteger()) : new SqlValue.Decimal(value);
    }
}
