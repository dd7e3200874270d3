package io.sluice.routing.plan;

import io.sluice.sql.Expr;
import io.sluice.sql.Feature;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.SelectItem;
import io.sluice.sql.SessionCall;
import io.sluice.sql.Statement;
import io.sluice.sql.TableOccurrence;
import io.sluice.sql.text.Edit;
import io.sluice.sql.text.Piece;
import io.sluice.sql.text.Span;
import io.sluice.sql.text.SqlTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The user's text with physical names in it, and with nothing else changed that a client could see. */
final class OwnText {
    private final Survey survey;
    private final List<Edit> edits = new ArrayList<>();
    private final List<Span> changed = new ArrayList<>();
    private final Set<Integer> pinned = new TreeSet<>();

    private OwnText(Survey survey) {
        this.survey = survey;
        survey.tables().forEach(this::table);
        survey.scope().sessionCalls().forEach(this::sessionCall);
        survey.scope().blocks().stream()
                .filter(b -> b.kind() != QueryBlock.Kind.SUBQUERY)
                .forEach(this::headings);
    }

    static OwnText of(Survey survey) {
        return new OwnText(survey);
    }

    List<Edit> edits() {
        return edits;
    }

    /** Slots whose literals went into the edits as text. */
    Set<Integer> pinned() {
        return pinned;
    }

    /**
     * What {@code part} says, for telling whether two parts say the same. The plan then depends on its literals, and no {@code ?}
     * is like another.
     */
    String sense(Span part) {
        StringBuilder out = new StringBuilder();
        int at = part.start();
        for (int i = 0; i < survey.fingerprint().slotCount(); i++) {
            Span slot = slot(i);
            if (part.contains(slot)) {
                out.append(survey.text(), at, slot.end());
                at = slot.end();
                if (survey.fingerprint().isParameter(i)) {
                    out.append(i);
                } else {
                    pinned.add(i);
                }
            }
        }
        return out.append(survey.text(), at, part.end()).toString();
    }

    private Span slot(int index) {
        return new Span(
                survey.fingerprint().slotStart(index), survey.fingerprint().slotEnd(index));
    }

    SqlTemplate template() {
        return cut(List.of());
    }

    /** With further edits. */
    SqlTemplate cut(List<Edit> more) {
        List<Edit> all = new ArrayList<>(edits);
        all.addAll(more);
        Span whole = new Span(0, survey.fingerprint().statementEnd());
        return SqlTemplate.cut(survey.text(), whole, survey.fingerprint().slotSpans(), all);
    }

    /** The pieces of a part of the text, for putting it in elsewhere. */
    List<Piece> pieces(Span part) {
        return SqlTemplate.cut(survey.text(), part, survey.fingerprint().slotSpans(), edits)
                .pieces();
    }

    private void table(Placed table) {
        TableOccurrence occurrence = table.occurrence();
        boolean same = !table.renamed() && !table.system() && occurrence.schema() == null;
        Piece name = new Piece.Table(occurrence.ordinal());
        if (!same) {
            edits.add(new Edit(occurrence.span(), name));
        }
        boolean alias = same || (occurrence.alias() == null && mayAlias(occurrence));
        if (alias && !same && !occurrence.qualifiers().isEmpty() && (table.renamed() || table.system())) {
            String calledBy = " " + Quoting.name(occurrence.calledBy());
            edits.add(new Edit(Span.at(occurrence.span().end()), new Piece.Text(calledBy)));
        }
        for (Span qualifier : occurrence.qualifiers()) {
            boolean withSchema = qualifier.of(survey.text()).contains(".");
            if (withSchema || !alias) {
                edits.add(new Edit(qualifier, alias ? new Piece.Text(Quoting.name(occurrence.calledBy())) : name));
                changed.add(qualifier);
            }
        }
    }

    /**
     * The target of INSERT, DELETE and DDL takes no alias in every flavour; behind PARTITION and FOR SYSTEM_TIME it would stand in
     * the wrong place.
     */
    private boolean mayAlias(TableOccurrence occurrence) {
        if (survey.has(Feature.PARTITION_CLAUSE) || survey.has(Feature.SYSTEM_TIME)) {
            return false;
        }
        if (!occurrence.write()) {
            return true;
        }
        Statement statement = survey.statement();
        return statement instanceof Statement.Update
                || (statement instanceof Statement.Delete && survey.has(Feature.MULTI_TABLE));
    }

    /** How the column {@code column} of {@code table} is called in this text. */
    List<Piece> call(Placed table, String column) {
        TableOccurrence occurrence = table.occurrence();
        Piece name = new Piece.Text(Quoting.name(column));
        QueryBlock block = survey.scope().blocks().get(occurrence.block());
        if (block.tables().size() == 1 && block.derived().isEmpty()) {
            return List.of(name);
        }
        boolean aliased = occurrence.alias() != null
                || !table.renamed()
                || !occurrence.qualifiers().isEmpty();
        return List.of(
                aliased ? new Piece.Text(Quoting.name(occurrence.calledBy())) : new Piece.Table(occurrence.ordinal()),
                new Piece.Text("."),
                name);
    }

    private void sessionCall(SessionCall call) {
        edits.add(new Edit(call.span(), new Piece.SessionValue(call.name())));
        changed.add(call.span());
    }

    /** Expressions without an alias are called as they are written: so they stay. */
    private void headings(QueryBlock block) {
        for (SelectItem item : block.items()) {
            if (item.alias() != null || item.expr() instanceof Expr.Star || item.expr() instanceof Expr.Column) {
                continue;
            }
            Span span = item.expr().span();
            if (changed.stream().anyMatch(span::contains)) {
                String heading = " AS " + Quoting.backquoted(span.of(survey.text()));
                edits.add(new Edit(Span.at(item.span().end()), new Piece.Text(heading)));
                for (int i = 0; i < survey.fingerprint().slotCount(); i++) {
                    if (span.contains(slot(i))) {
                        pinned.add(i);
                    }
                }
            }
        }
    }
}
