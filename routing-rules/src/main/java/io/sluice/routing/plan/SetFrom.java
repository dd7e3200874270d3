package io.sluice.routing.plan;

import io.sluice.routing.RoutingError;
import io.sluice.routing.cluster.Cluster;
import io.sluice.sql.SqlParser;
import io.sluice.sql.Statement;
import io.sluice.sql.Statement.VariableAssignment;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.text.Piece;
import io.sluice.sql.text.SqlTemplate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code SET @n = (SELECT COUNT(*) FROM orders)} as the SELECT that says the same: {@code SELECT (SELECT COUNT(*) FROM orders) INTO @n}.
 * Its values have the types that SET gives them, and its tables may live anywhere. Immutable.
 *
 * @param statement what that says
 * @param fingerprint that text
 * @param template from the client's text to it
 * @param slots for each slot of it the client's
 */
record SetFrom(Statement statement, Fingerprint fingerprint, SqlTemplate template, List<Integer> slots) {
    SetFrom {
        slots = List.copyOf(slots);
    }

    /** Null where {@code statement} sets no user variables by what tables of the rules say. */
    static @Nullable SetFrom of(
            Statement statement, Fingerprint fingerprint, Cluster cluster, @Nullable String schema) {
        if (!(statement instanceof Statement.SetVariables set)
                || set.scope().tables().isEmpty()
                || !set.assignments().stream().allMatch(a -> a.kind() == VariableAssignment.Kind.USER)) {
            return null;
        }
        Survey survey = Survey.of(set, fingerprint, cluster, schema);
        if (Sessions.judged(survey) == null || depends(set, fingerprint)) {
            return null;
        }
        List<Piece> pieces = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (VariableAssignment assignment : set.assignments()) {
            pieces.add(new Piece.Text(pieces.isEmpty() ? "SELECT " : ", "));
            pieces.addAll(
                    SqlTemplate.cut(fingerprint.text(), assignment.valueSpan(), fingerprint.slotSpans(), List.of())
                            .pieces());
            names.add("@" + Quoting.backquoted(assignment.name()));
        }
        pieces.add(new Piece.Text(" INTO " + String.join(", ", names)));
        SqlTemplate template = new SqlTemplate(pieces);
        List<Integer> slots = pieces.stream()
                .filter(Piece.Slot.class::isInstance)
                .map(piece -> ((Piece.Slot) piece).index())
                .toList();
        Fingerprint text = Fingerprint.of(Viewed.unfold(template, fingerprint), fingerprint.dialect());
        Statement select = SqlParser.parse(text);
        return select instanceof Statement.Query && text.slotCount() == slots.size()
                ? new SetFrom(select, text, template, slots)
                : null;
    }

    /** SET gives one value after another, and each name what came last: where that can be seen it is no SELECT. */
    private static boolean depends(Statement.SetVariables set, Fingerprint fingerprint) {
        Set<String> names = new LinkedHashSet<>();
        for (VariableAssignment assignment : set.assignments()) {
            boolean variables = assignment.valueSpan().of(fingerprint.text()).indexOf('@') >= 0;
            if (!names.add(assignment.name()) || variables && set.assignments().size() > 1) {
                return true;
            }
        }
        return false;
    }

    /** The plan of the SELECT as one of the SET. */
    Plan plan(Plan of) {
        if (!(of instanceof Plan.OnShards select)) {
            return of;
        }
        if (select instanceof Viewed) {
            throw RoutingError.CROSS_SHARD.with("SET with a value from a view", "say SELECT … INTO @variable");
        }
        return new Viewed(
                template,
                select instanceof Hinted hinted
                        ? new Hinted(uncounted(hinted.inner()), hinted.hints())
                        : uncounted(select));
    }

    private static Plan.OnShards uncounted(Plan.OnShards plan) {
        if (!(plan instanceof Lasting lasting)) {
            throw new IllegalStateException("INTO leaves nothing");
        }
        List<Left> left = new ArrayList<>(lasting.left());
        left.add(new Left.NoCount());
        return new Lasting(lasting.inner(), left);
    }
}
