package io.sluice.sql;

import io.sluice.sql.text.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The routing view of a WHERE clause: which rows can match at most. What is not understood is {@link Unknown}, which
 * scatters and never lies. NOT has been pushed down or is Unknown. Immutable.
 */
public sealed interface Condition {
    /** {@code user_id = 7}; with a NULL value it never holds. */
    record Equals(ColumnRef column, Operand value) implements Condition {}

    /** {@code a.user_id = b.user_id}. */
    record ColumnsEqual(ColumnRef left, ColumnRef right) implements Condition {}

    /** {@code a.user_id <=> b.user_id}: both are NULL, or they are equal. */
    record ColumnsAlike(ColumnRef left, ColumnRef right) implements Condition {}

    /**
     * {@code EXISTS (SELECT …)}, {@code user_id IN (SELECT …)}: the subquery has a row, behind IN one that equals.
     *
     * @param block id of the subquery
     */
    record HasRow(int block) implements Condition {}

    /**
     * {@code user_id IN (1, 2, ?)}.
     *
     * @param items spans of the list's items, one for each value, so that the list can be split; empty where it cannot
     */
    record In(ColumnRef column, List<Operand> values, List<Span> items) implements Condition {
        public In {
            values = List.copyOf(values);
            items = List.copyOf(items);
        }
    }

    /** {@code user_id > 7 / BETWEEN 1 AND 5}; a null bound is open. */
    record Range(
            ColumnRef column,
            @Nullable Operand low,
            boolean lowInclusive,
            @Nullable Operand high,
            boolean highInclusive)
            implements Condition {}

    /** {@code (tenant, user_id) IN ((1, 2), (3, 4))}. */
    record RowIn(List<ColumnRef> columns, List<List<Operand>> rows) implements Condition {
        public RowIn {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }

    /** All hold. */
    record And(List<Condition> parts) implements Condition {
        public And {
            parts = List.copyOf(parts);
        }
    }

    /** At least one holds. */
    record Or(List<Condition> parts) implements Condition {
        public Or {
            parts = List.copyOf(parts);
        }
    }

    /** Cannot hold: {@code WHERE FALSE}, {@code user_id = NULL}. */
    record Never() implements Condition {}

    /** May hold for any row. */
    record Unknown() implements Condition {}
}
