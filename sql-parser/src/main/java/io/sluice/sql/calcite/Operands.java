package io.sluice.sql.calcite;

import io.sluice.sql.Operand;
import io.sluice.sql.SqlValue;
import io.sluice.sql.calcite.grammar.CastNode;
import io.sluice.sql.calcite.grammar.CollateNode;
import io.sluice.sql.calcite.grammar.IntervalNode;
import io.sluice.sql.calcite.grammar.Operators;
import io.sluice.sql.calcite.grammar.StringsNode;
import io.sluice.sql.calcite.grammar.TemporalNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;

/** Constant expressions: literals of all forms, parameters, NULL, TRUE, FALSE and arithmetic of those. */
final class Operands {
    static final Operand UNKNOWN = new Operand.Unknown();
    private static final Operand NULL = new Operand.Constant(new SqlValue.Null());
    private static final Operand TRUE = new Operand.Constant(SqlValue.Whole.of(1));
    private static final Operand FALSE = new Operand.Constant(SqlValue.Whole.of(0));

    private Operands() {}

    /** Unknown where {@code node} is not constant. */
    static Operand of(SqlNode node) {
        if (node instanceof SqlDynamicParam slot) {
            return new Operand.Slot(slot.getIndex());
        } else if (node instanceof SqlLiteral literal) {
            Object value = literal.getValue();
            return value == null ? NULL : Boolean.TRUE.equals(value) ? TRUE : FALSE;
        } else if (node instanceof SqlBasicCall call) {
            return arithmetic(Operators.name(call.getOperator()), call.getOperandList());
        }
        return literal(node);
    }

    /** Literals of more than one token. */
    private static Operand literal(SqlNode node) {
        if (node instanceof StringsNode strings) {
            List<Integer> slots = new ArrayList<>();
            for (SqlNode part : strings.parts) {
                slots.add(((SqlDynamicParam) part).getIndex());
            }
            return new Operand.Strings(slots, strings.plain);
        } else if (node instanceof TemporalNode temporal) {
            return new Operand.Temporal(temporal.kind.toUpperCase(Locale.ROOT), of(temporal.literal));
        } else if (node instanceof CastNode cast) {
            Operand operand = of(cast.operand);
            return castable(operand) ? new Operand.Cast(operand, cast.unsigned) : UNKNOWN;
        } else if (node instanceof CollateNode collate) {
            Operand operand = of(collate.operand);
            return operand instanceof Operand.Slot || operand instanceof Operand.Strings
                    ? new Operand.Collated(operand, collate.collation.toLowerCase(Locale.ROOT))
                    : UNKNOWN;
        }
        return UNKNOWN;
    }

    /** A string behind an introducer may be digits in its bytes and not in its characters. */
    private static boolean castable(Operand operand) {
        return operand instanceof Operand.Slot
                || operand instanceof Operand.Constant
                || operand instanceof Operand.Negate
                || operand instanceof Operand.Arithmetic
                || operand instanceof Operand.Strings strings && strings.plain();
    }

    private static Operand arithmetic(String op, List<SqlNode> operands) {
        if (operands.size() == 2 && operands.get(1) instanceof IntervalNode interval) {
            return days(op, of(operands.get(0)), interval);
        }
        if (operands.stream().anyMatch(CastNode.class::isInstance)) {
            return UNKNOWN; // whether a negative result of unsigned numbers is an error depends on sql_mode
        }
        switch (op) {
            case "+", "-", "*", "/", "%", "DIV" -> {
                Operand left = of(operands.get(0));
                Operand right = left instanceof Operand.Unknown ? left : of(operands.get(1));
                return right instanceof Operand.Unknown
                        ? right
                        : new Operand.Arithmetic(op.equals("DIV") ? 'd' : op.charAt(0), left, right);
            }
            case "NEG" -> {
                Operand operand = of(operands.get(0));
                return operand instanceof Operand.Unknown ? operand : new Operand.Negate(operand);
            }
            case "PLUS" -> {
                return of(operands.get(0));
            }
            default -> {
                return UNKNOWN;
            }
        }
    }

    private static Operand days(String op, Operand date, IntervalNode interval) {
        Operand count = of(interval.count);
        boolean known =
                date instanceof Operand.Temporal temporal && temporal.kind().equals("DATE")
                        || date instanceof Operand.Days;
        return known && known(count) && interval.unit.equalsIgnoreCase("DAY") && (op.equals("+") || op.equals("-"))
                ? new Operand.Days(date, count, op.equals("-"))
                : UNKNOWN;
    }

    static boolean isNull(Operand operand) {
        return operand instanceof Operand.Constant constant && constant.value() instanceof SqlValue.Null;
    }

    static boolean known(Operand operand) {
        return !(operand instanceof Operand.Unknown);
    }
}
