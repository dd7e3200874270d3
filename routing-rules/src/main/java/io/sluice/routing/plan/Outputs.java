package io.sluice.routing.plan;

import io.sluice.routing.RoutingError;
import io.sluice.routing.schema.Column;
import io.sluice.sql.Expr;
import io.sluice.sql.FromItem;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.SelectItem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of a SELECT's answer, stars expanded by the schema. */
final class Outputs {
    private final Survey survey;
    private final Kinds kinds;
    private final QueryBlock block;
    private final List<Output> columns = new ArrayList<>();
    private boolean known = true;

    Outputs(Survey survey, Kinds kinds, QueryBlock block) {
        this.survey = survey;
        this.kinds = kinds;
        this.block = block;
        for (SelectItem item : block.items()) {
            if (item.expr() instanceof Expr.Star star) {
                star(item, star);
            } else {
                plain(item);
            }
        }
    }

    /**
     * All columns.
     *
     * @throws io.sluice.routing.RoutingException where a star's columns are not known
     */
    List<Output> all() {
        if (!known) {
            throw RoutingError.CROSS_SHARD.with(
                    "SELECT * with ORDER BY, DISTINCT or GROUP BY",
                    "name the columns: those of the tables are not known");
        }
        return columns;
    }

    /** True where no star stands in the list. */
    boolean plain() {
        return block.items().stream().noneMatch(i -> i.expr() instanceof Expr.Star);
    }

    /** True where USING or NATURAL makes one column of two. */
    private static boolean merges(@Nullable FromItem from) {
        return from instanceof FromItem.Join join
                && (join.natural() || !join.using().isEmpty() || merges(join.left()) || merges(join.right()));
    }

    private void plain(SelectItem item) {
        Placed owner = null;
        String column = null;
        if (item.expr() instanceof Expr.Column ref) {
            owner = survey.columns().owner(ref.ref());
            column = ref.ref().name();
        }
        String name = item.alias() != null
                ? item.alias()
                : column != null ? column : item.expr().span().of(survey.text());
        columns.add(new Output(columns.size(), name, item, item.expr(), owner, column, kinds.of(item.expr())));
    }

    private void star(SelectItem item, Expr.Star star) {
        if (!block.derived().isEmpty() || (star.qualifier() == null && merges(block.from()))) {
            known = false;
            return;
        }
        for (int ordinal : block.tables()) {
            Placed table = survey.tables().get(ordinal);
            if (star.qualifier() != null
                    && !survey.cluster().dialect().sameName(table.occurrence().calledBy(), star.qualifier())) {
                continue;
            }
            if (table.table() == null) {
                known = false;
                return;
            }
            for (Column column : table.table().visibleColumns()) {
                columns.add(
                        new Output(columns.size(), column.name(), item, null, table, column.name(), Kinds.of(column)));
            }
        }
    }
}
