package io.sluice.routing.merge;

import io.sluice.routing.schema.Collation;
import org.jspecify.annotations.Nullable;

/**
 * How one column of a group is folded.
 *
 * @param function what to do
 * @param column the column that receives the result (its metadata gives type and scale)
 * @param weightColumn WEIGHT_STRING of a text MIN or MAX, -1 where there is none; for JOIN {@code @@group_concat_max_len}
 * @param sumColumn hidden SUM for AVG; for JOIN the length of all values in bytes of their own character set; else -1
 * @param countColumn hidden COUNT for AVG and JOIN, else -1; for JOIN -1 where each part has one value
 * @param name how plans print it: {@code sum(total)}
 * @param collation of a text MIN or MAX, null where not known or none
 * @param separator of JOIN, ASCII; else empty
 */
public record Aggregation(
        Function function,
        int column,
        int weightColumn,
        int sumColumn,
        int countColumn,
        String name,
        @Nullable Collation collation,
        String separator) {
    /** One whose collation does not matter or is not known. */
    public Aggregation(Function function, int column, int weightColumn, int sumColumn, int countColumn, String name) {
        this(function, column, weightColumn, sumColumn, countColumn, name, null, "");
    }

    /** GROUP_CONCAT. */
    public static Aggregation joining(
            int column, int mostColumn, int lengthColumn, int countColumn, String name, String separator) {
        return new Aggregation(Function.JOIN, column, mostColumn, lengthColumn, countColumn, name, null, separator);
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
        BIT_XOR,
        /** Partial texts are put behind each other, and cut at group_concat_max_len; of no rows, and of NULLs, NULL. */
        JOIN
    }
}
