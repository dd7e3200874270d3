package io.sluice.routing.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.routing.merge.Aggregation.Function;
import io.sluice.routing.merge.Merge.RowCondition;
import io.sluice.sql.Operand;
import io.sluice.sql.SqlValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Random rows on random shards: what the mergers make of the shards' answers is what plain Java makes of all rows at once.
 *
 * <p>Columns of a row: 0 a BIGINT, 1 a text, 2 a DECIMAL(10,2), 3 the text's weight (hidden).
 */
class MergersAgainstOneTableTest {
    private static final int CASES = 6000;
    private static final ColumnMeta BIGINT = new ColumnMeta(8, false, 63, 0, 0);
    private static final ColumnMeta TEXT = new ColumnMeta(253, false, 45, 31, 0);
    private static final ColumnMeta DECIMAL = new ColumnMeta(246, false, 63, 2, 0);
    private static final ColumnMeta WEIGHT = new ColumnMeta(253, false, 63, 31, 0);
    private static final List<ColumnMeta> METAS = List.of(BIGINT, TEXT, DECIMAL, WEIGHT);

    private static final List<Comparator<Record>> COLUMNS = List.of(
            Comparator.comparing(Record::number, Comparator.nullsFirst(Comparator.naturalOrder())),
            Comparator.comparing(Record::weight, Comparator.nullsFirst(Comparator.naturalOrder())),
            Comparator.comparing(Record::price, Comparator.nullsFirst(Comparator.naturalOrder())));

    private record Record(Long number, String word, BigDecimal price) {
        String weight() {
            return word == null ? null : word.toUpperCase(Locale.ROOT);
        }

        ComputedRow row() {
            return new ComputedRow(new Object[] {number, bytes(word), price, bytes(weight())});
        }
    }

    /** One random case: its shards, and the keys by which each of them has sorted. */
    private static final class Case {
        final Random random;
        final List<SortKey> keys = new ArrayList<>();
        final Comparator<Record> order;
        final List<List<Record>> shards = new ArrayList<>();

        Case(long seed) {
            random = new Random(seed);
            Comparator<Record> all = (a, b) -> 0;
            List<Integer> columns = new ArrayList<>(List.of(0, 1, 2));
            java.util.Collections.shuffle(columns, random);
            for (int column : columns.subList(0, 1 + random.nextInt(3))) {
                boolean descending = random.nextBoolean();
                keys.add(new SortKey(column, column == 1 ? 3 : -1, descending, "c" + column));
                Comparator<Record> one = COLUMNS.get(column);
                all = all.thenComparing(descending ? one.reversed() : one);
            }
            order = all;
            int count = 1 + random.nextInt(5);
            for (int i = 0; i < count; i++) {
                List<Record> shard = new ArrayList<>();
                int rows = random.nextInt(4) == 0 ? 0 : random.nextInt(8);
                for (int r = 0; r < rows; r++) {
                    shard.add(record(random));
                }
                shard.sort(order);
                shards.add(shard);
            }
        }

        /** All rows as one server would have them; rows that compare equal in the order of their shards. */
        List<Record> table() {
            List<Record> all =
                    new ArrayList<>(shards.stream().flatMap(List::stream).toList());
            all.sort(order);
            return all;
        }

        List<Row> run(Merge merge, List<ColumnMeta> metas, List<? extends List<? extends Row>> streams) {
            // Now and then most of it goes through a file.
            MergeLimits few = new MergeLimits(1 + random.nextInt(4), 1 << 20, 1 << 20, new Reserve(1 << 20));
            MergeLimits limits = random.nextInt(4) == 0 ? few : MergeLimits.DEFAULT;
            Merger merger = Mergers.open(merge, streams.size(), metas, slot -> null, limits);
            List<Row> answer = Pump.run(merger, streams, random);
            merger.close();
            return answer;
        }

        List<Row> run(Merge merge) {
            return run(
                    merge,
                    METAS,
                    shards.stream()
                            .map(shard -> shard.stream().map(Record::row).toList())
                            .toList());
        }
    }

