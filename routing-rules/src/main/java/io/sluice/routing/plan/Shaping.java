package io.sluice.routing.plan;

import io.sluice.sql.LimitClause;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.SelectItem;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.text.Edit;
import io.sluice.sql.text.Piece;
import io.sluice.sql.text.Span;
import io.sluice.sql.text.SqlTemplate;
import java.util.ArrayList;
import java.util.List;

/**
 * What makes the table of a query's rows: the query itself over empty tables, as a derived table is made of it. So its columns have the
 * very types, lengths, collations and names.
 */
final class Shaping {
    private final Survey survey;
    private final Answered query;
    private final List<Edit> edits = new ArrayList<>();

    /** @param others what else is changed in the text */
    Shaping(Survey survey, Answered query, List<Edit> others) {
        this.survey = survey;
        this.query = query;
        QueryBlock block = query.block();
        others.stream().filter(edit -> query.holds(edit.span())).forEach(edits::add);
        LimitClause limit = block.limit();
        if (limit != null) {
            edits.add(new Edit(limit.span(), new Piece.Text("")));
        }
        if (block.kind() == QueryBlock.Kind.SUBQUERY) {
            called(block);
        }
        values(limit == null ? Span.at(block.span().start()) : limit.span());
    }

    /** Nobody calls the columns of a subquery by their names, but a table's must have some. */
    private void called(QueryBlock block) {
        int at = 0;
        for (SelectItem item : block.items()) {
            if (item.alias() == null) {
                edits.add(new Edit(Span.at(item.span().end()), new Piece.Text(" AS `__c" + at + "`")));
            }
            at++;
        }
    }

    /** No column is made of a parameter: each is compared with something. */
    private void values(Span without) {
        Fingerprint text = survey.fingerprint();
        for (int i = 0; i < text.slotCount(); i++) {
            Span slot = new Span(text.slotStart(i), text.slotEnd(i));
            if (text.isParameter(i) && query.holds(slot) && !without.contains(slot)) {
                edits.add(new Edit(slot, new Piece.Text("NULL")));
            }
        }
    }

    /** @param there the text over the empty tables */
    SqlTemplate of(OwnText there) {
        List<Piece> pieces = new ArrayList<>();
        pieces.add(new Piece.Text("CREATE TEMPORARY TABLE `" + query.table() + "` SELECT * FROM ("));
        pieces.addAll(there.cut(query.block().span(), edits).pieces());
        pieces.add(new Piece.Text(") AS `__d` LIMIT 0"));
        return new SqlTemplate(pieces);
    }
}
