package io.sluice.routing.plan;

import io.sluice.routing.gather.LoadColumn;
import io.sluice.sql.Expr;
import org.jspecify.annotations.Nullable;

/**
 * One column of the merged groups of a {@link Partial}: a key of GROUP BY, or one of the aggregates. Immutable.
 *
 * @param expr what it is in the user's text
 * @param name what the temporary table calls it
 * @param load how its values travel
 * @param owner the table whose column it is, null for what is computed
 * @param key true for a key of the groups
 * @param wrapped true where COALESCE gives the same value of the same type
 * @param goesOn true where an expression of it has the type that it has of what the column was made of: an integer of a function may be
 *     smaller than any column's
 */
record PartialColumn(
        Expr expr,
        String name,
        LoadColumn load,
        @Nullable Placed owner,
        boolean key,
        boolean wrapped,
        boolean goesOn) {}
