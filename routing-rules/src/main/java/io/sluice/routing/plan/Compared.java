package io.sluice.routing.plan;

import io.sluice.sql.ColumnRef;
import io.sluice.sql.Expr;
import io.sluice.sql.FromItem;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.SelectItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The columns of a table that are compared with columns of others: where an index pays. What is missed only costs time. */
final class Compared {
    private final Survey survey;
    private final Placed table;
    private final Set<String> found = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    private Compared(Survey survey, Placed table) {
        this.survey = survey;
        this.table = table;
    }

    static Set<String> columns(Survey survey, Placed table) {
        Compared compared = new Compared(survey, table);
        survey.scope().blocks().forEach(compared::block);
        return compared.found;
    }

    private void block(QueryBlock block) {
        List<Expr> filters = new ArrayList<>(block.filters());
        from(block.from(), filters);
        filters.forEach(this::filter);
        QueryBlock.Membership member = block.membership();
        if (member != null) {
            member.columns().forEach(this::add);
            block.items().stream().map(SelectItem::expr).forEach(this::add);
        }
    }

    private void from(@Nullable FromItem item, List<Expr> filters) {
        if (item instanceof FromItem.Join join) {
            filters.addAll(join.filters());
            from(join.left(), filters);
            from(join.right(), filters);
            boolean mine = Columns.leaves(join).stream()
                    .anyMatch(leaf -> leaf instanceof FromItem.Table here
                            && here.ordinal() == table.occurrence().ordinal());
            join.using().stream().filter(name -> mine && has(name)).forEach(found::add);
        }
    }

    private boolean has(String name) {
        return table.table() != null && table.table().column(name) != null;
    }

    private void filter(Expr filter) {
        if (filter instanceof Expr.Operation operation
                && operation.op().equals("=")
                && operation.operands().stream().allMatch(operand -> operand instanceof Expr.Column)) {
            operation.operands().forEach(this::add);
        }
    }

    private void add(Expr expr) {
        if (expr instanceof Expr.Column column) {
            add(column.ref());
        }
    }

    private void add(@Nullable ColumnRef ref) {
        if (ref != null && survey.columns().owner(ref) == table) {
            found.add(ref.name());
        }
    }
}