    @Test
    void sortedWithOffsetAndLimit() {
        eachCase(c -> {
            List<Record> table = c.table();
            int offset = c.random.nextInt(6);
            int limit = c.random.nextInt(12);
            Merge merge = new Merge.Limit(new Merge.Sorted(c.keys), whole(offset), whole(limit));
            List<Record> expected = table.stream().skip(offset).limit(limit).toList();
            assertEquals(print(expected), print(c.run(merge), 3));
            assertEquals(print(table), print(c.run(new Merge.Sorted(c.keys)), 3));
        });
    }

    @Test
    void sortInMemoryWithAndWithoutLimit() {
        eachCase(c -> {
            List<Record> concat = c.shards.stream().flatMap(List::stream).toList();
            assertEquals(print(concat), print(c.run(new Merge.Concat()), 3));
            // Another order than the shards': descending by all columns.
            List<SortKey> keys = List.of(
                    new SortKey(2, -1, true, "c"), new SortKey(1, 3, true, "b"), new SortKey(0, -1, false, "a"));
            List<Record> sorted = concat.stream()
                    .sorted(COLUMNS.get(2)
                            .reversed()
                            .thenComparing(COLUMNS.get(1).reversed())
                            .thenComparing(COLUMNS.get(0)))
                    .toList();
            assertEquals(print(sorted), print(c.run(new Merge.Sort(new Merge.Concat(), keys, null, null)), 3));
            int limit = c.random.nextInt(9);
            int offset = c.random.nextInt(4);
            Merge top = new Merge.Limit(
                    new Merge.Sort(new Merge.Concat(), keys, whole(offset), whole(limit)), whole(offset), whole(limit));
            assertEquals(print(sorted.stream().skip(offset).limit(limit).toList()), print(c.run(top), 3));
        });
    }

    @Test
    void distinctAndFilter() {
        eachCase(c -> {
            List<Record> distinct = new ArrayList<>();
            for (Record record : c.table()) {
                if (distinct.isEmpty() || c.order.compare(distinct.get(distinct.size() - 1), record) != 0) {
                    distinct.add(record);
                }
            }
            assertEquals(print(distinct), print(c.run(new Merge.Distinct(new Merge.Sorted(c.keys), c.keys)), 3));
            // NOT (number > 1 OR price IS NULL): NULL numbers are neither in nor out.
            RowCondition condition = new RowCondition.Not(new RowCondition.Or(
                    List.of(new RowCondition.Compare(0, ">", whole(1)), new RowCondition.IsNull(2, false))));
            List<Record> kept = c.table().stream()
                    .filter(r -> r.price() != null && r.number() != null && r.number() <= 1)
                    .toList();
            assertEquals(print(kept), print(c.run(new Merge.Filter(new Merge.Sorted(c.keys), condition, "")), 3));
        });
    }

    /** Shards send: 0 word, 1 COUNT(*), 2 SUM(number), 3 MIN(number), 4 MAX(word), 5 AVG(price), 6 weight of 0, 7 of 4, 8 SUM(price), 9 COUNT(price). */
    @Test
    void groups() {
        List<ColumnMeta> metas = List.of(
                TEXT,
                BIGINT,
                new ColumnMeta(246, false, 63, 0, 0),
                BIGINT,
                TEXT,
                new ColumnMeta(246, false, 63, 6, 0),
                WEIGHT,
                WEIGHT,
                DECIMAL,
                BIGINT);
        List<Aggregation> aggregations = List.of(
                new Aggregation(Function.COUNT, 1, -1, -1, -1, "count"),
                new Aggregation(Function.SUM, 2, -1, -1, -1, "sum"),
                new Aggregation(Function.MIN, 3, -1, -1, -1, "min"),
                new Aggregation(Function.MAX, 4, 7, -1, -1, "max"),
                new Aggregation(Function.AVG, 5, -1, 8, 9, "avg"));
        List<SortKey> byWord = List.of(new SortKey(0, 6, false, "word"));
        eachCase(c -> {
            BiFunction<List<Record>, Boolean, List<ComputedRow>> grouped = (rows, one) -> group(rows, one);
            List<Record> table = c.shards.stream().flatMap(List::stream).toList();
            List<List<ComputedRow>> parts =
                    c.shards.stream().map(shard -> grouped.apply(shard, false)).toList();
            Merge group = new Merge.Group(new Merge.Sorted(byWord), byWord, aggregations);
            assertEquals(print(grouped.apply(table, false), 6), print(c.run(group, metas, parts), 6));

            List<List<ComputedRow>> whole =
                    c.shards.stream().map(shard -> grouped.apply(shard, true)).toList();
            Merge one = new Merge.Group(new Merge.Concat(), List.of(), aggregations);
            List<String> expected = print(grouped.apply(table, true), 6);
            List<String> actual = print(c.run(one, metas, whole), 6);
            assertEquals(cut(expected), cut(actual));

            Merge top = new Merge.Sort(group, List.of(new SortKey(1, -1, true, "n"), byWord.get(0)), null, whole(2));
            List<ComputedRow> best = new ArrayList<>(grouped.apply(table, false));
            best.sort(Comparator.comparing(r -> -r.asLong(1)));
            assertEquals(print(best.stream().limit(2).toList(), 6), print(c.run(top, metas, parts), 6));
        });
    }

