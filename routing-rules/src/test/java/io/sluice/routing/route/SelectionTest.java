package io.sluice.routing.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The search for a page's first value, over parts that are sorted arrays; {@code Integer.MAX_VALUE} stands for NULLs that come last. */
class SelectionTest {
    private static final Comparator<Edge> NUMBERS = Comparator.comparing(Edge::kind)
            .thenComparing(edge -> edge.text().isEmpty() ? 0 : Integer.parseInt(edge.text()));
    private static final Comparator<Edge> WRONG =
            (a, b) -> a.text().hashCode() - b.text().hashCode();
    private static final long ENOUGH = 20;

    private final Random random = new Random(7);

    /** How many rows the parts have looked at for it. */
    private long looked;

    @Test
    void whateverTheValuesNoRowOfThePageIsPassedOver() {
        for (int i = 0; i < 4000; i++) {
            int[][] parts = new int[1 + random.nextInt(6)][];
            for (int part = 0; part < parts.length; part++) {
                parts[part] = values(random.nextInt(5) == 0 ? 0 : random.nextInt(400), random.nextInt(4));
            }
            long offset = random.nextInt(1500);
            run(parts, offset, i % 3 == 0 ? WRONG : NUMBERS);
        }
    }

    @Test
    void mixedPartsAreFoundOutInAFewQuestions() {
        int[][] parts = new int[4][];
        for (int part = 0; part < parts.length; part++) {
            parts[part] = random.ints(50_000, 0, 1 << 30).sorted().toArray();
        }
        Selection found = run(parts, 100_000, NUMBERS);
        assertTrue(100_000 - found.before() <= ENOUGH, () -> "carries " + (100_000 - found.before()));
        assertTrue(looked < 2 * 4 * 100_000, () -> "looked at " + looked);
    }

    @Test
    void partsThatFollowEachOtherToo() {
        int[][] parts = new int[4][];
        for (int part = 0; part < parts.length; part++) {
            int first = part * 50_000;
            parts[part] =
                    java.util.stream.IntStream.range(first, first + 50_000).toArray();
        }
        for (long offset : new long[] {30, 49_999, 50_000, 99_000, 123_456, 199_999}) {
            Selection found = run(parts, offset, NUMBERS);
            assertTrue(offset - found.before() <= ENOUGH, () -> offset + " carries " + (offset - found.before()));
        }
    }

    @Test
    void onePartMayHaveNearlyAll() {
        int[][] parts = {values(100_000, 0), values(10, 0), {}, {}};
        for (long offset : new long[] {50, 5_000, 60_000, 100_000}) {
            Selection found = run(parts, offset, NUMBERS);
            assertTrue(offset - found.before() <= ENOUGH, () -> offset + " carries " + (offset - found.before()));
        }
    }

    @Test
    void behindTheLastRowNothingIsLeft() {
        int[][] parts = {values(500, 1), values(700, 0), {}};
        assertEquals(Edge.END, run(parts, 1_200, NUMBERS).edge());
        assertEquals(Edge.END, run(parts, 1_000_000, NUMBERS).edge());
        assertEquals(Edge.END, run(new int[][] {{}, {}}, 100, NUMBERS).edge());
    }

    /** @param kind 0: many values, 1: few, 2: with NULLs, 3: one value nearly always */
    private int[] values(int count, int kind) {
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = switch (kind) {
                case 0 -> random.nextInt(1 << 20);
                case 1 -> random.nextInt(5);
                case 2 -> random.nextInt(3) == 0 ? Integer.MAX_VALUE : random.nextInt(100);
                default -> random.nextInt(50) == 0 ? random.nextInt(100) : 42;
            };
        }
        Arrays.sort(values);
        return values;
    }

    private Selection run(int[][] parts, long offset, Comparator<Edge> guess) {
        Selection selection = new Selection(parts.length, offset, ENOUGH, guess);
        looked = 0;
        int asked = 0;
        for (Selection.Question question = selection.next(); question != null; question = selection.next()) {
            assertTrue(asked++ < 25, "does not end");
            if (question instanceof Selection.Probe probe) {
                selection.probed(probe(parts, selection, probe));
            } else {
                selection.counted(count(parts, selection, (Selection.Count) question));
            }
        }
        long before = 0;
        for (int[] part : parts) {
            before += before(part, selection.edge());
        }
        assertEquals(before, selection.before(), "what was counted is so");
        assertTrue(before <= offset, "no row of the page is before the edge");
        return selection;
    }

    private List<@Nullable Edge> probe(int[][] parts, Selection selection, Selection.Probe probe) {
        List<@Nullable Edge> edges = new ArrayList<>();
        for (Selection.Rank rank : probe.ranks()) {
            int[] part = parts[rank.part()];
            int first = before(part, selection.edge());
            Edge high = selection.high();
            int end = high == null ? part.length : before(part, high);
            long at = first + rank.rank();
            looked += Math.min(rank.rank(), end - first);
            edges.add(at >= end ? null : part[(int) at] == Integer.MAX_VALUE ? Edge.NULLS : edge(part[(int) at]));
        }
        return edges;
    }

    private long[][] count(int[][] parts, Selection selection, Selection.Count count) {
        long[][] counts = new long[parts.length][count.edges().size()];
        for (int part = 0; part < parts.length; part++) {
            int first = before(parts[part], selection.edge());
            long most = 0;
            for (int i = 0; i < counts[part].length; i++) {
                counts[part][i] = Math.max(0, before(parts[part], count.edges().get(i)) - first);
                most = Math.max(most, counts[part][i]);
            }
            looked += most;
        }
        return counts;
    }

    private static Edge edge(int value) {
        return Edge.of(Integer.toString(value));
    }

    private static int before(int[] part, Edge edge) {
        return switch (edge.kind()) {
            case START -> 0;
            case END -> part.length;
            case NULLS ->
                (int) Arrays.stream(part).filter(v -> v != Integer.MAX_VALUE).count();
            case VALUE ->
                (int) Arrays.stream(part)
                        .filter(v -> v < Integer.parseInt(edge.text()))
                        .count();
        };
    }
}
