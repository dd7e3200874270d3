package io.sluice.sql;

import io.sluice.sql.text.Span;

/**
 * One item of ORDER BY or GROUP BY.
 *
 * @param span the whole item with its direction
 * @param expr the expression; a position ({@code ORDER BY 2}) is a {@link Expr.Constant} whose slot is pinned
 * @param descending true for DESC
 */
public record OrderItem(Span span, Expr expr, boolean descending) {}
