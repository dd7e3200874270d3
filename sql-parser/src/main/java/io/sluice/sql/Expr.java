package io.sluice.sql;

import io.sluice.sql.text.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression, as much as merging needs to know of it. Immutable. */
public sealed interface Expr {
    /** Where it stands in the text. */
    Span span();

    /** {@code o.user_id}. */
    record Column(Span span, ColumnRef ref) implements Expr {}

    /** {@code *} or {@code o.*}. */
    record Star(Span span, @Nullable String qualifier) implements Expr {}

    /** A literal, {@code ?}, NULL, or arithmetic of those. */
    record Constant(Span span, Operand operand) implements Expr {}

    /**
     * {@code SUM(DISTINCT total)}.
     *
     * @param function upper case: COUNT, SUM, AVG, MIN, MAX, GROUP_CONCAT, BIT_AND, STD, …
     * @param args empty for COUNT(*)
     * @param plain false where ORDER BY, SEPARATOR, LIMIT or OVER stand inside or behind
     * @param joining where ORDER BY or SEPARATOR stand inside, and nothing else of these; else null
     */
    record Aggregate(
            Span span, String function, boolean distinct, List<Expr> args, boolean plain, @Nullable Joining joining)
            implements Expr {
        public Aggregate {
            args = List.copyOf(args);
        }
    }

    /**
     * {@code GROUP_CONCAT(… ORDER BY id DESC SEPARATOR '; ')}.
     *
     * @param orderBy empty where there is none
     * @param separator null where there is none
     */
    record Joining(List<OrderItem> orderBy, @Nullable Constant separator) {
        public Joining {
            orderBy = List.copyOf(orderBy);
        }
    }

    /**
     * {@code a + b}, {@code a = b}, {@code a AND b}, {@code NOT a}, {@code a IN (b, c)}, {@code a BETWEEN b AND c},
     * {@code a IS NULL}.
     *
     * @param op upper case: {@code + - * / % DIV = <> < <= > >= <=> AND OR XOR NOT IN BETWEEN LIKE}, {@code "NOT IN"},
     *     {@code "NOT BETWEEN"}, {@code "IS NULL"}, {@code "IS NOT NULL"}, {@code NEG}
     */
    record Operation(Span span, String op, List<Expr> operands) implements Expr {
        public Operation {
            operands = List.copyOf(operands);
        }
    }

    /** A function call that is no aggregate; {@code function} in upper case. */
    record Call(Span span, String function, List<Expr> args) implements Expr {
        public Call {
            args = List.copyOf(args);
        }
    }

    /** A subquery in an expression: {@code (SELECT …)}, {@code EXISTS (SELECT …)}. */
    record Subquery(Span span, int block) implements Expr {}

    /** Anything else, with the expressions inside it (CASE, CAST, INTERVAL, COLLATE, windows, variables). */
    record Opaque(Span span, List<Expr> children) implements Expr {
        public Opaque {
            children = List.copyOf(children);
        }
    }
}
