package io.sluice.sql.text;

import java.util.List;

/**
 * The user's own text cut at its edits and at its literals; rendering is concatenation. One template serves every text
 * of the same shape: what differs between such texts are the literals, and those are {@link Piece.Slot}s. Immutable.
 *
 * @param pieces in text order
 */
public record SqlTemplate(List<Piece> pieces) {
    public SqlTemplate {
        pieces = List.copyOf(pieces);
    }

    /** What fills the holes while one statement is rendered. Confined to one rendering. */
    public interface Filling {
        /** Appends the user's literal, or {@code ?} (and remembers which parameter it was). */
        void slot(int index, StringBuilder out);

        /** Appends the physical name of a table occurrence. */
        void table(int occurrence, StringBuilder out);

        /** Appends a number the router computed. */
        void number(int id, StringBuilder out);

        /** Appends the id generated for row {@code item} of list {@code list}. */
        void generatedId(int list, int item, StringBuilder out);

        /** Appends a session value as a literal. */
        void sessionValue(String name, StringBuilder out);

        /** Appends a heading as a quoted name. */
        void heading(HeadingText text, StringBuilder out);

        /** The picked items of a list, ascending, or null for all of them. */
        int @org.jspecify.annotations.Nullable [] picked(int list);
    }

    /**
     * Cuts {@code text}.
     *
     * @param slots spans of all literals and {@code ?} of the whole text, in text order; those inside an edit's span vanish
     * @param edits in any order, not overlapping
     */
    public static SqlTemplate cut(String text, List<Span> slots, List<Edit> edits) {
        return cut(text, new Span(0, text.length()), slots, edits);
    }

    /** Cuts only the part {@code window} of the text (an item of a list, for instance). */
    public static SqlTemplate cut(String text, Span window, List<Span> slots, List<Edit> edits) {
        return new Cuts(text, slots, edits).cut(window);
    }

    /** Appends the text with its holes filled. */
    public void render(Filling filling, StringBuilder out) {
        render(filling, -1, -1, out);
    }

    private void render(Filling filling, int list, int item, StringBuilder out) {
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            if (piece instanceof Piece.Text text) {
                out.append(text.text());
            } else if (piece instanceof Piece.Slot slot) {
                filling.slot(slot.index(), out);
            } else if (piece instanceof Piece.Table table) {
                filling.table(table.occurrence(), out);
            } else if (piece instanceof Piece.Number number) {
                filling.number(number.id(), out);
            } else if (piece instanceof Piece.GeneratedId) {
                filling.generatedId(list, item, out);
            } else if (piece instanceof Piece.SessionValue value) {
                filling.sessionValue(value.name(), out);
            } else if (piece instanceof Piece.Heading heading) {
                filling.heading(heading.text(), out);
            } else if (piece instanceof Piece.Items items) {
                items(items, filling, out);
            }
        }
    }

    private static void items(Piece.Items items, Filling filling, StringBuilder out) {
        int[] picked = filling.picked(items.list());
        int count = picked == null ? items.items().size() : picked.length;
        for (int i = 0; i < count; i++) {
            int item = picked == null ? i : picked[i];
            if (i > 0) {
                out.append(", ");
            }
            items.items().get(item).render(filling, items.list(), item, out);
        }
    }
}
