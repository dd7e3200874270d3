package io.sluice.routing.merge;

import io.sluice.routing.schema.Collation;
import org.jspecify.annotations.Nullable;

/**
 * How one column of a group is folded.
 *
 * @param function what to do
 * @param column the column that receives the result (its metadata gives type and scale)
 * @param weightColumn WEIGHT_STRING of a text MIN or MAX, -1 where there is none
 * @param sumColumn hidden SUM for AVG, else -1
 * @param countColumn hidden COUNT for AVG, else -1
 * @param name how plans print it: {@code sum(total)}
 * @param collation of a text MIN or MAX, null where not known or none
 */
public record Aggregation(
        Function function,
        int column,
        int weightColumn,
        int sumColumn,
        int countColumn,
        String name,
        @Nullable Collation collation) {
    /** One whose collation does not matter or is not known. */
    public Aggregation(Function function, int column, int weightColumn, int sumColumn, int countColumn, String name) {
        this(function, column, weightColumn, sumColumn, countColumn, name, null);
    }

    /** Foldings that are exact. */
    public enum Function {
        /** Partial counts add up; of no rows 0. */
        COUNT,
        /** Partial sums add up; NULLs are left out; of no rows NULL. */
        SUM,
        MIN,
        MAX,
        /** Sum of sums by sum of counts, at the column's scale. */
        AVG,
        /** Of no rows all bits are set. */
        BIT_AND,
        /** Of no rows 0. */
        BIT_OR,
        /** Of no rows 0. */
        BIT_XOR
    }
}
