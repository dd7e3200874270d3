package io.sluice.routing.plan;

import io.sluice.routing.RoutingException;
import io.sluice.sql.SessionCall;
import io.sluice.sql.Statement;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.text.Edit;
import io.sluice.sql.text.Piece;
import io.sluice.sql.text.Span;
import io.sluice.sql.text.SqlTemplate;
import java.util.ArrayList;
import java.util.List;

/** Puts new statements together from parts of the user's, with logical names. Used by one thread while a statement is planned. */
final class Pieces {
    private final Survey survey;
    private final List<Edit> edits = new ArrayList<>();
    private final List<Piece> pieces = new ArrayList<>();

    Pieces(Survey survey) {
        this.survey = survey;
        for (SessionCall call : survey.scope().sessionCalls()) {
            edits.add(new Edit(call.span(), new Piece.SessionValue(call.name())));
        }
    }

    Pieces add(String text) {
        pieces.add(new Piece.Text(text));
        return this;
    }

    Pieces add(Span part) {
        pieces.addAll(SqlTemplate.cut(survey.text(), part, survey.fingerprint().slotSpans(), edits)
                .pieces());
        return this;
    }

    Pieces add(SqlTemplate template) {
        pieces.addAll(template.pieces());
        return this;
    }

    SqlTemplate template() {
        return new SqlTemplate(pieces);
    }

    /**
     * True where what was put together is a SELECT that is answered, whatever the slots; asks the planner.
     *
     * @param hint what scripts say before it
     */
    boolean answered(String hint) {
        String text = "/* sluice: " + hint + " */ " + Viewed.unfold(template(), survey.fingerprint());
        Fingerprint fingerprint = Fingerprint.of(text, survey.fingerprint().dialect());
        Statement statement = io.sluice.sql.SqlParser.parse(fingerprint);
        if (!(statement instanceof Statement.Query)) {
            return false;
        }
        try {
            return answered(Planner.explained(
                    statement,
                    fingerprint,
                    fingerprint,
                    survey.cluster(),
                    survey.cluster().name()));
        } catch (RoutingException e) {
            return false;
        }
    }

    private static boolean answered(Plan plan) {
        if (!(plan instanceof Plan.OnShards onShards)) {
            return false;
        }
        boolean impossible = Hints.bare(onShards) instanceof Routed routed
                && routed.gathered() == null
                && !routed.classes().isEmpty()
                && routed.scatter() instanceof Scatter.Impossible;
        return !impossible && Hints.bare(onShards) instanceof Routed;
    }
}