    /** Without the first column: which word stands for the whole table is anybody's choice. */
    private static List<String> cut(List<String> rows) {
        return rows.stream().map(row -> row.substring(row.indexOf('|'))).toList();
    }

    private static List<ComputedRow> group(List<Record> records, boolean one) {
        Map<String, List<Record>> groups = new LinkedHashMap<>();
        if (one) {
            groups.put("", records);
        } else {
            records.stream().sorted(COLUMNS.get(1)).forEach(r -> groups.computeIfAbsent(
                            r.weight(), w -> new ArrayList<>())
                    .add(r));
        }
        return groups.values().stream()
                .map(MergersAgainstOneTableTest::aggregate)
                .toList();
    }

    private static ComputedRow aggregate(List<Record> rows) {
        List<Long> numbers =
                rows.stream().map(Record::number).filter(Objects::nonNull).toList();
        List<BigDecimal> prices =
                rows.stream().map(Record::price).filter(Objects::nonNull).toList();
        BigDecimal sum = numbers.stream()
                .map(BigDecimal::valueOf)
                .reduce(BigDecimal::add)
                .orElse(null);
        BigDecimal price = prices.stream().reduce(BigDecimal::add).orElse(null);
        Record first = rows.isEmpty() ? new Record(null, null, null) : rows.get(0);
        Record max = rows.stream()
                .filter(r -> r.word() != null)
                .reduce((a, b) -> b.weight().compareTo(a.weight()) > 0 ? b : a)
                .orElse(new Record(null, null, null));
        BigDecimal average =
                price == null ? null : price.divide(BigDecimal.valueOf(prices.size()), 6, RoundingMode.HALF_UP);
        return new ComputedRow(new Object[] {
            bytes(first.word()),
            (long) rows.size(),
            sum,
            numbers.stream().min(Comparator.naturalOrder()).orElse(null),
            bytes(max.word()),
            average,
            bytes(first.weight()),
            bytes(max.weight()),
            price,
            (long) prices.size()
        });
    }

    private interface Check {
        void of(Case c);
    }

    private static void eachCase(Check check) {
        for (long seed = 0; seed < CASES; seed++) {
            try {
                check.of(new Case(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("case " + seed, e);
            }
        }
    }

    private static Record record(Random random) {
        Long number = random.nextInt(5) == 0 ? null : (long) random.nextInt(5) - 2;
        String word = random.nextInt(5) == 0
                ? null
                : List.of("a", "A", "b", "ab", "aB", "").get(random.nextInt(6));
        BigDecimal price = random.nextInt(5) == 0 ? null : BigDecimal.valueOf(random.nextInt(7) * 25L - 50, 2);
        return new Record(number, word, price);
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static Operand whole(long value) {
        return new Operand.Constant(SqlValue.Whole.of(value));
    }

    private static List<String> print(List<Record> records) {
        return print(records.stream().map(Record::row).toList(), 3);
    }

    private static List<String> print(List<? extends Row> rows, int width) {
        return rows.stream()
                .map(row -> String.join(
                        "|",
                        Stream.iterate(0, i -> i + 1)
                                .limit(width)
                                .map(i -> row.isNull(i)
                                        ? "NULL"
                                        : new String(Objects.requireNonNull(row.asBytes(i)), StandardCharsets.UTF_8))
                                .toList()))
                .toList();
    }
}
