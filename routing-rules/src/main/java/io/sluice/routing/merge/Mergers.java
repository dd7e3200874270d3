package io.sluice.routing.merge;

import io.sluice.routing.RoutingError;
import io.sluice.sql.Operand;
import io.sluice.sql.SqlValue;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes mergers of {@link Merge} values, once the first shard's columns are known. Stateless. */
public final class Mergers {
    private Mergers() {}

    /**
     * A merger for one execution.
     *
     * @param merge not SumCounts or SameEverywhere: those have no rows, see {@link Counts}
     * @param streams how many parts the route has
     * @param columns of the shards' answers, hidden ones too
     * @param slots the values of the statement's slots, for LIMIT and HAVING
     * @param limits how much may be held in memory
     * @throws io.sluice.routing.RoutingException where a key has no order that is known here; the merger's own steps throw
     *     RESULT_TOO_LARGE
     */
    public static Merger open(
            Merge merge, int streams, List<ColumnMeta> columns, IntFunction<SqlValue> slots, MergeLimits limits) {
        return new Opening(streams, columns, slots, limits).open(merge);
    }

    /** How many columns the client sees of {@code columns}. */
    public static int visibleWidth(Merge merge, int columns) {
        Merge node = merge;
        while (node != null) {
            if (node instanceof Merge.Trim trim) {
                return Math.min(trim.width(), columns);
            }
            node = input(node);
        }
        return columns;
    }

    /** The node below, null for the nodes that take the streams themselves. */
    public static @Nullable Merge input(Merge merge) {
        if (merge instanceof Merge.Group group) {
            return group.input();
        }
        if (merge instanceof Merge.Details details) {
            return details.input();
        }
        if (merge instanceof Merge.Rollup rollup) {
            return rollup.input();
        }
        if (merge instanceof Merge.Distinct distinct) {
            return distinct.input();
        }
        if (merge instanceof Merge.Filter filter) {
            return filter.input();
        }
        if (merge instanceof Merge.Sort sort) {
            return sort.input();
        }
        if (merge instanceof Merge.Limit limit) {
            return limit.input();
        }
        if (merge instanceof Merge.Found found) {
            return found.input();
        }
        if (merge instanceof Merge.Renamed renamed) {
            return renamed.input();
        }
        return merge instanceof Merge.Trim trim ? trim.input() : null;
    }

    /** Whether rows are counted that nobody sees. */
    public static boolean counts(Merge merge) {
        Merge input = input(merge);
        return merge instanceof Merge.Found || (input != null && counts(input));
    }

    /** Whether {@link Merger#cuts} tells what was cut, and not the shards. */
    public static boolean joins(Merge merge) {
        Merge input = input(merge);
        return merge instanceof Merge.Group group && joins(group) || (input != null && joins(input));
    }

    private static boolean joins(Merge.Group group) {
        return Stream.concat(
                        group.aggregations().stream(),
                        group.within().stream().flatMap(within -> within.aggregations().stream()))
                .anyMatch(aggregation -> aggregation.function() == Aggregation.Function.JOIN);
    }

    private record Opening(int streams, List<ColumnMeta> columns, IntFunction<SqlValue> slots, MergeLimits limits) {
        Merger open(Merge merge) {
            if (merge instanceof Merge.Forward || merge instanceof Merge.Concat) {
                return new ConcatMerger(streams);
            }
            if (merge instanceof Merge.Sorted sorted) {
                return new SortedMerger(streams, order(sorted.keys()));
            }
            if (merge instanceof Merge.Group group) {
                return GroupMerger.of(open(group.input()), group, columns, limits);
            }
            if (merge instanceof Merge.Details details) {
                return new DetailsMerger(open(details.input()), streams, details.keys(), order(details.keys()));
            }
            if (merge instanceof Merge.Rollup rollup) {
                return new RollupMerger(open(rollup.input()), rollup, columns);
            }
            if (merge instanceof Merge.Distinct distinct) {
                return new DistinctMerger(open(distinct.input()), order(distinct.keys()));
            }
            if (merge instanceof Merge.Filter filter) {
                return new FilterMerger(open(filter.input()), RowTest.of(filter.condition(), columns, slots));
            }
            if (merge instanceof Merge.Sort sort) {
                return new SortMerger(open(sort.input()), order(sort.keys()), keep(sort), limits);
            }
            if (merge instanceof Merge.Limit limit) {
                return new LimitMerger(
                        open(limit.input()), rows(limit.offset()), rows(limit.count()), counts(limit.input()));
            }
            if (merge instanceof Merge.Found found) {
                return new FoundMerger(open(found.input()));
            }
            if (merge instanceof Merge.Renamed renamed) {
                return new RenamedMerger(open(renamed.input()), renamed, columns);
            }
            if (merge instanceof Merge.Trim trim) {
                return open(trim.input());
            }
            throw RoutingError.BUG.with("no rows in " + merge.getClass().getSimpleName());
        }

        private RowOrder order(List<SortKey> keys) {
            return RowOrder.of(keys, columns);
        }

        private long rows(@Nullable Operand operand) {
            return operand == null ? 0 : Numbers.rows(operand, slots);
        }

        private long keep(Merge.Sort sort) {
            if (sort.limit() == null) {
                return Long.MAX_VALUE;
            }
            long sum = rows(sort.offset()) + rows(sort.limit());
            return sum < 0 ? Long.MAX_VALUE : sum;
        }
    }
}
