package io.sluice.routing.plan;

import io.sluice.routing.RoutingError;
import io.sluice.routing.cluster.Cluster;
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

/** Makes one {@link Unfolding}. Confined to one thread. */
final class Unfolder {
    private final Statement statement;
    private final Fingerprint fingerprint;
    private final Cluster cluster;
    private final @Nullable String schema;
    private final ViewDefinitions definitions;
    private final List<Edit> edits = new ArrayList<>();
    /** By what is put in: what the client's text has there. */
    private final Map<Piece, Place> places = new IdentityHashMap<>();

    Unfolder(Statement statement, Fingerprint fingerprint, Cluster cluster, @Nullable String schema) {
        this.statement = statement;
        this.fingerprint = fingerprint;
        this.cluster = cluster;
        this.schema = schema;
        this.definitions = new ViewDefinitions(cluster);
    }

    /** @param sent what the shards are sent instead */
    private record Place(String written, String sent) {}

    /** Null where the statement reads no view over sharded tables, or one that means something else in its words. */
    @Nullable
    Unfolding unfolding() {
        for (TableOccurrence table : statement.scope().tables()) {
            ViewDefinitions.Meaning view = view(table);
            if (view == null) {
                continue;
            }
            if (Fingerprint.of(view.text(), definitions.written()).under(fingerprint.dialect()) == null) {
                return null;
            }
            if (table.write()) {
                write(table, view);
            } else {
                read(table, view);
            }
        }
        if (places.isEmpty()) {
            return null;
        }
        return unfolded();
    }

    private ViewDefinitions.@Nullable Meaning view(TableOccurrence table) {
        String of = table.schema() == null ? schema : table.schema();
        boolean ours = of != null && cluster.dialect().sameName(of, cluster.name());
        return ours ? definitions.of(table.name()) : null;
    }

    private void write(TableOccurrence table, ViewDefinitions.Meaning view) {
        WrittenView written = WrittenView.of(table.name(), view, cluster, definitions.written());
        for (Edit edit : new ViewWrite(statement, fingerprint, table, written).edits()) {
            edits.add(edit);
            String text = ((Piece.Text) edit.piece()).text();
            places.put(edit.piece(), new Place(edit.span().of(fingerprint.text()), text));
        }
    }

    private void read(TableOccurrence table, ViewDefinitions.Meaning view) {
        String name = table.schema() == null ? table.span().of(fingerprint.text()) : Quoting.name(table.name());
        Piece.Text in = new Piece.Text("(" + view.text() + ")" + (table.alias() == null ? " AS " + name : ""));
        edits.add(new Edit(table.span(), in));
        places.put(in, new Place(table.span().of(fingerprint.text()), view.whole() ? name : in.text()));
        for (Span qualifier : table.qualifiers()) {
            if (qualifier.of(fingerprint.text()).contains(".")) {
                Piece bare = new Piece.Text(name);
                edits.add(new Edit(qualifier, bare));
                places.put(bare, new Place(qualifier.of(fingerprint.text()), name));
            }
        }
    }

    private @Nullable Unfolding unfolded() {
        SqlTemplate template = SqlTemplate.cut(fingerprint.text(), fingerprint.slotSpans(), edits);
        Fingerprint unfolded = Fingerprint.of(Viewed.unfold(template, fingerprint), fingerprint.dialect());
        List<Folded.Part> parts = new ArrayList<>();
        int at = 0;
        for (Piece piece : template.pieces()) {
            Place place = places.get(piece);
            Span span = new Span(at, at + length(piece));
            if (place != null) {
                parts.add(new Folded.Part(span, ((Piece.Text) piece).text(), place.written(), place.sent()));
            }
            at = span.end();
        }
        Statement read = SqlParser.parse(unfolded);
        Folded folded = new Folded(parts);
        changedInside(read, folded);
        List<Integer> slots = slots(unfolded, folded);
        boolean whole = slots.stream().filter(slot -> slot >= 0).count() == fingerprint.slotCount();
        return read.getClass() == statement.getClass() && whole
                ? new Unfolding(read, unfolded, template, folded, slots)
                : null;
    }

    /** MySQL refuses that (ER_VIEW_PREVENT_UPDATE), where it would do the same with a derived table. */
    private void changedInside(Statement read, Folded folded) {
        boolean changes = read instanceof Statement.Update || read instanceof Statement.Delete;
        for (TableOccurrence table : read.scope().tables()) {
            boolean changed = table.write() && changes && !cluster.dialect().mariaDb();
            for (TableOccurrence other : read.scope().tables()) {
                boolean inView = !other.write() && folded.defines(other.span());
                if (changed && inView && cluster.dialect().sameName(table.name(), other.name())) {
                    throw RoutingError.CROSS_SHARD.with(
                            "a view of " + table.name() + " in a write of that table", "read the table itself");
                }
            }
        }
    }

    private int length(Piece piece) {
        return piece instanceof Piece.Slot slot
                ? fingerprint.slotEnd(slot.index()) - fingerprint.slotStart(slot.index())
                : ((Piece.Text) piece).text().length();
    }

    private static List<Integer> slots(Fingerprint unfolded, Folded folded) {
        List<Integer> slots = new ArrayList<>();
        int next = 0;
        for (Span slot : unfolded.slotSpans()) {
            slots.add(folded.defines(slot) ? -1 : next++);
        }
        return slots;
    }
}
