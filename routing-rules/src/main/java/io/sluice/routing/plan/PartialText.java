package io.sluice.routing.plan;

import io.sluice.sql.Expr;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.text.Edit;
import io.sluice.sql.text.Piece;
import io.sluice.sql.text.Span;
import io.sluice.sql.text.SqlTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The texts that ask for the groups of a {@link Partial}. Immutable.
 *
 * @param columns of the groups
 * @param from FROM and WHERE
 * @param aliases where HAVING names a column of the answer, and what that is
 */
record PartialText(Survey survey, List<PartialColumn> columns, Span from, Map<Span, Expr> aliases) {
    private static final String MARK = "x";

    PartialText {
        columns = List.copyOf(columns);
        aliases = Map.copyOf(aliases);
    }

    /** The query of the groups as a statement of its own. */
    SqlTemplate rows() {
        List<Span> slots = survey.fingerprint().slotSpans();
        Function<Span, List<Piece>> cut =
                part -> SqlTemplate.cut(survey.text(), part, slots, List.of()).pieces();
        return new SqlTemplate(query(cut, cut.apply(from), true));
    }

    SqlTemplate shape(OwnText there, List<Edit> others) {
        List<Edit> edits = new ArrayList<>();
        others.stream().filter(edit -> from.contains(edit.span())).forEach(edits::add);
        Fingerprint text = survey.fingerprint();
        for (int i = 0; i < text.slotCount(); i++) {
            Span slot = new Span(text.slotStart(i), text.slotEnd(i));
            if (text.isParameter(i) && from.contains(slot)) {
                edits.add(new Edit(slot, new Piece.Text("NULL")));
            }
        }
        List<Piece> pieces = new ArrayList<>();
        pieces.add(new Piece.Text("CREATE TEMPORARY TABLE `" + Partial.TABLE + "` SELECT * FROM ("));
        pieces.addAll(query(
                part -> there.cut(part, List.of()).pieces(),
                there.cut(from, edits).pieces(),
                false));
        pieces.add(new Piece.Text(") AS `__d` LIMIT 0"));
        return new SqlTemplate(pieces);
    }

    /** What HAVING means by names of the select list, written out: behind WHERE there are none. */
    List<Edit> aliases(OwnText there) {
        List<Edit> edits = new ArrayList<>();
        aliases.forEach((span, expr) -> {
            edits.add(new Edit(span, new Piece.Text("(")));
            there.cut(expr.span(), List.of())
                    .pieces()
                    .forEach(piece -> edits.add(new Edit(Span.at(span.end()), piece)));
            edits.add(new Edit(Span.at(span.end()), new Piece.Text(")")));
        });
        return edits;
    }

    private List<Piece> query(Function<Span, List<Piece>> part, List<Piece> source, boolean travels) {
        List<Piece> pieces = new ArrayList<>();
        String before = "SELECT ";
        for (PartialColumn column : columns) {
            pieces.add(new Piece.Text(before));
            List<Piece> value = part.apply(column.expr().span());
            String read = column.load().form().read(MARK);
            if (travels && column.key() && !read.equals(MARK)) {
                pieces.add(new Piece.Text(read.substring(0, read.indexOf(MARK))));
                pieces.addAll(value);
                pieces.add(new Piece.Text(read.substring(read.indexOf(MARK) + MARK.length())));
            } else {
                pieces.addAll(value);
            }
            if (!travels || named(column)) {
                pieces.add(new Piece.Text(" AS " + Quoting.backquoted(column.name())));
            }
            before = ", ";
        }
        pieces.add(new Piece.Text(" "));
        pieces.addAll(source);
        before = " GROUP BY ";
        for (PartialColumn column : columns) {
            if (column.key()) {
                pieces.add(new Piece.Text(before));
                if (named(column)) {
                    pieces.add(new Piece.Text(Quoting.backquoted(column.name())));
                } else {
                    pieces.addAll(part.apply(column.expr().span()));
                }
                before = ", ";
            }
        }
        return pieces;
    }

    /** Grouped by its name: written out, its literals would be there twice. */
    private static boolean named(PartialColumn column) {
        return column.key() && !(column.expr() instanceof Expr.Column);
    }
}
