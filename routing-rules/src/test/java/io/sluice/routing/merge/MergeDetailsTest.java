package io.sluice.routing.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.merge.Aggregation.Function;
import io.sluice.routing.schema.Collation;
import io.sluice.sql.Operand;
import io.sluice.sql.SqlValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MergeDetailsTest {
    private static final Collation GENERAL = new Collation("utf8mb4_general_ci", true, false, new byte[] {0, 32});

    @Test
    void numbersAndTimesCompareByValue() {
        assertTrue(compare(new ColumnMeta(8, true, 63, 0, 0), Long.MAX_VALUE, Long.MIN_VALUE) < 0);
        assertTrue(compare(new ColumnMeta(8, false, 63, 0, 0), Long.MAX_VALUE, Long.MIN_VALUE) > 0);
        assertEquals(0, compare(new ColumnMeta(246, false, 63, 2, 0), new BigDecimal("1.50"), new BigDecimal("1.5")));
        assertEquals(0, compare(new ColumnMeta(5, false, 63, 31, 0), 0.0, -0.0));
        ColumnMeta time = new ColumnMeta(11, false, 63, 3, 0);
        assertTrue(compare(time, text("-838:59:59.000"), text("-01:00:00.500")) < 0);
        assertTrue(compare(time, text("99:00:00.000"), text("100:00:00.000")) < 0);
        assertTrue(compare(time, text("-00:00:00.001"), text("00:00:00.000")) < 0);
        ColumnMeta datetime = new ColumnMeta(12, false, 63, 6, 0);
        assertTrue(compare(datetime, text("0000-00-00 00:00:00.000000"), text("2026-01-31 10:00:00.000001")) < 0);
        assertTrue(compare(datetime, null, text("0000-00-00 00:00:00.000000")) < 0);
    }

    @Test
    void textComparesByWeightPaddedAsItsCollationPads() {
        RowOrder padded = RowOrder.of(
                List.of(new SortKey(0, 1, false, "name", GENERAL)),
                List.of(new ColumnMeta(253, false, 45, 31, 0), new ColumnMeta(253, false, 63, 31, 0)));
        assertEquals(0, compare(padded, weighed("a", 0, 65), weighed("a ", 0, 65, 0, 32)));
        assertTrue(compare(padded, weighed("a", 0, 65), weighed("a\t", 0, 65, 0, 9)) > 0);
        assertTrue(compare(padded, weighed("a", 0, 65), weighed("ab", 0, 65, 0, 66)) < 0);
        RowOrder plain = RowOrder.of(
                List.of(new SortKey(0, 1, false, "name")),
                List.of(new ColumnMeta(253, false, 45, 31, 0), new ColumnMeta(253, false, 63, 31, 0)));
        assertTrue(compare(plain, weighed("a", 0, 65), weighed("a ", 0, 65, 0, 32)) < 0);
    }

    @Test
    void theWeightOfANumberIsNotLookedAt() {
        RowOrder order = RowOrder.of(
                List.of(new SortKey(0, 1, false, "n")),
                List.of(new ColumnMeta(3, false, 63, 0, 0), new ColumnMeta(253, false, 63, 31, 0)));
        assertTrue(compare(order, row(9L, text("9")), row(10L, text("10"))) < 0);
        assertTrue(compare(order, row(9L, null), row(10L, null)) < 0);
    }

    @Test
    void whatHasNoOrderIsRefused() {
        List<SortKey> keys = List.of(new SortKey(0, -1, false, "doc"));
        List<ColumnMeta> json = List.of(new ColumnMeta(245, false, 63, 0, 0));
        assertEquals(
                RoutingError.CROSS_SHARD,
                assertThrows(RoutingException.class, () -> RowOrder.of(keys, json))
                        .error());
        List<ColumnMeta> colour = List.of(new ColumnMeta(254, false, 45, 0, 0x100));
        assertThrows(RoutingException.class, () -> RowOrder.of(keys, colour));
    }

    @Test
    void averagesRoundHalfAwayFromZeroAtTheColumnsDigits() {
        assertEquals("0.6667", average("2", 3));
        assertEquals("-0.6667", average("-2", 3));
        assertEquals("0.1250", average("1", 8));
        assertEquals("0.0313", average("1", 32));
    }

    /** Two shards have rows with this sum and count together. */
    private static String average(String sum, long count) {
        List<ColumnMeta> metas = List.of(
                new ColumnMeta(246, false, 63, 4, 0),
                new ColumnMeta(246, false, 63, 0, 0),
                new ColumnMeta(8, false, 63, 0, 0));
        Merge merge = new Merge.Group(
                new Merge.Concat(), List.of(), List.of(new Aggregation(Function.AVG, 0, -1, 1, 2, "avg")));
        List<List<ComputedRow>> streams =
                List.of(List.of(row(null, new BigDecimal(sum), count - 1)), List.of(row(null, BigDecimal.ZERO, 1L)));
        Row row = Pump.run(open(merge, 2, metas, MergeLimits.DEFAULT), streams, new Random(1))
                .get(0);
        return new String(row.asBytes(0), StandardCharsets.ISO_8859_1);
    }

    @Test
    void withoutKeysThereIsOneRowEvenOfNothing() {
        List<ColumnMeta> metas = List.of(new ColumnMeta(8, false, 63, 0, 0), new ColumnMeta(246, false, 63, 0, 0));
        Merge merge = new Merge.Group(
                new Merge.Concat(),
                List.of(),
                List.of(
                        new Aggregation(Function.COUNT, 0, -1, -1, -1, "count"),
                        new Aggregation(Function.SUM, 1, -1, -1, -1, "sum")));
        List<Row> rows =
                Pump.run(open(merge, 2, metas, MergeLimits.DEFAULT), List.of(List.of(), List.of()), new Random(1));
        assertEquals(1, rows.size());
        assertEquals(0, rows.get(0).asLong(0));
        assertTrue(rows.get(0).isNull(1));
    }

    @Test
    void aLimitIsDoneBeforeItsStreamsAre() {
        List<ColumnMeta> metas = List.of(new ColumnMeta(8, false, 63, 0, 0));
        Merger merger =
                open(new Merge.Limit(new Merge.Concat(), null, new Operand.Slot(0)), 2, metas, MergeLimits.DEFAULT);
        assertInstanceOf(Merger.Step.Need.class, merger.next());
        merger.offer(0, row(1L));
        assertInstanceOf(Merger.Step.Emit.class, merger.next());
        assertInstanceOf(Merger.Step.Done.class, merger.next());
    }

    @Test
    void doublesArePrintedAsTheServersDo() {
        assertEquals("0.1", format(0.1));
        assertEquals("100000", format(100000));
        assertEquals("1e20", format(1e20));
        assertEquals("1e15", format(1e15));
        assertEquals("100000000000000", format(1e14));
        assertEquals("0.30000000000000004", format(0.1 + 0.2));
        assertEquals("-1.5e-20", format(-1.5e-20));
        assertEquals("2e-323", format(2e-323));
        assertEquals("1.7976931348623157e308", format(Double.MAX_VALUE));
        assertEquals("0", format(0));
        assertEquals("2.50", MySqlDouble.format(2.5, 2));
    }

    @Test
    void okCountsAddUp() {
        Counts sum = Counts.sum(List.of(
                new Counts(2, 0, 1, "Rows matched: 3  Changed: 2  Warnings: 1"),
                new Counts(10, 41, 0, "Rows matched: 10  Changed: 10  Warnings: 0"),
                new Counts(0, 43, 0, "Rows matched: 0  Changed: 0  Warnings: 0")));
        assertEquals(new Counts(12, 41, 1, "Rows matched: 13  Changed: 12  Warnings: 1"), sum);
        Counts same = Counts.same(List.of(new Counts(2, 7, 0, ""), new Counts(2, 9, 3, "")));
        assertEquals(new Counts(2, 7, 3, ""), same);
        assertEquals(Counts.NOTHING, Counts.sum(List.of()));
    }

    private static Merger open(Merge merge, int streams, List<ColumnMeta> metas, MergeLimits limits) {
        return Mergers.open(merge, streams, metas, slot -> SqlValue.Whole.of(1), limits);
    }

    private static String format(double value) {
        return MySqlDouble.format(value, MySqlDouble.NOT_FIXED);
    }

    private static int compare(ColumnMeta meta, Object a, Object b) {
        return compare(RowOrder.of(List.of(new SortKey(0, -1, false, "c")), List.of(meta)), row(a), row(b));
    }

    private static int compare(RowOrder order, Row a, Row b) {
        int compared = order.compare(order.read(a, order.keys()), order.read(b, order.keys()));
        assertEquals(-compared, order.compare(order.read(b, order.keys()), order.read(a, order.keys())));
        return compared;
    }

    private static ComputedRow weighed(String word, int... weight) {
        byte[] bytes = new byte[weight.length];
        for (int i = 0; i < weight.length; i++) {
            bytes[i] = (byte) weight[i];
        }
        return row(text(word), bytes);
    }

    private static ComputedRow row(Object... values) {
        return new ComputedRow(values);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
