package io.sluice.routing.plan;

import io.sluice.routing.merge.Merge;
import io.sluice.routing.merge.SortKey;
import io.sluice.sql.Expr;
import io.sluice.sql.Feature;
import io.sluice.sql.LimitClause;
import io.sluice.sql.OrderItem;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.text.Piece;
import io.sluice.sql.text.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * SELECT with aggregates whose groups may have rows in several slots: the shards group and sort by the group's keys, equal
 * groups meet here and fold into one; HAVING, the user's order and LIMIT come after that.
 */
final class GroupScatter {
    private final Survey survey;
    private final QueryBlock block;
    private final Kinds kinds;
    private final Outputs outputs;
    private final SelectKeys keys;
    private final SelectEdits edits;
    private final Aggregates aggregates;
    private final InnerOrders inner;
    private final List<Grouping> groupings = new ArrayList<>();

    GroupScatter(Survey survey, Kinds kinds, Outputs outputs, SelectKeys keys, SelectEdits edits) {
        this.survey = survey;
        this.block = survey.top();
        this.kinds = kinds;
        this.outputs = outputs;
        this.keys = keys;
        this.edits = edits;
        this.inner = InnerOrders.of(survey, edits);
        this.aggregates = new Aggregates(survey, kinds, edits, inner);
    }

    /** One item of GROUP BY. */
    private record Grouping(OrderItem item, SelectKeys.Meaning meaning) {}

    Merge merge() {
        if (block.distinct() && !block.groupBy().isEmpty()) {
            throw SelectKeys.refuse(
                    "SELECT DISTINCT with GROUP BY", "group by the sharding key, or leave DISTINCT out");
        }
        groupings();
        for (Output output : outputs.all()) {
            output(output);
        }
        if (!inner.none()) {
            determined();
        }
        finer();
        List<SortKey> userOrder = block.groupBy().isEmpty() ? List.of() : orderOfGroups();
        List<SortKey> order = userOrder == null ? plainOrder(groupings) : userOrder;
        if (block.groupBy().isEmpty() && !inner.none()) {
            plainOrder(List.of());
        }
        List<List<SortKey>> innerKeys = innerKeys();
        List<SortKey> finest = new ArrayList<>(order);
        if (!innerKeys.isEmpty()) {
            finest.addAll(innerKeys.get(0));
        }
        Merge merge = finest.isEmpty() ? new Merge.Concat() : new Merge.Sorted(finest);
        Merge.RowCondition having = having();
        List<SortKey> sort = userOrder == null ? sortKeys() : List.of();
        if (!sort.isEmpty() && aggregates.joins()) {
            // A server then has the texts in a temporary table, and describes them as columns of one.
            throw SelectKeys.refuse("GROUP_CONCAT with an ORDER BY of other than the groups", "order by their keys");
        }
        merge = new Merge.Group(merge, order, aggregates.wanting(-1), within(innerKeys));
        if (having != null && block.having() != null) {
            merge = new Merge.Filter(merge, having, block.having().span().of(survey.text()));
        }
        LimitClause limit = block.limit();
        if (limit != null && block.features().contains(Feature.SQL_CALC_FOUND_ROWS)) {
            merge = new Merge.Found(merge);
        }
        if (!sort.isEmpty()) {
            merge = new Merge.Sort(
                    merge, sort, limit == null ? null : limit.offset(), limit == null ? null : limit.count());
        }
        if (limit != null) {
            edits.remove(wide(limit.span()));
            merge = new Merge.Limit(merge, limit.offset(), limit.count());
        }
        return merge;
    }

    private void groupings() {
        for (OrderItem item : block.groupBy()) {
            SelectKeys.Meaning meaning = keys.meaning(item, false);
            if (meaning == null) {
                throw SelectKeys.refuse("GROUP BY a constant", "leave it out");
            }
            if (meaning.expr() instanceof Expr.Column column) {
                Placed owner = survey.columns().owner(column.ref());
                if (owner != null) {
                    GroupKeys.bounded(owner, column.ref().name());
                }
            }
            groupings.add(new Grouping(item, meaning));
        }
    }

