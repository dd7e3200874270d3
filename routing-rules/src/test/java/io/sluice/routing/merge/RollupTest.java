package io.sluice.routing.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.merge.Aggregation.Function;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * WITH ROLLUP over shards that make it, too: random rows, with NULLs in all keys, against plain Java.
 *
 * <p>Columns: 0 to 2 the keys, 3 COUNT(*), 4 MAX.
 */
class RollupTest {
    private static final ColumnMeta WHOLE = new ColumnMeta(8, false, 63, 0, 0);
    private static final List<ColumnMeta> METAS = List.of(WHOLE, WHOLE, WHOLE, WHOLE, WHOLE);
    private static final List<Aggregation> AGGREGATIONS = List.of(
            new Aggregation(Function.COUNT, 3, -1, -1, -1, "rows"),
            new Aggregation(Function.MAX, 4, -1, -1, -1, "most"));

    private record One(List<@Nullable Long> keys, long value) {}

    /** What a server answers: groups in the order of their keys, NULL first, each with what follows it. */
    private static List<List<@Nullable Object>> server(List<One> rows, int keys) {
        List<List<@Nullable Object>> answer = new ArrayList<>();
        if (!rows.isEmpty()) {
            level(rows, 0, keys, answer);
        }
        return answer;
    }

    private static void level(List<One> rows, int level, int keys, List<List<@Nullable Object>> answer) {
        if (level < keys) {
            rows.stream()
                    .map(one -> one.keys().get(level))
                    .distinct()
                    .sorted(Comparator.nullsFirst(Comparator.naturalOrder()))
                    .forEach(value -> level(
                            rows.stream()
                                    .filter(one -> Objects.equals(one.keys().get(level), value))
                                    .toList(),
                            level + 1,
                            keys,
                            answer));
        }
        List<@Nullable Object> row = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            row.add(i < level ? rows.get(0).keys().get(i) : null);
        }
        row.add((long) rows.size());
        row.add(rows.stream().mapToLong(One::value).max().orElseThrow());
        answer.add(row);
    }

    @Test
    void asOneServerDoesIt() {
        for (int seed = 0; seed < 4000; seed++) {
            Random random = new Random(seed);
            int keys = 1 + random.nextInt(3);
            List<One> table = new ArrayList<>();
            List<List<Row>> streams = new ArrayList<>();
            for (int shards = 1 + random.nextInt(4); shards > 0; shards--) {
                List<One> rows = new ArrayList<>();
                for (int n = random.nextInt(3) == 0 ? 0 : random.nextInt(10); n > 0; n--) {
                    List<@Nullable Long> values = new ArrayList<>();
                    for (int i = 0; i < keys; i++) {
                        values.add(random.nextInt(3) == 0 ? null : (long) random.nextInt(3));
                    }
                    rows.add(new One(values, random.nextInt(100)));
                }
                table.addAll(rows);
                streams.add(server(rows, keys).stream()
                        .map(row -> (Row) new ComputedRow(row.toArray()))
                        .toList());
            }
            Merger merger = Mergers.open(merge(keys), streams.size(), METAS, slot -> null, MergeLimits.DEFAULT);
            List<String> answer = Pump.run(merger, streams, random).stream()
                    .map(RollupTest::print)
                    .toList();
            List<String> expected =
                    server(table, keys).stream().map(String::valueOf).toList();
            assertEquals(expected, answer, "seed " + seed);
        }
    }

    @Test
    void anotherOrderOfTheGroupsIsRefused() {
        List<Row> rows = List.of(
                new ComputedRow(new Object[] {2L, null, null, 1L, 1L}),
                new ComputedRow(new Object[] {1L, null, null, 1L, 1L}),
                new ComputedRow(new Object[] {null, null, null, 2L, 1L}));
        Merger merger = Mergers.open(merge(1), 1, METAS, slot -> null, MergeLimits.DEFAULT);
        RoutingException refused =
                assertThrows(RoutingException.class, () -> Pump.run(merger, List.of(rows), new Random(1)));
        assertEquals(RoutingError.CROSS_SHARD, refused.error());
    }

    private static Merge merge(int keys) {
        List<SortKey> order = new ArrayList<>();
        List<List<Integer>> shown = new ArrayList<>();
        for (int i = 0; i < keys; i++) {
            order.add(new SortKey(i, -1, false, "k" + i));
            shown.add(List.of(i));
        }
        Merge groups = new Merge.Group(new Merge.Details(new Merge.Sorted(order), order), order, AGGREGATIONS);
        return new Merge.Rollup(groups, order, shown, AGGREGATIONS);
    }

    private static String print(Row row) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < METAS.size(); i++) {
            values.add(row.isNull(i) ? null : row.asLong(i));
        }
        return values.toString();
    }
}
