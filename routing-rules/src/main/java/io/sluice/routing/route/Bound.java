package io.sluice.routing.route;

import io.sluice.routing.RoutingError;
import io.sluice.routing.merge.Merge;
import io.sluice.sql.Operand;
import io.sluice.sql.SqlValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts this execution's values into a merge: mergers then need neither text nor parameters. */
final class Bound {
    private Bound() {}

    static Merge bind(Merge merge, Values values) {
        if (merge instanceof Merge.Trim trim) {
            return new Merge.Trim(bind(trim.input(), values), trim.width());
        }
        if (merge instanceof Merge.Limit limit) {
            return new Merge.Limit(
                    bind(limit.input(), values), rows(limit.offset(), values), constant(limit.count(), values));
        }
        if (merge instanceof Merge.Sort sort) {
            Operand limit = rows(sort.limit(), values);
            return new Merge.Sort(bind(sort.input(), values), sort.keys(), rows(sort.offset(), values), limit);
        }
        if (merge instanceof Merge.Filter filter) {
            return new Merge.Filter(
                    bind(filter.input(), values), condition(filter.condition(), values), filter.words());
        }
        if (merge instanceof Merge.Group group) {
            return new Merge.Group(bind(group.input(), values), group.keys(), group.aggregations(), group.within());
        }
        if (merge instanceof Merge.Rollup rollup) {
            return new Merge.Rollup(bind(rollup.input(), values), rollup.keys(), rollup.shown(), rollup.aggregations());
        }
        if (merge instanceof Merge.Distinct distinct) {
            return new Merge.Distinct(bind(distinct.input(), values), distinct.keys());
        }
        return merge instanceof Merge.Found found ? new Merge.Found(bind(found.input(), values)) : merge;
    }

    private static @Nullable Operand rows(@Nullable Operand operand, Values values) {
        return operand == null ? null : constant(operand, values);
    }

    private static Operand constant(Operand operand, Values values) {
        SqlValue value = values.of(operand);
        if (!(value instanceof SqlValue.Whole whole) || whole.value().signum() < 0) {
            throw RoutingError.CROSS_SHARD.with("LIMIT with something else than whole numbers", "use whole numbers");
        }
        return new Operand.Constant(value);
    }

    private static Merge.RowCondition condition(Merge.RowCondition condition, Values values) {
        if (condition instanceof Merge.RowCondition.Compare compare) {
            return new Merge.RowCondition.Compare(compare.column(), compare.op(), number(compare.value(), values));
        }
        if (condition instanceof Merge.RowCondition.CompareAverage average) {
            return new Merge.RowCondition.CompareAverage(
                    average.column(),
                    average.sumColumn(),
                    average.countColumn(),
                    average.op(),
                    number(average.value(), values));
        }
        if (condition instanceof Merge.RowCondition.And and) {
            return new Merge.RowCondition.And(conditions(and.parts(), values));
        }
        if (condition instanceof Merge.RowCondition.Or or) {
            return new Merge.RowCondition.Or(conditions(or.parts(), values));
        }
        return condition instanceof Merge.RowCondition.Not not
                ? new Merge.RowCondition.Not(condition(not.part(), values))
                : condition;
    }

    private static Operand number(Operand operand, Values values) {
        SqlValue value = values.of(operand);
        if (value instanceof SqlValue.Text || value instanceof SqlValue.Bytes || unknown(value)) {
            throw RoutingError.CROSS_SHARD.with("HAVING with something else than numbers", "use numbers");
        }
        return new Operand.Constant(value);
    }

    private static boolean unknown(SqlValue value) {
        return value instanceof SqlValue.Temporal || value instanceof SqlValue.Unreadable;
    }

    private static List<Merge.RowCondition> conditions(List<Merge.RowCondition> parts, Values values) {
        return parts.stream().map(part -> condition(part, values)).toList();
    }
}
