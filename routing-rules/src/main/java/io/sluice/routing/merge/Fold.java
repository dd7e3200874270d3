package io.sluice.routing.merge;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/** One aggregate being folded over the rows of a group. Mutable; started anew for each group. */
abstract class Fold {
    /** Takes a row of the group. */
    abstract void add(Row row);

    /** Writes the result into the group's row and starts anew. */
    abstract void finish(@Nullable Object[] values);

    static Fold of(Aggregation aggregation, List<ColumnMeta> metas) {
        int column = aggregation.column();
        ColumnMeta meta = metas.get(column);
        return switch (aggregation.function()) {
            case COUNT -> new Count(column);
            case SUM -> real(meta) ? new RealSum(column) : new ExactSum(column, meta);
            case AVG -> new Average(aggregation, metas);
            case MIN -> new Extreme(aggregation, metas, -1);
            case MAX -> new Extreme(aggregation, metas, 1);
            case BIT_AND -> new Bits(column, -1, (a, b) -> a & b);
            case BIT_OR -> new Bits(column, 0, (a, b) -> a | b);
            case BIT_XOR -> new Bits(column, 0, (a, b) -> a ^ b);
            case JOIN -> new Joining(aggregation, meta);
        };
    }

    /** The group has this row only, and it stays as it is. */
    void alone(Row row) {}

    /** Numbers of the rows at which groups so far were cut; see {@link Merger#cuts}. */
    List<Integer> cuts() {
        return List.of();
    }

    private static boolean real(ColumnMeta meta) {
        return meta.type() == 4 || meta.type() == 5;
    }

    private static final class Count extends Fold {
        private final int column;
        private long count;

        Count(int column) {
            this.column = column;
        }

        @Override
        void add(Row row) {
            count += row.isNull(column) ? 0 : row.asLong(column);
        }

        @Override
        void finish(@Nullable Object[] values) {
            values[column] = count;
            count = 0;
        }
    }

    /** The servers' answer is an unsigned BIGINT, never NULL. */
    private static final class Bits extends Fold {
        private final int column;
        private final long none;
        private final LongBinaryOperator function;
        private long bits;

        Bits(int column, long none, LongBinaryOperator function) {
            this.column = column;
            this.none = none;
            this.function = function;
            this.bits = none;
        }

        @Override
        void add(Row row) {
            bits = function.applyAsLong(
                    bits, row.asDecimal(column).toBigInteger().longValue());
        }

        @Override
        void finish(@Nullable Object[] values) {
            values[column] = new BigInteger(Long.toUnsignedString(bits));
            bits = none;
        }
    }

    private static final class ExactSum extends Fold {
        private final int column;
        private final ColumnMeta meta;
        private @Nullable BigDecimal sum;

        ExactSum(int column, ColumnMeta meta) {
            this.column = column;
            this.meta = meta;
        }

        @Override
        void add(Row row) {
            if (!row.isNull(column)) {
                BigDecimal value = row.asDecimal(column);
                sum = sum == null ? value : sum.add(value);
            }
        }

        @Override
        void finish(@Nullable Object[] values) {
            values[column] = sum == null || meta.decimals() >= MySqlDouble.NOT_FIXED
                    ? sum
                    : sum.setScale(meta.decimals(), RoundingMode.HALF_UP);
            sum = null;
        }
    }

    private static final class RealSum extends Fold {
        private final int column;
        private double sum;
        private boolean any;

        RealSum(int column) {
            this.column = column;
        }

        @Override
        void add(Row row) {
            if (!row.isNull(column)) {
                sum += row.asDouble(column);
                any = true;
            }
        }

        @Override
        void finish(@Nullable Object[] values) {
            values[column] = any ? (Double) sum : null;
            sum = 0;
            any = false;
        }
    }

    /**
     * Sum by count; exact ones rounded half up to the column's digits, as the servers do. They divide to whole groups of nine digits
     * behind the point and leave out what comes after: where the column's digits end with a group nothing is left to round by.
     */
    private static final class Average extends Fold {
        private static final int DIGITS_TOGETHER = 9;

        private final int column;
        private final ColumnMeta meta;
        private final int sumColumn;
        private final int countColumn;
        private final boolean real;
        private BigDecimal sum = BigDecimal.ZERO;
        private double realSum;
        private long count;

        Average(Aggregation aggregation, List<ColumnMeta> metas) {
            column = aggregation.column();
            meta = metas.get(column);
            sumColumn = aggregation.sumColumn();
            countColumn = aggregation.countColumn();
            real = real(metas.get(sumColumn)) || real(meta);
        }

        @Override
        void add(Row row) {
            if (row.isNull(sumColumn)) {
                return;
            }
            count += row.asLong(countColumn);
            if (real) {
                realSum += row.asDouble(sumColumn);
            } else {
                sum = sum.add(row.asDecimal(sumColumn));
            }
        }

        @Override
        void finish(@Nullable Object[] values) {
            values[column] = count == 0 ? null : quotient();
            values[countColumn] = count;
            values[sumColumn] = count == 0 ? null : real ? (Object) realSum : sum;
            sum = BigDecimal.ZERO;
            realSum = 0;
            count = 0;
        }

        private Object quotient() {
            if (real) {
                return realSum / count;
            }
            RoundingMode rounding = meta.decimals() % DIGITS_TOGETHER == 0 ? RoundingMode.DOWN : RoundingMode.HALF_UP;
            return sum.divide(BigDecimal.valueOf(count), meta.decimals(), rounding);
        }
    }

    /** MIN, MAX: the winner's own bytes, and its weight, so that a sort above can still order by it. */
    private static final class Extreme extends Fold {
        private final int column;
        private final int weightColumn;
        private final RowOrder order;
        private final int sign;
        private RowOrder.Keys best;
        private RowOrder.Keys spare;
        private @Nullable Row winner;

        Extreme(Aggregation aggregation, List<ColumnMeta> metas, int sign) {
            this.column = aggregation.column();
            this.weightColumn = aggregation.weightColumn();
            this.sign = sign;
            this.order = RowOrder.of(
                    List.of(new SortKey(column, weightColumn, false, aggregation.name(), aggregation.collation())),
                    metas);
            this.best = order.keys();
            this.spare = order.keys();
        }

        @Override
        void add(Row row) {
            if (row.isNull(column)) {
                return;
            }
            RowOrder.Keys keys = order.read(row, spare);
            if (winner == null || order.compare(keys, best) * sign > 0) {
                winner = row;
                spare = best;
                best = keys;
            }
        }

        @Override
        void finish(@Nullable Object[] values) {
            Row row = winner;
            values[column] = row == null ? null : row.asBytes(column);
            if (weightColumn >= 0) {
                values[weightColumn] = row == null ? null : row.asBytes(weightColumn);
            }
            winner = null;
        }
    }
}