    /** By more columns a shard would let pass what one server calls an error (1055): what the user's groups do not determine. */
    private void determined() {
        List<Expr> exprs = new ArrayList<>();
        outputs.all()
                .forEach(output ->
                        exprs.add(output.expr() == null ? output.item().expr() : output.expr()));
        List<Expr> named = new ArrayList<>();
        block.orderBy().forEach(item -> named.add(item.expr()));
        if (block.having() != null) {
            named.add(block.having());
        }
        boolean all = exprs.stream().allMatch(expr -> determined(expr, false))
                && named.stream().allMatch(expr -> determined(expr, true));
        if (!all) {
            throw SelectKeys.refuse("a column that is not grouped by beside distinct values", "group by it too");
        }
    }

    private boolean determined(Expr expr, boolean aliases) {
        if (expr instanceof Expr.Aggregate || expr instanceof Expr.Constant) {
            return true;
        }
        if (expr instanceof Expr.Subquery || expr instanceof Expr.Star) {
            return false;
        }
        if (groupings.stream().anyMatch(grouping -> same(grouping.meaning(), meaning(expr)))) {
            return true;
        }
        if (expr instanceof Expr.Column column) {
            return aliases
                    && column.ref().qualifier() == null
                    && keys.alias(column.ref().name()) != null;
        }
        List<Expr> parts = Exprs.children(expr);
        return !parts.isEmpty() && parts.stream().allMatch(part -> determined(part, aliases));
    }

    /** By what else the shards group, so that they give each of the distinct values once, and values in their order. */
    private void finer() {
        Span by = block.places().groupBySpan();
        boolean first = by == null;
        int place = by == null ? behindWhere() : by.end();
        Set<String> named = new HashSet<>();
        for (InnerOrders.InnerOrder order : inner.all()) {
            for (InnerOrders.Key key : order.keys()) {
                if (Exprs.any(key.expr(), this::hidden)) {
                    // A column of that name in HAVING would be this one where it is grouped by, qualified or not.
                    throw SelectKeys.refuse(
                            "DISTINCT " + key.expr().span().of(survey.text()),
                            "a column of that name is selected; choose another");
                }
                if (named.add(key.sense())) {
                    edits.insert(place, first ? " GROUP BY " : ", ");
                    edits.insert(place, edits.term(key.expr().span()).pieces());
                    first = false;
                }
            }
        }
    }

    private List<List<SortKey>> innerKeys() {
        InnerKeys made = new InnerKeys(survey, kinds, keys);
        return inner.all().stream().map(made::of).toList();
    }

    private List<Merge.Within> within(List<List<SortKey>> innerKeys) {
        List<Merge.Within> within = new ArrayList<>();
        for (int i = 0; i < innerKeys.size(); i++) {
            boolean distinct = inner.all().get(i).distinct();
            within.add(new Merge.Within(innerKeys.get(i), distinct, i == 0, aggregates.wanting(i)));
        }
        return within;
    }

    /** Where a column of another meaning is selected under its name. */
    private boolean hidden(Expr expr) {
        if (!(expr instanceof Expr.Column column)) {
            return false;
        }
        Placed owner = survey.columns().owner(column.ref());
        return owner != null && outputs.all().stream().anyMatch(output -> hides(output, owner, column));
    }

    private static boolean hides(Output output, Placed owner, Expr.Column column) {
        return output.name().equalsIgnoreCase(column.ref().name())
                && !output.is(owner, column.ref().name());
    }

    /** Where GROUP BY can be put in. */
    private int behindWhere() {
        Span having = block.places().havingSpan();
        return having == null ? block.places().orderByPlace() : wide(having).start();
    }

