package io.sluice.routing.plan;

import io.sluice.sql.Expr;
import io.sluice.sql.SelectItem;
import io.sluice.sql.text.Span;
import org.jspecify.annotations.Nullable;

/**
 * One column of the answer.
 *
 * @param index its place, 0-based
 * @param name its heading
 * @param item the select item it comes from
 * @param expr its expression; null where it comes from a star
 * @param owner the table, where it is a plain column
 * @param column the column's name, where it is a plain column
 * @param kind what it is
 */
record Output(
        int index,
        String name,
        SelectItem item,
        @Nullable Expr expr,
        @Nullable Placed owner,
        @Nullable String column,
        Kind kind) {

    /** The expression's text span; null where it comes from a star. */
    @Nullable
    Span span() {
        return expr == null ? null : expr.span();
    }

    boolean is(@Nullable Placed otherOwner, String otherColumn) {
        return owner != null && owner == otherOwner && otherColumn.equalsIgnoreCase(column);
    }
}
