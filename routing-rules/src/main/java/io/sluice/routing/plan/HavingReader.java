package io.sluice.routing.plan;

import io.sluice.routing.merge.Merge.RowCondition;
import io.sluice.sql.Expr;
import io.sluice.sql.Operand;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.lex.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Turns a HAVING over whole groups into a condition that is evaluated here. */
final class HavingReader {
    private static final Map<String, String> MIRRORED =
            Map.of("=", "=", "<>", "<>", "<", ">", ">", "<", "<=", ">=", ">=", "<=");

    private final Fingerprint fingerprint;
    private final ToIntFunction<Expr> columns;

    /** @param columns the column that has the value of an expression; throws where it cannot be had */
    HavingReader(Fingerprint fingerprint, ToIntFunction<Expr> columns) {
        this.fingerprint = fingerprint;
        this.columns = columns;
    }

    RowCondition read(Expr expr) {
        if (!(expr instanceof Expr.Operation operation)) {
            throw refuse(expr);
        }
        List<Expr> operands = operation.operands();
        return switch (operation.op()) {
            case "AND" -> new RowCondition.And(operands.stream().map(this::read).toList());
            case "OR" -> new RowCondition.Or(operands.stream().map(this::read).toList());
            case "NOT" -> new RowCondition.Not(read(operands.get(0)));
            case "IS NULL" -> new RowCondition.IsNull(columns.applyAsInt(operands.get(0)), false);
            case "IS NOT NULL" -> new RowCondition.IsNull(columns.applyAsInt(operands.get(0)), true);
            case "=", "<>", "<", "<=", ">", ">=" -> compare(operation.op(), operands.get(0), operands.get(1));
            case "BETWEEN" -> between(operands);
            case "NOT BETWEEN" -> new RowCondition.Not(between(operands));
            case "IN" -> in(operands);
            case "NOT IN" -> new RowCondition.Not(in(operands));
            default -> throw refuse(expr);
        };
    }

    private RowCondition between(List<Expr> operands) {
        return new RowCondition.And(List.of(
                compare(">=", operands.get(0), operands.get(1)), compare("<=", operands.get(0), operands.get(2))));
    }

    private RowCondition in(List<Expr> operands) {
        List<RowCondition> parts = new ArrayList<>();
        for (Expr item : operands.subList(1, operands.size())) {
            parts.add(compare("=", operands.get(0), item));
        }
        return new RowCondition.Or(parts);
    }

    private RowCondition compare(String op, Expr left, Expr right) {
        String mirrored = MIRRORED.get(op);
        if (left instanceof Expr.Constant constant && mirrored != null && !(right instanceof Expr.Constant)) {
            return new RowCondition.Compare(columns.applyAsInt(right), mirrored, number(constant));
        }
        if (right instanceof Expr.Constant constant) {
            return new RowCondition.Compare(columns.applyAsInt(left), op, number(constant));
        }
        return new RowCondition.CompareColumns(columns.applyAsInt(left), op, columns.applyAsInt(right));
    }

    /** Numbers only: a string is compared in another way. */
    private Operand number(Expr.Constant constant) {
        if (strings(constant.operand()) || divides(constant.operand())) {
            throw refuse(constant);
        }
        return constant.operand();
    }

    private boolean strings(Operand operand) {
        if (operand instanceof Operand.Slot slot) {
            Token token = fingerprint.slotToken(slot.index());
            return token != Token.NUMBER_INT
                    && token != Token.NUMBER_DECIMAL
                    && token != Token.NUMBER_FLOAT
                    && token != Token.PARAMETER;
        }
        boolean literal = operand instanceof Operand.Strings
                || operand instanceof Operand.Temporal
                || operand instanceof Operand.Collated
                || operand instanceof Operand.Cast
                || operand instanceof Operand.Days;
        return literal || operand instanceof Operand.Negate negate && strings(negate.operand());
    }

    /** A server compares with more digits of a quotient than it shows, and how many div_precision_increment says. */
    private static boolean divides(Operand operand) {
        if (operand instanceof Operand.Arithmetic sum) {
            return sum.op() == '/' || divides(sum.left()) || divides(sum.right());
        }
        return operand instanceof Operand.Negate negate && divides(negate.operand());
    }

    private io.sluice.routing.RoutingException refuse(Expr expr) {
        return SelectKeys.refuse(
                "HAVING " + expr.span().of(fingerprint.text()), "compare aggregates or numeric columns with numbers");
    }
}