    private void output(Output output) {
        Expr expr = output.expr();
        Expr.Aggregate aggregate = Aggregates.of(expr);
        if (aggregate != null) {
            aggregates.selected(aggregate, output.index());
        } else if (expr != null && Exprs.hasAggregate(expr)) {
            throw SelectKeys.refuse(
                    "an aggregate inside the expression " + expr.span().of(survey.text()),
                    "select the aggregate alone");
        } else if (block.groupBy().isEmpty() && (!(expr instanceof Expr.Constant) || !inner.none())) {
            // Of no rows MySQL gives NULL here, of some any row's value: a slot without rows must not decide.
            throw SelectKeys.refuse("a column beside an aggregate without GROUP BY", "group by it");
        }
    }

    /** The order of the groups where the user's ORDER BY orders by their keys alone; null where it does not. */
    private @Nullable List<SortKey> orderOfGroups() {
        List<Grouping> left = new ArrayList<>(groupings);
        List<SortKey> order = new ArrayList<>();
        List<OrderItem> items = new ArrayList<>();
        List<Boolean> descending = new ArrayList<>();
        for (OrderItem item : block.orderBy()) {
            SelectKeys.Meaning meaning = keys.meaning(item, true);
            if (meaning == null) {
                continue;
            }
            Grouping match = left.stream()
                    .filter(g -> same(g.meaning(), meaning))
                    .findFirst()
                    .orElse(null);
            if (match == null) {
                return null;
            }
            left.remove(match);
            order.add(keys.key(match.meaning(), item.descending()));
            items.add(match.item());
            descending.add(item.descending());
        }
        for (Grouping grouping : left) {
            order.add(keys.key(grouping.meaning(), false));
            items.add(grouping.item());
            descending.add(false);
        }
        writeOrder(items, descending);
        return order;
    }

    private List<SortKey> plainOrder(List<Grouping> by) {
        List<SortKey> order = new ArrayList<>();
        List<OrderItem> items = new ArrayList<>();
        List<Boolean> descending = new ArrayList<>();
        for (Grouping grouping : by) {
            order.add(keys.key(grouping.meaning(), false));
            items.add(grouping.item());
            descending.add(false);
        }
        writeOrder(items, descending);
        return order;
    }

    private boolean same(SelectKeys.Meaning group, SelectKeys.Meaning order) {
        if (group.output() != null || order.output() != null) {
            return group.output() == order.output();
        }
        if (group.expr() instanceof Expr.Column one && order.expr() instanceof Expr.Column other) {
            Placed owner = survey.columns().owner(one.ref());
            return owner != null
                    && owner == survey.columns().owner(other.ref())
                    && one.ref().name().equalsIgnoreCase(other.ref().name());
        }
        return group.expr() != null
                && order.expr() != null
                && keys.same(group.expr().span(), order.expr().span());
    }

    /** The shards' ORDER BY: the group's keys as GROUP BY names them. */
    private void writeOrder(List<OrderItem> items, List<Boolean> descending) {
        for (InnerOrders.Key key :
                inner.none() ? List.<InnerOrders.Key>of() : inner.all().get(0).keys()) {
            items.add(new OrderItem(key.expr().span(), key.expr(), key.descending()));
            descending.add(key.descending());
        }
        Span by = block.places().orderBySpan();
        int place = by == null ? block.places().orderByPlace() : by.end();
        if (by == null) {
            edits.insert(place, " ORDER BY ");
        } else {
            edits.replace(by, new Piece.Text("ORDER BY "));
        }
        for (int i = 0; i < items.size(); i++) {
            edits.insert(place, i == 0 ? "" : ", ");
            edits.insert(place, edits.term(items.get(i).expr().span()).pieces());
            edits.insert(place, descending.get(i) ? " DESC" : "");
        }
    }

