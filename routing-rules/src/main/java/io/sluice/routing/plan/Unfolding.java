package io.sluice.routing.plan;

import io.sluice.routing.cluster.Cluster;
import io.sluice.sql.Expr;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.SelectItem;
import io.sluice.sql.SqlParser;
import io.sluice.sql.Statement;
import io.sluice.sql.TableOccurrence;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.text.Edit;
import io.sluice.sql.text.Piece;
import io.sluice.sql.text.Span;
import io.sluice.sql.text.SqlTemplate;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts the definitions of views over sharded tables in the place of their names, so that conditions are seen through them as they
 * are through derived tables: that is what a view is.
 *
 * @param statement what the text with the definitions says
 * @param fingerprint that text
 * @param template from the client's text to it
 * @param folded where the definitions stand in it
 * @param slots for each slot of it the client's, -1 for those of definitions
 */
record Unfolding(
        Statement statement, Fingerprint fingerprint, SqlTemplate template, Folded folded, List<Integer> slots) {

    /** Null where {@code statement} reads no such view. */
    static @Nullable Unfolding of(
            Statement statement, Fingerprint fingerprint, Cluster cluster, @Nullable String schema) {
        if (!reads(statement)) {
            return null;
        }
        ViewDefinitions definitions = new ViewDefinitions(cluster);
        List<Edit> edits = new ArrayList<>();
        Map<Piece, Piece> back = new IdentityHashMap<>();
        for (TableOccurrence table : statement.scope().tables()) {
            String of = table.schema() == null ? schema : table.schema();
            boolean ours = of != null && cluster.dialect().sameName(of, cluster.name());
            String definition = table.write() || !ours ? null : definitions.of(table.name());
            if (definition == null) {
                continue;
            }
            boolean same = Fingerprint.of(definition, definitions.written()).under(fingerprint.dialect()) != null;
            if (!same || unnamed(table, statement, fingerprint)) {
                return null;
            }
            String name = table.schema() == null ? table.span().of(fingerprint.text()) : Quoting.name(table.name());
            Piece in = new Piece.Text("(" + definition + ")" + (table.alias() == null ? " AS " + name : ""));
            edits.add(new Edit(table.span(), in));
            back.put(in, new Piece.Text(name));
            table.qualifiers().stream()
                    .filter(span -> span.of(fingerprint.text()).contains("."))
                    .forEach(span -> edits.add(new Edit(span, new Piece.Text(name))));
        }
        return back.isEmpty() ? null : unfolded(fingerprint, edits, back, statement.getClass());
    }

    /** Statements that are no reading of rows, DDL for one, take views for what they are. */
    private static boolean reads(Statement statement) {
        return statement instanceof Statement.Query
                || statement instanceof Statement.Insert
                || statement instanceof Statement.Update
                || statement instanceof Statement.Delete
                || statement instanceof Statement.Explain;
    }

    private static @Nullable Unfolding unfolded(
            Fingerprint fingerprint, List<Edit> edits, Map<Piece, Piece> back, Class<?> kind) {
        SqlTemplate template = SqlTemplate.cut(fingerprint.text(), fingerprint.slotSpans(), edits);
        Fingerprint unfolded = Fingerprint.of(Viewed.unfold(template, fingerprint), fingerprint.dialect());
        List<Edit> folded = new ArrayList<>();
        int at = 0;
        for (Piece piece : template.pieces()) {
            Piece name = back.get(piece);
            int end = at + length(piece, fingerprint);
            if (name != null) {
                folded.add(new Edit(new Span(at, end), name));
            }
            at = end;
        }
        Statement statement = SqlParser.parse(unfolded);
        Folded views = new Folded(folded);
        List<Integer> slots = slots(unfolded, views);
        boolean whole = slots.stream().filter(slot -> slot >= 0).count() == fingerprint.slotCount();
        return statement.getClass() == kind && whole
                ? new Unfolding(statement, unfolded, template, views, slots)
                : null;
    }

    private static int length(Piece piece, Fingerprint fingerprint) {
        return piece instanceof Piece.Slot slot
                ? fingerprint.slotEnd(slot.index()) - fingerprint.slotStart(slot.index())
                : ((Piece.Text) piece).text().length();
    }

    private static List<Integer> slots(Fingerprint unfolded, Folded views) {
        List<Integer> slots = new ArrayList<>();
        int next = 0;
        for (Span slot : unfolded.slotSpans()) {
            slots.add(views.hides(slot) ? -1 : next++);
        }
        return slots;
    }

    /** True where the schema's name stands in an expression that is called as it is written: it would be called otherwise. */
    private static boolean unnamed(TableOccurrence table, Statement statement, Fingerprint fingerprint) {
        List<Span> spans = new ArrayList<>(table.qualifiers());
        spans.add(table.span());
        spans.removeIf(span -> !span.of(fingerprint.text()).contains("."));
        for (QueryBlock block : statement.scope().blocks()) {
            for (SelectItem item : block.items()) {
                boolean named = item.alias() != null
                        || item.expr() instanceof Expr.Star
                        || item.expr() instanceof Expr.Column
                        || block.kind() == QueryBlock.Kind.SUBQUERY;
                if (!named && spans.stream().anyMatch(item.span()::contains)) {
                    return true;
                }
            }
        }
        return false;
    }
}
