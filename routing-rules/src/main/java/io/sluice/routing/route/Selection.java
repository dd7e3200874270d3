package io.sluice.routing.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds an edge in the order of all parts' rows which nearly {@code offset} rows are before, and never more. It asks for values of rows
 * at some ranks ({@link Probe}), then how many rows are before each of them ({@link Count}), and goes on between the two that are
 * nearest.
 *
 * <p>INVARIANT: only counts decide. The order of values as it is guessed here chooses what is asked, so a wrong guess costs time, not
 * rows. Whenever it stops, {@link #before} rows are before {@link #edge}, as the parts have counted them.
 *
 * <p>Confined to one execution.
 */
final class Selection {
    /** Most pairs of questions. */
    private static final int ROUNDS = 10;
    /** Most edges that are counted at a time. */
    private static final int COUNTED = 8;

    private final int parts;
    private final long offset;
    private final long enough;
    private final Comparator<Edge> guess;

    private Edge low = Edge.START;
    private long before;
    private @Nullable Edge high;
    /** While {@code high} is known: how many rows each part has between the two. */
    private long[] sizes;

    /** While it is not: how far ahead is looked. */
    private long stretch = 1;

    private int rounds;
    private boolean over;
    private List<Rank> asked = List.of();
    private List<Edge> candidates = List.of();

    /**
     * @param enough how many rows may remain between the edge and the offset
     * @param guess the order of values as far as it can be told here
     */
    Selection(int parts, long offset, long enough, Comparator<Edge> guess) {
        this.parts = parts;
        this.offset = offset;
        this.enough = enough;
        this.guess = guess;
        this.sizes = new long[parts];
    }

    /** What is to be asked. */
    sealed interface Question {}

    /** The value of the row at each rank; which comes back in the same order, null where there is no row. */
    record Probe(List<Rank> ranks) implements Question {}

    /** For each part how many rows between {@link #edge} and each of these. */
    record Count(List<Edge> edges) implements Question {}

    /** The row {@code rank} (0-based) of a part's rows from {@link #edge} on, and before {@link #high}. */
    record Rank(int part, long rank) {}

    /** Null where nothing is. */
    @Nullable
    Question next() {
        if (!candidates.isEmpty()) {
            return new Count(candidates);
        }
        if (over || rounds == ROUNDS || offset - before <= enough || low == Edge.END) {
            return null;
        }
        asked = ranks();
        return new Probe(asked);
    }

    Edge edge() {
        return low;
    }

    /** How many rows are before {@link #edge}. */
    long before() {
        return before;
    }

    /** The rows of interest are before it; null where that is not known. */
    @Nullable
    Edge high() {
        return high;
    }

    private List<Rank> ranks() {
        List<Rank> ranks = new ArrayList<>();
        long rest = offset - before;
        long all = 0;
        for (long size : sizes) {
            all += size;
        }
        for (int part = 0; part < parts; part++) {
            if (high == null) {
                long near = Math.min(rest, rest / parts * stretch);
                ranks.add(new Rank(part, near));
                if (near < top()) {
                    ranks.add(new Rank(part, top()));
                }
            } else if (sizes[part] > 0) {
                long near = Math.min(sizes[part] - 1, (long) ((double) sizes[part] / all * rest));
                ranks.add(new Rank(part, near));
                if (near != sizes[part] / 2) {
                    ranks.add(new Rank(part, sizes[part] / 2));
                }
            }
        }
        return ranks;
    }

    private long top() {
        long rest = offset - before;
        return Math.min(rest, rest / parts * 2 * stretch + 1);
    }

    /** @param edges for each rank that was asked for: null where there is no row */
    void probed(List<@Nullable Edge> edges) {
        Set<Edge> found = new LinkedHashSet<>();
        Edge nearest = null;
        boolean ended = high == null;
        for (int i = 0; i < edges.size(); i++) {
            Edge edge = edges.get(i);
            boolean last = i + 1 == edges.size()
                    || asked.get(i + 1).part() != asked.get(i).part();
            if (edge != null) {
                found.add(edge);
                ended &= !last;
                nearest = last && (nearest == null || guess.compare(edge, nearest) < 0) ? edge : nearest;
            }
        }
        found.remove(low);
        found.remove(Edge.START);
        List<Edge> all = new ArrayList<>(found);
        Edge bound = nearest;
        if (high == null && bound != null) {
            // A part may have any number of rows before what lies further on.
            all.removeIf(edge -> guess.compare(edge, bound) > 0);
        }
        all.sort(guess);
        candidates = thinned(all);
        if (ended) {
            candidates.add(Edge.END);
        }
        if (candidates.isEmpty()) {
            rounds++;
            stretch();
        }
    }

    private static List<Edge> thinned(List<Edge> all) {
        List<Edge> thin = new ArrayList<>();
        int count = Math.min(COUNTED, all.size());
        for (int i = 0; i < count; i++) {
            thin.add(all.get(count == 1 ? 0 : (int) ((long) i * (all.size() - 1) / (count - 1))));
        }
        return thin;
    }

    /** Nothing new was found: looks further ahead, where that makes sense. */
    private void stretch() {
        over = high != null || top() == offset - before;
        stretch *= 4;
    }

    /** @param counts for each part and each edge that was asked for */
    void counted(long[][] counts) {
        rounds++;
        long rest = offset - before;
        int under = -1;
        int above = -1;
        long[] totals = new long[candidates.size()];
        for (int i = 0; i < totals.length; i++) {
            for (long[] part : counts) {
                totals[i] += part[i];
            }
            if (totals[i] <= rest) {
                under = under < 0 || totals[i] >= totals[under] ? i : under;
            } else {
                above = above < 0 || totals[i] < totals[above] ? i : above;
            }
        }
        boolean nearer = under >= 0 && totals[under] > 0;
        nearer |= lower(above, under, counts, totals);
        if (under >= 0) {
            low = candidates.get(under);
            before += totals[under];
        }
        candidates = List.of();
        if (high == null && nearer) {
            stretch *= 4;
        } else if (!nearer) {
            stretch();
        }
    }

    /** Counts the sizes anew; true where the high edge came nearer. */
    private boolean lower(int above, int under, long[][] counts, long[] totals) {
        long all = 0;
        for (long size : sizes) {
            all += size;
        }
        boolean nearer = above >= 0 && (high == null || totals[above] < all);
        for (int part = 0; part < parts; part++) {
            long passed = under < 0 ? 0 : counts[part][under];
            if (nearer) {
                sizes[part] = counts[part][above] - passed;
            } else if (high != null) {
                sizes[part] -= passed;
            }
        }
        if (nearer) {
            high = candidates.get(above);
        }
        return nearer;
    }
}
