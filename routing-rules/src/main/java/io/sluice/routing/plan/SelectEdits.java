package io.sluice.routing.plan;

import io.sluice.sql.text.Edit;
import io.sluice.sql.text.Piece;
import io.sluice.sql.text.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects what a SELECT over several slots needs beyond the user's text: hidden columns behind the user's own, an order. */
final class SelectEdits {
    private final Survey survey;
    private final OwnText own;
    private final int visible;
    private final int listEnd;
    private final List<Edit> edits = new ArrayList<>();
    private final Map<String, Integer> hidden = new HashMap<>();
    private int width;

    SelectEdits(Survey survey, OwnText own, int visible, int listEnd) {
        this.survey = survey;
        this.own = own;
        this.visible = visible;
        this.listEnd = listEnd;
        this.width = visible;
    }

    List<Edit> edits() {
        return edits;
    }

    int visible() {
        return visible;
    }

    /** Columns with the hidden ones. */
    int width() {
        return width;
    }

    /** Appends the hidden column {@code before expr after} and says its index; the same one only once. */
    int hide(String before, Term term, String after) {
        String key = before + term.sense() + after;
        Integer known = hidden.get(key);
        if (known != null) {
            return known;
        }
        insert(listEnd, ", " + before);
        term.pieces().forEach(piece -> edits.add(new Edit(Span.at(listEnd), piece)));
        insert(listEnd, after + " AS __s" + (width - visible));
        hidden.put(key, width);
        return width++;
    }

    /** Puts text in at {@code position}. */
    void insert(int position, String text) {
        edits.add(new Edit(Span.at(position), new Piece.Text(text)));
    }

    void insert(int position, List<Piece> pieces) {
        pieces.forEach(piece -> edits.add(new Edit(Span.at(position), piece)));
    }

    void remove(Span span) {
        edits.add(new Edit(span, new Piece.Text("")));
    }

    void replace(Span span, Piece piece) {
        edits.add(new Edit(span, piece));
    }

    /** A part of the user's text, for use elsewhere in it. */
    Term term(Span span) {
        return new Term(span.of(survey.text()), own.sense(span), own.pieces(span));
    }

    /** A column of a table, as it can be named in the select list. */
    Term term(Placed table, String column) {
        List<Piece> pieces = own.call(table, column);
        String text = pieces.size() == 1 ? column : table.occurrence().calledBy() + "." + column;
        return new Term(text, text, pieces);
    }

    /** What a part of the user's text says, see {@link OwnText#sense}. */
    String sense(Span span) {
        return own.sense(span);
    }

    /**
     * An expression as text to put in.
     *
     * @param text as plans print it
     * @param sense equal where two say the same
     */
    record Term(String text, String sense, List<Piece> pieces) {}
}
