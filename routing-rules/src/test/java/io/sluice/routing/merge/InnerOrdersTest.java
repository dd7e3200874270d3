package io.sluice.routing.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.merge.Aggregation.Function;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What looks at the rows inside a group in an order, or at each value once: random rows on random shards against plain Java.
 *
 * <p>Columns of a row: 0 the group, 1 a text, 2 its weight, 3 a price, 4 COUNT(DISTINCT text), 5 SUM(DISTINCT price), 6 the texts joined,
 * 7 their length, 8 their number, 9 group_concat_max_len, 10 a number of the row, 11 COUNT(*).
 */
class InnerOrdersTest {
    private static final ColumnMeta WHOLE = new ColumnMeta(8, false, 63, 0, 0);
    private static final ColumnMeta TEXT = new ColumnMeta(253, false, 45, 31, 0);
    private static final ColumnMeta WEIGHT = new ColumnMeta(253, false, 63, 31, 0);
    private static final ColumnMeta PRICE = new ColumnMeta(246, false, 63, 2, 0);
    private static final List<ColumnMeta> METAS =
            List.of(WHOLE, TEXT, WEIGHT, PRICE, WHOLE, PRICE, TEXT, PRICE, WHOLE, WHOLE, WHOLE, WHOLE);
    private static final String[] WORDS = {"a", "A", "b", "B", "é", "€uro", "", "zz"};

    private static final SortKey GROUP = new SortKey(0, -1, false, "g");
    private static final SortKey WORD = new SortKey(1, 2, false, "word");
    private static final SortKey PRICES = new SortKey(3, -1, true, "price");
    private static final SortKey NUMBER = new SortKey(10, -1, false, "number");

    private record One(
            @Nullable Long group, @Nullable String word, @Nullable BigDecimal price, long number, long most) {
        String weight() {
            return word == null ? null : word.toUpperCase(Locale.ROOT);
        }

        Row row() {
            return new ComputedRow(new Object[] {
                group,
                bytes(word),
                bytes(weight()),
                price,
                word == null ? 0L : 1L,
                price,
                bytes(word == null ? null : cut(word, most)),
                word == null ? null : BigDecimal.valueOf(bytes(word).length),
                word == null ? 0L : 1L,
                most,
                number,
                1L
            });
        }
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    /** The first bytes, and no part of a character. */
    private static String cut(String text, long most) {
        String kept = text;
        while (bytes(kept).length > most) {
            kept = kept.substring(0, kept.length() - 1);
        }
        return kept;
    }

    private static Merge merge(boolean wordsStream, boolean all) {
        Aggregation words = new Aggregation(Function.COUNT, 4, -1, -1, -1, "words");
        Aggregation prices = new Aggregation(Function.SUM, 5, -1, -1, -1, "prices");
        Aggregation joined = Aggregation.joining(6, 9, 7, 8, "joined", "; ");
        Aggregation rows = new Aggregation(Function.COUNT, 11, -1, -1, -1, "rows");
        List<SortKey> keys = all ? List.of() : List.of(GROUP);
        List<SortKey> sorted = new ArrayList<>(keys);
        sorted.addAll(wordsStream ? List.of(WORD) : List.of(PRICES, NUMBER));
        return new Merge.Group(
                new Merge.Sorted(sorted),
                keys,
                List.of(rows),
                List.of(
                        new Merge.Within(List.of(WORD), true, wordsStream, List.of(words)),
                        new Merge.Within(List.of(PRICES), true, false, List.of(prices)),
                        new Merge.Within(List.of(PRICES, NUMBER), false, !wordsStream, List.of(joined))));
    }

    private static final Comparator<One> BY_GROUP =
            Comparator.comparing(One::group, Comparator.nullsFirst(Comparator.naturalOrder()));
    private static final Comparator<One> BY_WORD =
            Comparator.comparing(One::weight, Comparator.nullsFirst(Comparator.naturalOrder()));
    private static final Comparator<One> BY_PRICE = Comparator.comparing(
                    One::price, Comparator.nullsFirst(Comparator.<BigDecimal>naturalOrder()))
            .reversed()
            .thenComparing(One::number);

    @Test
    void asPlainJavaDoesIt() {
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            boolean wordsStream = random.nextBoolean();
            boolean all = random.nextInt(4) == 0;
            List<List<One>> shards = shards(random, random.nextInt(3) == 0 ? 7 : 1000);
            Comparator<One> inside = wordsStream ? BY_WORD : BY_PRICE;
            shards.forEach(shard -> shard.sort(all ? inside : BY_GROUP.thenComparing(inside)));
            List<List<Row>> streams = shards.stream()
                    .map(shard -> shard.stream().map(One::row).toList())
                    .toList();
            MergeLimits few = new MergeLimits(1 + random.nextInt(4), 1 << 20, 1 << 20, new Reserve(1 << 20));
            MergeLimits limits = random.nextBoolean() ? few : MergeLimits.DEFAULT;
            Merger merger = Mergers.open(merge(wordsStream, all), streams.size(), METAS, slot -> null, limits);
            List<Row> answer = Pump.run(merger, streams, random);
            merger.close();
            List<One> table = shards.stream().flatMap(List::stream).toList();
            assertEquals(
                    expected(table, all),
                    answer.stream().map(InnerOrdersTest::print).toList(),
                    "seed " + seed);
        }
    }

