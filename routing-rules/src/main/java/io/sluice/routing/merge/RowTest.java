package io.sluice.routing.merge;

import io.sluice.routing.RoutingError;
import io.sluice.routing.merge.Merge.RowCondition;
import io.sluice.sql.SqlValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A {@link RowCondition} with its constants known: true, false, or null for SQL's unknown. */
@FunctionalInterface
interface RowTest {
    @Nullable
    Boolean of(Row row);

    static RowTest of(RowCondition condition, List<ColumnMeta> metas, IntFunction<SqlValue> slots) {
        if (condition instanceof RowCondition.Compare compare) {
            Number constant = Numbers.number(compare.value(), slots);
            return row -> holds(number(row, compare.column(), metas), compare.op(), constant);
        }
        if (condition instanceof RowCondition.CompareAverage average) {
            Number constant = Numbers.number(average.value(), slots);
            return row -> averaged(row, average, constant);
        }
        if (condition instanceof RowCondition.CompareColumns compare) {
            return row -> holds(number(row, compare.left(), metas), compare.op(), number(row, compare.right(), metas));
        }
        if (condition instanceof RowCondition.IsNull isNull) {
            return row -> row.isNull(isNull.column()) != isNull.negated();
        }
        if (condition instanceof RowCondition.Not not) {
            RowTest inner = of(not.part(), metas, slots);
            return row -> {
                Boolean holds = inner.of(row);
                return holds == null ? null : !holds;
            };
        }
        if (condition instanceof RowCondition.And and) {
            return chain(all(and.parts(), metas, slots), false);
        }
        return chain(all(((RowCondition.Or) condition).parts(), metas, slots), true);
    }

    private static List<RowTest> all(
            List<RowCondition> conditions, List<ColumnMeta> metas, IntFunction<SqlValue> slots) {
        List<RowTest> tests = new ArrayList<>();
        for (RowCondition condition : conditions) {
            tests.add(of(condition, metas, slots));
        }
        return tests;
    }

    /** AND ({@code decisive} false) or OR (true): the decisive value wins, then NULL. */
    private static RowTest chain(List<RowTest> tests, boolean decisive) {
        return row -> {
            Boolean result = !decisive;
            for (RowTest test : tests) {
                Boolean holds = test.of(row);
                if (holds == null) {
                    result = null;
                } else if (holds == decisive) {
                    return decisive;
                }
            }
            return result;
        };
    }

    private static @Nullable Boolean averaged(Row row, RowCondition.CompareAverage average, @Nullable Number constant) {
        if (row.isNull(average.column()) || constant == null) {
            return null;
        }
        Number shown = row.asDecimal(average.column());
        Boolean holds = holds(shown, average.op(), constant);
        if (constant instanceof BigDecimal exact) {
            // sum / count op c, without dividing.
            BigDecimal right = exact.multiply(BigDecimal.valueOf(row.asLong(average.countColumn())));
            if (!java.util.Objects.equals(holds, holds(row.asDecimal(average.sumColumn()), average.op(), right))) {
                throw RoutingError.CROSS_SHARD.with(
                        "HAVING that compares an AVG with a number of which it differs only in digits not shown",
                        "compare SUM and COUNT, or with a number of more or fewer digits");
            }
        }
        return holds;
    }

    private static @Nullable Number number(Row row, int column, List<ColumnMeta> metas) {
        if (row.isNull(column)) {
            return null;
        }
        return switch (metas.get(column).type()) {
            case 4, 5 -> row.asDouble(column);
            case 0, 1, 2, 3, 8, 9, 13, 246 -> row.asDecimal(column);
            default ->
                throw RoutingError.NOT_UNDERSTOOD.with("HAVING", "a comparison of something other than a number");
        };
    }

    private static @Nullable Boolean holds(@Nullable Number left, String op, @Nullable Number right) {
        if (left == null || right == null) {
            return null;
        }
        int order = left instanceof BigDecimal a && right instanceof BigDecimal b
                ? a.compareTo(b)
                : reals(left.doubleValue(), right.doubleValue());
        return switch (op) {
            case "=" -> order == 0;
            case "<>" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            default -> throw RoutingError.BUG.with("operator " + op);
        };
    }

    private static int reals(double a, double b) {
        return a < b ? -1 : a > b ? 1 : 0;
    }
}
