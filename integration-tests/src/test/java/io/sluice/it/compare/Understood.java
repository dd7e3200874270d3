package io.sluice.it.compare;

import io.sluice.sql.Condition;
import io.sluice.sql.Expr;
import io.sluice.sql.Operand;
import io.sluice.sql.SqlValue;
import io.sluice.sql.lex.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the parser has understood, written out again as SQL in which nothing is left to precedence. */
final class Understood {
    private final Fingerprint fingerprint;

    Understood(Fingerprint fingerprint) {
        this.fingerprint = fingerprint;
    }

    /** The expression's own text with parentheses around every part of its tree. */
    String text(Expr expr) {
        String sql = fingerprint.text();
        int[] open = new int[sql.length() + 1];
        int[] close = new int[sql.length() + 1];
        mark(expr, open, close);
        StringBuilder out = new StringBuilder();
        for (int i = expr.span().start(); i <= expr.span().end(); i++) {
            out.append(")".repeat(close[i]));
            if (i < expr.span().end()) {
                out.append("(".repeat(open[i])).append(sql.charAt(i));
            }
        }
        return out.toString();
    }

    private static void mark(Expr expr, int[] open, int[] close) {
        List<Expr> parts = new ArrayList<>();
        if (expr instanceof Expr.Operation operation) {
            parts.addAll(operation.operands());
        } else if (expr instanceof Expr.Opaque opaque) {
            parts.addAll(opaque.children());
        } else if (!(expr instanceof Expr.Constant)) {
            return;
        }
        open[expr.span().start()]++;
        close[expr.span().end()]++;
        parts.forEach(part -> mark(part, open, close));
    }

    /** The condition; true where nothing is known. */
    String text(Condition condition) {
        if (condition instanceof Condition.And and) {
            return joined(and.parts(), " AND ");
        } else if (condition instanceof Condition.Or or) {
            return joined(or.parts(), " OR ");
        } else if (condition instanceof Condition.Equals equals) {
            return "(" + equals.column().name() + " = " + text(equals.value()) + ")";
        } else if (condition instanceof Condition.ColumnsEqual equal) {
            return "(" + equal.left().name() + " = " + equal.right().name() + ")";
        } else if (condition instanceof Condition.In in) {
            String values = in.values().stream().map(this::text).collect(Collectors.joining(", "));
            return "(" + in.column().name() + " IN (" + values + "))";
        } else if (condition instanceof Condition.Range range) {
            String column = range.column().name();
            String low =
                    range.low() == null ? "TRUE" : column + (range.lowInclusive() ? ">=" : ">") + text(range.low());
            String high =
                    range.high() == null ? "TRUE" : column + (range.highInclusive() ? "<=" : "<") + text(range.high());
            return "(" + low + " AND " + high + ")";
        }
        return condition instanceof Condition.Never ? "FALSE" : "TRUE";
    }

    private String joined(List<Condition> parts, String word) {
        return parts.stream().map(this::text).collect(Collectors.joining(word, "(", ")"));
    }

    private String text(Operand operand) {
        if (operand instanceof Operand.Slot slot) {
            return fingerprint.text().substring(fingerprint.slotStart(slot.index()), fingerprint.slotEnd(slot.index()));
        } else if (operand instanceof Operand.Negate negate) {
            return "(-(" + text(negate.operand()) + "))";
        } else if (operand instanceof Operand.Arithmetic sum) {
            String op = sum.op() == 'd' ? "DIV" : String.valueOf(sum.op());
            return "(" + text(sum.left()) + " " + op + " " + text(sum.right()) + ")";
        } else if (operand instanceof Operand.Collated collated) {
            return "(" + text(collated.operand()) + " COLLATE " + collated.collation() + ")";
        } else if (operand instanceof Operand.Constant constant && constant.value() instanceof SqlValue.Whole whole) {
            return whole.value().toString();
        } else if (operand instanceof Operand.Constant constant && constant.value() instanceof SqlValue.Null) {
            return "NULL";
        } else if (operand instanceof Operand.Cast cast) {
            return "CAST(" + text(cast.operand()) + (cast.unsigned() ? " AS UNSIGNED)" : " AS SIGNED)");
        }
        throw new IllegalArgumentException("not written out: " + operand);
    }
}