    private static List<List<One>> shards(Random random, long most) {
        List<List<One>> shards = new ArrayList<>();
        long number = 0;
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            List<One> shard = new ArrayList<>();
            for (int rows = random.nextInt(3) == 0 ? 0 : random.nextInt(12); rows > 0; rows--) {
                shard.add(new One(
                        random.nextInt(5) == 0 ? null : (long) random.nextInt(3),
                        random.nextInt(6) == 0 ? null : WORDS[random.nextInt(WORDS.length)],
                        random.nextInt(6) == 0 ? null : BigDecimal.valueOf(random.nextInt(5), 2),
                        number++,
                        most));
            }
            shards.add(shard);
        }
        return shards;
    }

    private static List<String> expected(List<One> table, boolean all) {
        Map<String, List<One>> groups = new LinkedHashMap<>();
        table.stream().sorted(BY_GROUP).forEach(one -> groups.computeIfAbsent(
                        all ? "all" : String.valueOf(one.group()), g -> new ArrayList<>())
                .add(one));
        if (all) {
            groups.computeIfAbsent("all", g -> new ArrayList<>());
        }
        List<String> printed = new ArrayList<>();
        for (List<One> group : groups.values()) {
            long words = group.stream()
                    .map(One::weight)
                    .filter(Objects::nonNull)
                    .distinct()
                    .count();
            Map<BigDecimal, BigDecimal> prices = new TreeMap<>();
            group.stream().map(One::price).filter(Objects::nonNull).forEach(price -> prices.put(price, price));
            BigDecimal sum = prices.isEmpty()
                    ? null
                    : prices.values().stream()
                            .reduce(BigDecimal.ZERO, BigDecimal::add)
                            .setScale(2);
            List<String> texts = group.stream()
                    .sorted(BY_PRICE)
                    .map(One::word)
                    .filter(Objects::nonNull)
                    .toList();
            String joined = texts.isEmpty()
                    ? null
                    : cut(String.join("; ", texts), group.get(0).most());
            printed.add(words + " " + sum + " " + joined + " " + group.size());
        }
        return printed;
    }

    private static String print(Row row) {
        byte[] joined = row.asBytes(6);
        return row.asLong(4) + " " + (row.isNull(5) ? null : row.asDecimal(5).setScale(2)) + " "
                + (joined == null ? null : new String(joined, StandardCharsets.UTF_8)) + " " + row.asLong(11);
    }

    @Test
    void valuesAreCountedOnFromGroupToGroup() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            rows.add(new One((long) i / 4, "word" + i, BigDecimal.ONE, i, 13).row());
        }
        Merger merger = Mergers.open(merge(false, false), 1, METAS, slot -> null, MergeLimits.DEFAULT);
        List<Row> answer = Pump.run(merger, List.of(rows), new Random(1));
        assertEquals(List.of(3, 6), merger.cuts());
        assertEquals(
                List.of("4 1.00 word0; word1; 4", "4 1.00 word4; word5; 4"),
                answer.stream().map(InnerOrdersTest::print).toList());
    }

    @Test
    void aCutInAnotherCharacterSetIsRefused() {
        // In latin1 the text has 4 bytes, and comes with 5.
        Object[] values = ((ComputedRow) new One(1L, "Zoë", BigDecimal.ONE, 1, 5).row()).values();
        values[7] = BigDecimal.valueOf(3);
        List<Row> rows = List.of(new ComputedRow(values), new ComputedRow(values));
        Merger merger = Mergers.open(merge(false, false), 1, METAS, slot -> null, MergeLimits.DEFAULT);
        RoutingException refused =
                assertThrows(RoutingException.class, () -> Pump.run(merger, List.of(rows), new Random(1)));
        assertEquals(RoutingError.CROSS_SHARD, refused.error());
    }

    @Test
    void whatIsTooMuchForTheFileIsRefused() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            rows.add(new One(1L, "word" + i, BigDecimal.valueOf(-i), i, 100_000).row());
        }
        MergeLimits small = new MergeLimits(100, 1 << 20, 20_000, new Reserve(1 << 20));
        Merger merger = Mergers.open(merge(true, false), 1, METAS, slot -> null, small);
        RoutingException refused =
                assertThrows(RoutingException.class, () -> Pump.run(merger, List.of(rows), new Random(1)));
        assertEquals(1041, refused.error().errno());
        merger.close();
    }
}
