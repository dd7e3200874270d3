package io.sluice.bench;

import io.sluice.routing.merge.ColumnMeta;
import io.sluice.routing.merge.ComputedRow;
import io.sluice.routing.merge.Merge;
import io.sluice.routing.merge.MergeLimits;
import io.sluice.routing.merge.Merger;
import io.sluice.routing.merge.Mergers;
import io.sluice.routing.merge.SortKey;
import io.sluice.sql.SqlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** ORDER BY over four shards, ten columns a row; rows per second of one core. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MergeBench {
    private static final int SHARDS = 4;
    private static final int ROWS = 10_000;
    private static final int COLUMNS = 10;
    private static final int LONGLONG = 8;
    private static final int BINARY = 63;

    private final List<List<ComputedRow>> shards = rows();
    private final List<ColumnMeta> columns = metas();
    private final Merge merge = new Merge.Sorted(List.of(new SortKey(0, -1, false, "id")));

    private static List<List<ComputedRow>> rows() {
        List<List<ComputedRow>> shards = new ArrayList<>();
        for (int shard = 0; shard < SHARDS; shard++) {
            List<ComputedRow> rows = new ArrayList<>();
            for (int i = 0; i < ROWS / SHARDS; i++) {
                Object[] cells = new Object[COLUMNS];
                for (int c = 0; c < COLUMNS; c++) {
                    cells[c] = (long) (i * SHARDS + shard);
                }
                rows.add(new ComputedRow(cells));
            }
            shards.add(rows);
        }
        return shards;
    }

    private static List<ColumnMeta> metas() {
        List<ColumnMeta> metas = new ArrayList<>();
        for (int c = 0; c < COLUMNS; c++) {
            metas.add(new ColumnMeta(LONGLONG, false, BINARY, 0, 0));
        }
        return metas;
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long sortedRows() {
        Merger merger = Mergers.open(merge, SHARDS, columns, slot -> new SqlValue.Null(), MergeLimits.DEFAULT);
        int[] at = new int[SHARDS];
        long sum = 0;
        while (true) {
            Merger.Step step = merger.next();
            if (step instanceof Merger.Step.Emit emit) {
                sum += emit.row().asLong(0);
            } else if (step instanceof Merger.Step.Need need) {
                feed(merger, need.stream(), at);
            } else {
                return sum;
            }
        }
    }

    private void feed(Merger merger, int stream, int[] at) {
        List<ComputedRow> rows = shards.get(stream);
        if (at[stream] < rows.size()) {
            merger.offer(stream, rows.get(at[stream]++));
        } else {
            merger.end(stream);
        }
    }
}
