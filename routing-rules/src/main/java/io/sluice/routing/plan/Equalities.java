package io.sluice.routing.plan;

import io.sluice.routing.schema.Column;
import io.sluice.routing.schema.Table;
import io.sluice.sql.ColumnRef;
import io.sluice.sql.Expr;
import io.sluice.sql.Feature;
import io.sluice.sql.FromItem;
import io.sluice.sql.QueryBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The columns of other tables that columns of a table equal in every row that matters to its block.
 *
 * <p>INVARIANT: a row without an equal one must not matter, whatever rows the other table has: by what {@link Pushdown} says of
 * conditions, by a subquery whose rows are asked for by IN, or by an IN or EXISTS that must be true.
 */
final class Equalities {
    private final Survey survey;
    private final Placed table;
    private final List<Equality> found = new ArrayList<>();

    /**
     * One of them.
     *
     * @param column of the table
     * @param other where its values come from: the column itself, or what a derived table passes on of it
     */
    record Equality(Column column, Columns.Source other) {}

    private Equalities(Survey survey, Placed table) {
        this.survey = survey;
        this.table = table;
    }

    static List<Equality> of(Survey survey, Placed table) {
        Equalities equalities = new Equalities(survey, table);
        Pushdown.Held held = Pushdown.held(survey, table);
        held.filters().forEach(equalities::filter);
        held.joins().forEach(equalities::named);
        if (held.whole()) {
            equalities.member(equalities.block(table.occurrence().block()));
        }
        return equalities.found;
    }

    private QueryBlock block(int id) {
        return survey.scope().blocks().get(id);
    }

    private void filter(Expr filter) {
        if (filter instanceof Expr.Operation operation && operation.operands().size() == 2) {
            Expr left = operation.operands().get(0);
            Expr right = operation.operands().get(1);
            if (operation.op().equals("=")) {
                pair(left, right);
            } else if (operation.op().equals("IN") && right instanceof Expr.Subquery in) {
                List<Expr> items =
                        block(in.block()).items().stream().map(i -> i.expr()).toList();
                if (items.size() == 1 && single(block(in.block()))) {
                    one(left, items.get(0));
                }
            }
        } else if (filter instanceof Expr.Subquery subquery && exists(subquery)) {
            QueryBlock inner = block(subquery.block());
            if (rows(inner)) {
                inner.filters().forEach(this::inside);
            }
        }
    }

    private boolean exists(Expr.Subquery subquery) {
        return subquery.span().of(survey.text()).toUpperCase(Locale.ROOT).startsWith("EXISTS");
    }

    /** What the rows of an EXISTS fulfil. */
    private void inside(Expr filter) {
        if (filter instanceof Expr.Operation operation && operation.op().equals("=")) {
            pair(operation.operands().get(0), operation.operands().get(1));
        }
    }

    /** True for a block of one SELECT. */
    private static boolean single(QueryBlock block) {
        return !block.features().contains(Feature.SET_OPERATION)
                && !block.features().contains(Feature.TABLE_STATEMENT)
                && !block.features().contains(Feature.VALUES_STATEMENT);
    }

    /** True for a block that has a row for each of its FROM that its WHERE lets through, and no other. */
    private static boolean rows(QueryBlock block) {
        return single(block)
                && block.groupBy().isEmpty()
                && block.having() == null
                && block.limit() == null
                && !block.features().contains(Feature.WINDOW_FUNCTION)
                && block.items().stream().noneMatch(item -> Exprs.hasAggregate(item.expr()))
                && block.orderBy().stream().noneMatch(item -> Exprs.hasAggregate(item.expr()));
    }

    /** {@code x IN (SELECT y …)}: rows with another y are not asked for. With NOT IN each row counts, also one of NULL. */
    private void member(QueryBlock block) {
        QueryBlock.Membership member = block.membership();
        if (member == null
                || member.negated()
                || !rows(block)
                || member.columns().size() != block.items().size()) {
            return;
        }
        for (int i = 0; i < block.items().size(); i++) {
            ColumnRef left = member.columns().get(i);
            if (left != null && block.items().get(i).expr() instanceof Expr.Column column) {
                one(column.ref(), left);
            }
        }
    }

    private void pair(Expr left, Expr right) {
        one(left, right);
        one(right, left);
    }

    private void one(Expr mine, Expr other) {
        if (mine instanceof Expr.Column column && other instanceof Expr.Column values) {
            one(column.ref(), values.ref());
        }
    }

    private void one(ColumnRef mine, ColumnRef other) {
        if (certain(mine) && certain(other) && survey.columns().owner(mine) == table) {
            add(mine.name(), survey.columns().source(other));
        }
    }

    /** False where the name of a column may be what an outer SELECT calls one of its items. */
    private boolean certain(ColumnRef ref) {
        Placed owner = survey.columns().owner(ref);
        return ref.qualifier() != null || (owner != null && owner.occurrence().block() == ref.block());
    }

    /** USING and NATURAL: columns of one name. */
    private void named(FromItem.Join join) {
        Table of = Objects.requireNonNull(table.table());
        for (Column column : of.columns()) {
            String name = column.name();
            boolean said = join.natural() || join.using().stream().anyMatch(name::equalsIgnoreCase);
            Columns.Source left = said ? survey.columns().in(join.left(), name) : null;
            Columns.Source right = said ? survey.columns().in(join.right(), name) : null;
            if (left != null && right != null && left.table() == table) {
                add(name, right);
            } else if (left != null && right != null && right.table() == table) {
                add(name, left);
            }
        }
    }

    private void add(String mine, Columns.@Nullable Source other) {
        if (other == null || other.table() == table || other.table().table() == null) {
            return;
        }
        Column column = Objects.requireNonNull(table.table()).column(mine);
        Column values = other.table().table().column(other.column());
        if (column != null && values != null && Matching.holds(column, values)) {
            found.add(new Equality(column, other));
        }
    }
}
