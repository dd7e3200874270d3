package io.sluice.routing.merge;

import io.sluice.sql.Operand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the shards' answers become one, as a value: cached, printed, compared. The root is what the client sees. Immutable. */
public sealed interface Merge {
    /** One stream, its bytes unchanged: {@code SELECT … WHERE user_id = 7}. */
    record Forward() implements Merge {}

    /** One stream after another, in the route's order: {@code SELECT id FROM orders}. */
    record Concat() implements Merge {}

    /** k-way merge of streams that are each sorted: {@code … ORDER BY id}. */
    record Sorted(List<SortKey> keys) implements Merge {
        public Sorted {
            keys = List.copyOf(keys);
        }
    }

    /**
     * Adjoining rows with equal keys fold into one; without keys all rows fold into exactly one: {@code SELECT city,
     * SUM(total) … GROUP BY city}.
     *
     * @param aggregations those for which all rows of a group count, in any order
     * @param within those that look at a group's rows in an order, or at distinct ones only
     */
    record Group(Merge input, List<SortKey> keys, List<Aggregation> aggregations, List<Within> within)
            implements Merge {
        public Group {
            keys = List.copyOf(keys);
            aggregations = List.copyOf(aggregations);
            within = List.copyOf(within);
        }

        /** One whose rows all count, in any order. */
        public Group(Merge input, List<SortKey> keys, List<Aggregation> aggregations) {
            this(input, keys, aggregations, List.of());
        }
    }

    /**
     * Aggregates over the rows of a group in the order of {@code keys}: {@code GROUP_CONCAT(id ORDER BY total DESC)}, {@code
     * COUNT(DISTINCT status)}. Immutable.
     *
     * @param distinct of rows with equal keys one counts
     * @param streams the rows of each group come in that order; else they are held, and beyond a bound go to a temporary file
     */
    record Within(List<SortKey> keys, boolean distinct, boolean streams, List<Aggregation> aggregations) {
        public Within {
            keys = List.copyOf(keys);
            aggregations = List.copyOf(aggregations);
        }
    }

    /** Leaves out the rows that WITH ROLLUP has added to each stream, of which each is sorted by {@code keys}. */
    record Details(Merge input, List<SortKey> keys) implements Merge {
        public Details {
            keys = List.copyOf(keys);
        }
    }

    /**
     * Adds super-aggregate rows to groups that come in the order of {@code keys}: {@code GROUP BY city, status WITH ROLLUP}.
     *
     * @param shown for each key the columns of the answer that show it
     */
    record Rollup(Merge input, List<SortKey> keys, List<List<Integer>> shown, List<Aggregation> aggregations)
            implements Merge {
        public Rollup {
            keys = List.copyOf(keys);
            shown = shown.stream().map(List::copyOf).toList();
            aggregations = List.copyOf(aggregations);
        }
    }

    /** Of adjoining rows with equal keys the first: {@code SELECT DISTINCT city …}. */
    record Distinct(Merge input, List<SortKey> keys) implements Merge {
        public Distinct {
            keys = List.copyOf(keys);
        }
    }

    /** Rows for which a condition over result columns is true: {@code HAVING COUNT(*) > 5}; {@code words} is the user's text. */
    record Filter(Merge input, RowCondition condition, String words) implements Merge {}

    /**
     * Sorts in memory, and beyond a bound in a temporary file: {@code GROUP BY city ORDER BY SUM(total) DESC LIMIT 10}.
     *
     * @param offset with {@code limit}: how many rows may matter (a heap of offset + limit), null where there is no offset
     * @param limit null where there is no limit
     */
    record Sort(Merge input, List<SortKey> keys, @Nullable Operand offset, @Nullable Operand limit) implements Merge {
        public Sort {
            keys = List.copyOf(keys);
        }
    }

    /** Leaves out {@code offset} rows, then lets {@code count} pass. */
    record Limit(Merge input, @Nullable Operand offset, Operand count) implements Merge {}

    /**
     * Counts the rows that pass, all of them, although a LIMIT above lets some through only: FOUND_ROWS() after {@code SELECT
     * SQL_CALC_FOUND_ROWS … LIMIT 10}.
     */
    record Found(Merge input) implements Merge {}

    /** Cuts off hidden columns: {@code width} remain. */
    record Trim(Merge input, int width) implements Merge {}

    /**
     * The client's names in the place of a shard's: {@code SHOW CREATE TABLE orders}.
     *
     * @param name the column that is a name
     * @param text the column that is SQL text, -1 for none
     */
    record Renamed(Merge input, ShownNames names, int name, int text) implements Merge {}

    /** Affected rows, and warnings, add up: {@code UPDATE orders SET …} over shards. */
    record SumCounts() implements Merge {}

    /** Every shard did the same: the first one's counts are the answer (broadcast writes, DDL). */
    record SameEverywhere() implements Merge {}

    /** A condition over the columns of a merged row, with MySQL's three-valued logic. Immutable. */
    sealed interface RowCondition {
        /** {@code column op constant}; op is one of {@code = <> < <= > >=}. Only numeric columns. */
        record Compare(int column, String op, Operand value) implements RowCondition {}

        /**
         * {@code AVG(total) op constant}. MySQL compares the quotient itself, MariaDB sometimes the digits it shows: where that
         * matters, it is refused.
         *
         * @param column the average as it is shown
         * @param sumColumn its sum, {@code countColumn} its count
         */
        record CompareAverage(int column, int sumColumn, int countColumn, String op, Operand value)
                implements RowCondition {}

        /** {@code column op column}. Only numeric columns. */
        record CompareColumns(int left, String op, int right) implements RowCondition {}

        /** {@code column IS [NOT] NULL}. */
        record IsNull(int column, boolean negated) implements RowCondition {}

        /** All hold. */
        record And(List<RowCondition> parts) implements RowCondition {}

        /** At least one holds. */
        record Or(List<RowCondition> parts) implements RowCondition {}

        /** Does not hold. */
        record Not(RowCondition part) implements RowCondition {}
    }
}
