package io.sluice.sql;

import io.sluice.sql.text.Span;
import org.jspecify.annotations.Nullable;

/**
 * One item of a select list.
 *
 * @param span the whole item with its alias
 * @param expr the expression
 * @param alias null where there is none
 */
public record SelectItem(Span span, Expr expr, @Nullable String alias) {}
