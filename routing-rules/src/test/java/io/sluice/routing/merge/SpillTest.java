package io.sluice.routing.merge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.sql.Operand;
import io.sluice.sql.SqlValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rows beyond what may be held in memory. */
class SpillTest {
    private static final int ROWS = 20_000;
    private static final List<ColumnMeta> METAS = List.of(new ColumnMeta(8, false, 63, 0, 0));
    private static final List<SortKey> KEYS = List.of(new SortKey(0, -1, false, "id"));
    private static final Merge ALL = new Merge.Sort(new Merge.Concat(), KEYS, null, null);

    private static List<ComputedRow> shuffled(int count) {
        List<ComputedRow> rows = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            rows.add(new ComputedRow(new Object[] {i}));
        }
        Collections.shuffle(rows, new Random(5));
        return rows;
    }

    private static MergeLimits limits(int rows, long file, long all) {
        return new MergeLimits(rows, 64 << 20, file, new Reserve(all));
    }

    private static Merger open(Merge merge, MergeLimits limits) {
        return Mergers.open(merge, 1, METAS, slot -> SqlValue.Whole.of(1), limits);
    }

    private static void sorts(Merge merge, MergeLimits limits, int expected) {
        Merger merger = open(merge, limits);
        List<Row> answer = Pump.run(merger, List.of(shuffled(ROWS)), new Random(1));
        merger.close();
        assertEquals(expected, answer.size());
        for (int i = 0; i < expected; i++) {
            assertEquals(i, answer.get(i).asLong(0));
        }
        assertEquals(0, limits.reserve().taken());
    }

    @Test
    void whatIsTooMuchForMemoryIsSortedInAFile() {
        sorts(ALL, limits(1000, 1 << 20, 1 << 20), ROWS);
    }

    @Test
    void aStatementHasAFewRowsWhateverTheOthersHold() {
        sorts(ALL, limits(1000, 1 << 20, 1), ROWS);
    }

    @Test
    void theFirstFewTakeNoMoreThanTheirPlace() {
        Merge ten = new Merge.Sort(new Merge.Concat(), KEYS, null, new Operand.Constant(SqlValue.Whole.of(10)));
        sorts(ten, limits(100, 0, 1 << 20), 10);
    }

    @Test
    void theFirstManyGoThroughAFileToo() {
        Merge many = new Merge.Sort(new Merge.Concat(), KEYS, null, new Operand.Constant(SqlValue.Whole.of(5000)));
        Merger merger = open(many, limits(300, 1 << 20, 1 << 20));
        List<Row> answer = Pump.run(merger, List.of(shuffled(ROWS)), new Random(1));
        merger.close();
        for (int i = 0; i < 5000; i++) {
            assertEquals(i, answer.get(i).asLong(0));
        }
    }

    @Test
    void filesAreBounded() {
        MergeLimits limits = limits(100, 10_000, 1 << 20);
        Merger merger = open(ALL, limits);
        RoutingException tooMuch =
                assertThrows(RoutingException.class, () -> Pump.run(merger, List.of(shuffled(ROWS)), new Random(1)));
        assertEquals(RoutingError.SPILLED_TOO_MUCH, tooMuch.error());
        merger.close();
        assertEquals(0, limits.reserve().taken());
    }

    @Test
    void valuesComeBackAsTheyWere() {
        Object[] values = {
            null, new byte[] {0, -1}, -5L, new BigInteger("18446744073709551615"), new BigDecimal("-1.500"), 0.1, -0.0
        };
        assertArrayEquals(values, RowImage.values(RowImage.of(values)));
        byte[][] cells = {{1}, null, {}};
        assertArrayEquals(cells, RowImage.values(RowImage.of(cells)));
    }

    @Test
    void keptRowsComeInTheirOrder() {
        MergeLimits limits = limits(10, 1 << 30, 1 << 20);
        Quota quota = new Quota(limits);
        try (KeptRows kept = new KeptRows(quota)) {
            byte[] large = new byte[300_000];
            for (long i = 0; i < 1000; i++) {
                kept.add(new ComputedRow(new Object[] {i, i % 100 == 99 ? large : null}));
            }
            for (long i = 0; i < 1000; i++) {
                assertEquals(i, kept.next().asLong(0));
            }
            assertNull(kept.next());
            assertNull(kept.next());
        }
        quota.close();
        assertEquals(0, limits.reserve().taken());
    }

    @Test
    void allFilesOfAStatementAreBoundedTogether() {
        MergeLimits limits = limits(1, 1000, 1 << 20);
        Object[] hundred = {new byte[100]};
        try (Quota quota = new Quota(limits);
                KeptRows one = new KeptRows(quota);
                KeptRows other = new KeptRows(quota)) {
            for (int i = 0; i < 6; i++) {
                one.add(new ComputedRow(hundred));
            }
            RoutingException tooMuch = assertThrows(RoutingException.class, () -> {
                for (int i = 0; i < 6; i++) {
                    other.add(new ComputedRow(hundred));
                }
            });
            assertEquals(RoutingError.SPILLED_TOO_MUCH, tooMuch.error());
            one.close();
            for (int i = 0; i < 5; i++) {
                other.add(new ComputedRow(hundred));
            }
        }
    }
}
