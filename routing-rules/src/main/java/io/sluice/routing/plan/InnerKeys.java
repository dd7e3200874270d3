package io.sluice.routing.plan;

import io.sluice.routing.merge.SortKey;
import io.sluice.sql.Expr;
import io.sluice.sql.OrderItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes the columns by which rows inside a group are compared here. */
final class InnerKeys {
    /** Their value is not longer than their first argument. */
    private static final Set<String> SHORTER = Set.of(
            "UPPER",
            "UCASE",
            "LOWER",
            "LCASE",
            "SUBSTRING",
            "SUBSTR",
            "MID",
            "LEFT",
            "RIGHT",
            "TRIM",
            "LTRIM",
            "RTRIM",
            "REVERSE",
            "SUBSTRING_INDEX");

    private final Survey survey;
    private final Kinds kinds;
    private final SelectKeys keys;

    InnerKeys(Survey survey, Kinds kinds, SelectKeys keys) {
        this.survey = survey;
        this.kinds = kinds;
        this.keys = keys;
    }

    /** @throws io.sluice.routing.RoutingException where a key's values are not the same to the servers and to us */
    List<SortKey> of(InnerOrders.InnerOrder order) {
        List<SortKey> made = new ArrayList<>();
        for (InnerOrders.Key key : order.keys()) {
            made.add(of(key, order.distinct()));
        }
        return made;
    }

    private SortKey of(InnerOrders.Key key, boolean distinct) {
        Expr expr = key.expr();
        Kind kind = kinds.of(expr);
        boolean rounded = kind == Kind.DOUBLE || kind == Kind.FLOAT;
        if (kind == Kind.OTHER || (distinct && rounded)) {
            throw refused(expr, "use a column of a number, text or date type");
        }
        if (expr instanceof Expr.Column column) {
            Placed owner = survey.columns().owner(column.ref());
            SelectKeys.Meaning meaning = keys.meaning(new OrderItem(expr.span(), expr, false), false);
            if (meaning == null || owner == null) {
                throw refused(expr, "use a column of a table");
            }
            GroupKeys.bounded(owner, column.ref().name());
            return keys.key(meaning, key.descending());
        }
        boolean known = kind == Kind.EXACT || kind == Kind.DATE || (kind == Kind.TEXT && shortened(expr));
        // No ? is like another to a server: what is grouped by would not be what is ordered by.
        if (!known || survey.parameters(expr.span()) || Exprs.any(expr, e -> e instanceof Expr.Subquery)) {
            throw refused(expr, "use a column of a table");
        }
        return keys.grouped(expr, kind, key.descending());
    }

    private io.sluice.routing.RoutingException refused(Expr expr, String hint) {
        return SelectKeys.refuse(
                "an order of values inside a group by " + expr.span().of(survey.text()), hint);
    }

    private boolean shortened(Expr expr) {
        if (!(expr instanceof Expr.Call call) || call.args().isEmpty() || !SHORTER.contains(call.function())) {
            return false;
        }
        Expr first = call.args().get(0);
        Placed owner = first instanceof Expr.Column column ? survey.columns().owner(column.ref()) : null;
        if (owner == null || !(first instanceof Expr.Column column)) {
            return shortened(first);
        }
        GroupKeys.bounded(owner, column.ref().name());
        return true;
    }
}
