package io.sluice.routing.merge;

import io.sluice.routing.schema.Collation;
import org.jspecify.annotations.Nullable;

/**
 * One key of an order.
 *
 * @param column the column whose value orders (a numeric twin of an ENUM, say)
 * @param weightColumn hidden column with WEIGHT_STRING of it, compared instead where the column is text; -1 where there is none
 * @param descending true for DESC
 * @param name how plans print it
 * @param collation of a text column: how shorter weights are padded; and with a {@code binary} one the text's own bytes compare,
 *     no weights needed. Null where not known: weights compare as they are
 */
public record SortKey(int column, int weightColumn, boolean descending, String name, @Nullable Collation collation) {
    /** A key that is no text, or whose collation is not known. */
    public SortKey(int column, int weightColumn, boolean descending, String name) {
        this(column, weightColumn, descending, name, null);
    }
}
