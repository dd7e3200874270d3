package io.sluice.routing.route;

import io.sluice.routing.merge.Merge;
import io.sluice.routing.merge.Row;
import io.sluice.routing.plan.Boundary;
import io.sluice.sql.Operand;
import io.sluice.sql.SqlValue;
import io.sluice.sql.text.SqlTemplate;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One execution's search for the first value of a page, as a step machine: a door asks what {@link #next} says, gives the answer to
 * {@link #rows}, and so on until next is null; then {@link #page} is what to do. A door that knows nothing of it does what the route
 * says: that is the same answer, with more rows on their way.
 *
 * <p>INVARIANT: for each shard all questions and the page go over one connection, in one transaction whose reads are of one instant: the
 * session's, or one of the statement alone. Counts of one state of a table and a page of another would be wrong rows.
 *
 * <p>Never blocks, never calls out. Confined to one thread at a time; not to be used twice.
 */
public final class Paging {
    private final Boundary boundary;
    private final List<String> shards;
    private final Texts texts;
    private final Merge merge;
    private final long offset;
    private final long count;
    private final Selection selection;
    private Selection.@Nullable Question question;
    private boolean checks;
    private boolean gaveUp;

    /** Renders a text for a part of the route. */
    interface Texts {
        /** @param words what fills the template's numbers */
        ShardStatement text(int part, SqlTemplate template, String... words);
    }

    /**
     * @param whole the route as it is without a boundary
     * @param offset of the user's LIMIT
     * @param count of the user's LIMIT
     */
    Paging(Boundary boundary, Route.Many whole, Texts texts, long offset, long count) {
        this.boundary = boundary;
        this.shards = whole.parts().stream().map(ShardStatement::shard).toList();
        this.texts = texts;
        this.merge = whole.merge();
        this.offset = offset;
        this.count = count;
        this.selection = new Selection(shards.size(), offset, boundary.enough(), guess(boundary));
    }

    /** How plans print it. */
    public String words() {
        return "page boundary on " + boundary.words();
    }

    /** Asks whether the session's transaction reads one state, for nobody here knows. */
    public void checkIsolation() {
        checks = true;
    }

    /** The shards that are asked. */
    public Set<String> shards() {
        return shards.stream().collect(Collectors.toCollection(java.util.LinkedHashSet::new));
    }

    // ---- the questions

    /** What is to be asked next, merged by no order at all; null where nothing is. */
    public Route.@Nullable Many next() {
        question = gaveUp ? null : selection.next();
        List<ShardStatement> asked = new ArrayList<>();
        if (question instanceof Selection.Probe probe) {
            for (Selection.Rank rank : probe.ranks()) {
                asked.add(probe(asked.size(), rank));
            }
        } else if (question instanceof Selection.Count counts) {
            for (int part = 0; part < shards.size(); part++) {
                asked.add(count(part, counts));
            }
        }
        return asked.isEmpty() ? null : new Route.Many(asked, new Merge.Concat());
    }

    private ShardStatement probe(int index, Selection.Rank rank) {
        String value = String.format(boundary.form().function(), boundary.column());
        String isolation = checks ? ", " + boundary.isolation() : "";
        return texts.text(
                rank.part(),
                boundary.rows(),
                "",
                between(),
                "CAST(" + index + " AS CHAR), " + value + isolation,
                "ORDER BY " + boundary.column() + (boundary.descending() ? " DESC" : "") + " LIMIT " + rank.rank()
                        + ", 1");
    }

    private ShardStatement count(int part, Selection.Count counts) {
        StringBuilder list = new StringBuilder("CAST(" + part + " AS CHAR)");
        StringBuilder any = new StringBuilder();
        for (Edge edge : counts.edges()) {
            list.append(", CAST(COALESCE(SUM(").append(before(edge)).append("), 0) AS CHAR)");
            any.append(any.isEmpty() ? "" : " OR ").append(before(edge));
        }
        return texts.text(
                part, boundary.rows(), "", from(selection.edge()) + " AND (" + any + ")", list.toString(), "");
    }

    private String between() {
        Edge high = selection.high();
        return high == null ? from(selection.edge()) : from(selection.edge()) + " AND " + before(high);
    }

    /**
     * True for the rows that come before the edge. {@code <=> NULL}, for {@code IS NULL} means zero dates, too (MySQL manual, "IS NULL"),
     * and under sql_auto_is_null the last row inserted.
     */
    private String before(Edge edge) {
        String column = boundary.column();
        return switch (edge.kind()) {
            case START -> "FALSE";
            case END -> "TRUE";
            case NULLS -> column + " IS NOT NULL";
            case VALUE ->
                boundary.descending()
                        ? column + " > " + literal(edge)
                        : boundary.nullable()
                                ? "(" + column + " <=> NULL OR " + column + " < " + literal(edge) + ")"
                                : column + " < " + literal(edge);
        };
    }

    /** True for all the others. */
    private String from(Edge edge) {
        String column = boundary.column();
        return switch (edge.kind()) {
            case START -> "TRUE";
            case END -> "FALSE";
            case NULLS -> column + " <=> NULL";
            case VALUE ->
                !boundary.descending()
                        ? column + " >= " + literal(edge)
                        : boundary.nullable()
                                ? "(" + column + " <= " + literal(edge) + " OR " + column + " <=> NULL)"
                                : column + " <= " + literal(edge);
        };
    }

    private String literal(Edge edge) {
        return java.util.Objects.requireNonNull(boundary.form().literal(edge.text()));
    }

    // ---- the answers

    /** All rows that {@link #next} gave, in any order. */
    public void rows(List<Row> rows) {
        if (question instanceof Selection.Probe probe) {
            @Nullable Edge[] edges = new @Nullable Edge[probe.ranks().size()];
            for (Row row : rows) {
                edges[index(row)] = edge(row);
                gaveUp |= checks && !"REPEATABLE-READ".equals(text(row, 2));
            }
            selection.probed(Arrays.asList(edges));
        } else if (question instanceof Selection.Count asked) {
            long[][] counts = new long[shards.size()][asked.edges().size()];
            for (Row row : rows) {
                long[] part = counts[index(row)];
                for (int i = 0; i < part.length; i++) {
                    part[i] = Long.parseLong(text(row, i + 1));
                }
            }
            selection.counted(counts);
        }
    }

    private static int index(Row row) {
        return Integer.parseInt(text(row, 0));
    }

    private static String text(Row row, int column) {
        byte[] bytes = row.asBytes(column);
        return bytes == null ? "" : new String(bytes, StandardCharsets.US_ASCII);
    }

    /** Null where the value cannot be written for certain: it is as if nobody had seen it. */
    private @Nullable Edge edge(Row row) {
        if (row.isNull(1)) {
            return boundary.descending() ? Edge.NULLS : Edge.START;
        }
        String text = text(row, 1);
        return boundary.form().literal(text) == null ? Edge.START : Edge.of(text);
    }

    // ---- the page

    /** The user's statement from the boundary on, with what is left of its offset. */
    public Route.Many page() {
        Edge edge = gaveUp ? Edge.START : selection.edge();
        long rest = offset - (gaveUp ? 0 : selection.before());
        List<ShardStatement> parts = new ArrayList<>();
        for (int part = 0; part < shards.size(); part++) {
            parts.add(texts.text(part, boundary.page(), Long.toString(rest + count), from(edge)));
        }
        return new Route.Many(parts, with(merge, new Operand.Constant(SqlValue.Whole.of(rest))));
    }

    private static Merge with(Merge merge, Operand offset) {
        if (merge instanceof Merge.Trim trim) {
            return new Merge.Trim(with(trim.input(), offset), trim.width());
        }
        Merge.Limit limit = (Merge.Limit) merge;
        return new Merge.Limit(limit.input(), offset, limit.count());
    }

    private static Comparator<Edge> guess(Boundary boundary) {
        Comparator<Edge> values = boundary.form().numeric()
                ? Comparator.comparing(edge -> edge.text().isEmpty() ? BigDecimal.ZERO : new BigDecimal(edge.text()))
                : Comparator.comparing(Edge::text);
        Comparator<Edge> directed = boundary.descending() ? values.reversed() : values;
        return Comparator.comparing(Edge::kind).thenComparing(directed);
    }
}