    private Merge.@Nullable RowCondition having() {
        Expr having = block.having();
        Span span = block.places().havingSpan();
        if (having == null || span == null) {
            return null;
        }
        if (Exprs.any(having, this::doubtful)) {
            throw SelectKeys.refuse("HAVING with a name of a group's column and of another", "choose another name");
        }
        if (!Exprs.any(having, this::overGroups)) {
            if (block.groupBy().isEmpty()) {
                throw SelectKeys.refuse("HAVING without an aggregate and without GROUP BY", "use WHERE");
            }
            if (Exprs.any(having, expr -> expr instanceof Expr.Subquery)) {
                // Each slot would judge its own part of a group.
                throw SelectKeys.refuse("HAVING with a subquery", "group by the sharding key too");
            }
            return null;
        }
        edits.remove(wide(span));
        return aggregates.averages(new HavingReader(survey.fingerprint(), this::havingColumn).read(having));
    }

    /** {@code SELECT n AS c, COUNT(*) AS n … GROUP BY c HAVING n > 4}: servers mean the column that is grouped by. */
    private boolean doubtful(Expr expr) {
        if (!(expr instanceof Expr.Column column) || column.ref().qualifier() != null) {
            return false;
        }
        Output alias = keys.alias(column.ref().name());
        return alias != null
                && groupings.stream()
                        .anyMatch(grouping -> grouping.meaning().output() != alias
                                && grouping.meaning().expr() instanceof Expr.Column grouped
                                && grouped.ref()
                                        .name()
                                        .equalsIgnoreCase(column.ref().name()));
    }

    private boolean overGroups(Expr expr) {
        if (expr instanceof Expr.Column column && column.ref().qualifier() == null) {
            Output alias = keys.alias(column.ref().name());
            return alias != null && alias.expr() != null && Exprs.hasAggregate(alias.expr());
        }
        return expr instanceof Expr.Aggregate;
    }

    private int havingColumn(Expr expr) {
        Expr meant = expr;
        if (expr instanceof Expr.Column column && column.ref().qualifier() == null) {
            Output alias = keys.alias(column.ref().name());
            if (alias != null && alias.expr() != null) {
                meant = alias.expr();
            }
        }
        Expr.Aggregate aggregate = Aggregates.of(meant);
        if (aggregate != null && comparable(kinds.of(aggregate))) {
            return aggregates.column(aggregate);
        }
        for (Grouping grouping : groupings) {
            Output output = grouping.meaning().output();
            if (output != null && output.kind() == Kind.EXACT && same(grouping.meaning(), meaning(expr))) {
                return output.index();
            }
        }
        throw SelectKeys.refuse(
                "HAVING with " + expr.span().of(survey.text()),
                "compare aggregates or numeric group columns with numbers");
    }

    /** A FLOAT's text has fewer digits than its value. */
    private static boolean comparable(Kind kind) {
        return kind == Kind.EXACT || kind == Kind.DOUBLE;
    }

    private SelectKeys.Meaning meaning(Expr expr) {
        SelectKeys.Meaning meaning = keys.meaning(new OrderItem(expr.span(), expr, false), false);
        return meaning == null ? new SelectKeys.Meaning(expr, null) : meaning;
    }

    private List<SortKey> sortKeys() {
        List<SortKey> sort = new ArrayList<>();
        for (OrderItem item : block.orderBy()) {
            SelectKeys.Meaning meaning = keys.meaning(item, true);
            if (meaning != null) {
                sort.add(sortKey(meaning, item.descending()));
            }
        }
        return sort;
    }

    private SortKey sortKey(SelectKeys.Meaning meaning, boolean descending) {
        Expr.Aggregate aggregate = Aggregates.of(meaning.expr());
        if (aggregate != null) {
            int column = aggregates.column(aggregate);
            SortKey key = keys.key(meaning, descending);
            return new SortKey(column, key.weightColumn(), descending, key.name(), key.collation());
        }
        if (meaning.expr() != null && Exprs.hasAggregate(meaning.expr())) {
            throw SelectKeys.refuse("ORDER BY an expression over an aggregate", "order by the aggregate itself");
        }
        return keys.key(meaning, descending);
    }

    /** With the white space before it. */
    private Span wide(Span span) {
        int start = span.start();
        while (start > 0 && Character.isWhitespace(survey.text().charAt(start - 1))) {
            start--;
        }
        return new Span(start, span.end());
    }
}
