package io.sluice.routing.plan;

import io.sluice.sql.Condition;
import io.sluice.sql.Operand;
import io.sluice.sql.text.Edit;
import io.sluice.sql.text.Piece;
import io.sluice.sql.text.Span;
import io.sluice.sql.text.SqlTemplate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** The IN lists on sharding keys of which each slot needs only its own items. */
final class KeyLists {
    private final Survey survey;
    private final KeyConditions conditions;
    private final List<Scatter.KeyList> lists = new ArrayList<>();
    private final List<Edit> edits = new ArrayList<>();

    private KeyLists(Survey survey) {
        this.survey = survey;
        this.conditions = new KeyConditions(
                survey.columns(), new HashSet<>(survey.classes().get(0).members()));
        conjuncts(survey.top().where());
    }

    static KeyLists of(Survey survey) {
        return new KeyLists(survey);
    }

    List<Scatter.KeyList> lists() {
        return lists;
    }

    List<Edit> edits() {
        return edits;
    }

    private void conjuncts(Condition condition) {
        if (condition instanceof Condition.And and) {
            and.parts().forEach(this::conjuncts);
        } else if (condition instanceof Condition.In in
                && in.items().size() == in.values().size()) {
            int level = conditions.level(in.column());
            if (level >= 0 && in.values().stream().noneMatch(Operand.Unknown.class::isInstance)) {
                split(in, level);
            }
        }
    }

    private void split(Condition.In in, int level) {
        List<SqlTemplate> items = new ArrayList<>();
        for (Span item : in.items()) {
            items.add(SqlTemplate.cut(survey.text(), item, survey.fingerprint().slotSpans(), List.of()));
        }
        Span first = in.items().get(0);
        Span last = in.items().get(in.items().size() - 1);
        edits.add(new Edit(new Span(first.start(), last.end()), new Piece.Items(lists.size(), items)));
        boolean grouped = !survey.top().groupBy().isEmpty() || survey.top().distinct();
        boolean twice =
                grouped && items.size() > 1 && !survey.fingerprint().dialect().mariaDb();
        lists.add(new Scatter.KeyList(new KeyCondition.Among(level, in.values()), twice));
    }
}
