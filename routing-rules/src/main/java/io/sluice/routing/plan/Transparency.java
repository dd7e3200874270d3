package io.sluice.routing.plan;

import io.sluice.sql.ColumnRef;
import io.sluice.sql.Expr;
import io.sluice.sql.Feature;
import io.sluice.sql.FromItem;
import io.sluice.sql.OrderItem;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.Scope;
import io.sluice.sql.SelectItem;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Derived tables that can be seen through: {@code SELECT … FROM (SELECT user_id, id FROM orders) d WHERE d.user_id = 7}.
 *
 * <p>INVARIANT: a condition on a column for which {@link #source} answers may be moved into the derived table without changing
 * what it gives to those rows. So it has no LIMIT, no window, no set operation, and what it groups by has the column.
 */
final class Transparency {
    private static final Set<Feature> OPAQUE = EnumSet.of(
            Feature.SET_OPERATION,
            Feature.WINDOW_FUNCTION,
            Feature.ROLLUP,
            Feature.VALUES_STATEMENT,
            Feature.WITH_TIES,
            Feature.ROWS_EXAMINED,
            Feature.PROCEDURE_ANALYSE,
            Feature.USER_VARIABLE,
            Feature.USER_VARIABLE_ASSIGNMENT,
            Feature.SIDE_EFFECT_FUNCTION);

    private final Scope scope;
    private final Columns columns;
    private final Map<Integer, Integer> uses = new HashMap<>();
    private final Map<List<Object>, Optional<Columns.Source>> sources = new HashMap<>();

    Transparency(Scope scope, Columns columns) {
        this.scope = scope;
        this.columns = columns;
        for (QueryBlock block : scope.blocks()) {
            for (FromItem leaf : Columns.leaves(block.from())) {
                if (leaf instanceof FromItem.Derived derived) {
                    uses.merge(derived.block(), 1, Integer::sum);
                }
            }
        }
    }

    /** True where {@code derived} can be seen through. What WITH names is so if it is used once. */
    boolean holds(FromItem.Derived derived) {
        return !derived.lateral()
                && uses.getOrDefault(derived.block(), 0) == 1
                && rowByRow(scope.blocks().get(derived.block()));
    }

    /** True where a block's rows are those of its own FROM, grouped or not. */
    boolean rowByRow(QueryBlock block) {
        return block.limit() == null
                && !block.items().isEmpty()
                && block.features().stream().noneMatch(OPAQUE::contains)
                && (!block.groupBy().isEmpty() || !(aggregates(block) || block.having() != null));
    }

    /** The column of a base table that column {@code name} of {@code derived} is, null where that is not certain. */
    Columns.@Nullable Source source(FromItem.Derived derived, String name) {
        if (!holds(derived)) {
            return null;
        }
        // Looked up once: through stars of derived tables inside one another the ways to a column double at each.
        List<Object> key = List.of(derived.block(), name);
        Optional<Columns.Source> known = sources.get(key);
        if (known == null) {
            known = Optional.ofNullable(find(derived, name));
            sources.put(key, known);
        }
        return known.orElse(null);
    }

    private Columns.@Nullable Source find(FromItem.Derived derived, String name) {
        QueryBlock block = scope.blocks().get(derived.block());
        Columns.Source source =
                derived.columns().isEmpty() ? named(block, name) : placed(block, derived.columns(), name);
        return source == null || block.groupBy().isEmpty() || groups(block, source) ? source : null;
    }

    /** False where {@code derived} certainly has no column that is called {@code name}. */
    boolean mayHave(FromItem.Derived derived, String name) {
        QueryBlock block = scope.blocks().get(derived.block());
        if (!derived.columns().isEmpty()) {
            return derived.columns().stream().anyMatch(name::equalsIgnoreCase);
        }
        return block.items().isEmpty() || block.items().stream().anyMatch(item -> mayBe(block, item, name));
    }

    private boolean mayBe(QueryBlock block, SelectItem item, String name) {
        if (item.alias() != null) {
            return item.alias().equalsIgnoreCase(name);
        }
        if (item.expr() instanceof Expr.Star) {
            return !columns.mayHave(block, name).isEmpty();
        }
        return !(item.expr() instanceof Expr.Column column)
                || column.ref().name().equalsIgnoreCase(name);
    }

    private Columns.@Nullable Source placed(QueryBlock block, List<String> names, String name) {
        for (int i = 0; i < Math.min(names.size(), block.items().size()); i++) {
            SelectItem item = block.items().get(i);
            if (item.expr() instanceof Expr.Star) {
                return null;
            }
            if (names.get(i).equalsIgnoreCase(name)) {
                return source(item);
            }
        }
        return null;
    }

    private Columns.@Nullable Source named(QueryBlock block, String name) {
        for (SelectItem item : block.items()) {
            String heading = item.alias() == null && item.expr() instanceof Expr.Column column
                    ? column.ref().name()
                    : item.alias();
            if (heading != null && heading.equalsIgnoreCase(name)) {
                return source(item);
            }
        }
        for (SelectItem item : block.items()) {
            Columns.Source source = item.expr() instanceof Expr.Star star ? ofStar(block, star, name) : null;
            if (source != null) {
                return source;
            }
        }
        return null;
    }

    private Columns.@Nullable Source source(SelectItem item) {
        return item.expr() instanceof Expr.Column column ? columns.source(column.ref()) : null;
    }

    /** The columns that {@code block} answers as they are; a star's are its tables' keys. */
    List<Columns.Source> outputs(QueryBlock block) {
        List<Columns.Source> outputs = new ArrayList<>();
        for (SelectItem item : block.items()) {
            Columns.Source source = source(item);
            if (source != null) {
                outputs.add(source);
            } else if (item.expr() instanceof Expr.Star star) {
                for (String key : columns.keys()) {
                    Columns.Source of = ofStar(block, star, key);
                    if (of != null) {
                        outputs.add(of);
                    }
                }
            }
        }
        return outputs;
    }

    private Columns.@Nullable Source ofStar(QueryBlock block, Expr.Star star, String name) {
        FromItem from = star.qualifier() == null ? block.from() : columns.called(block, star.qualifier());
        return from == null ? null : columns.in(from, name);
    }

    /** True where {@code block} groups by {@code source} itself. */
    boolean groups(QueryBlock block, Columns.Source source) {
        return groups(block).stream().anyMatch(source::is);
    }

    /** The columns by which {@code block} certainly groups. */
    List<Columns.Source> groups(QueryBlock block) {
        List<Columns.Source> groups = new ArrayList<>();
        for (OrderItem item : block.groupBy()) {
            Columns.Source source = item.expr() instanceof Expr.Column column ? columns.source(column.ref()) : null;
            if (source != null && !hidden(block, ((Expr.Column) item.expr()).ref(), source)) {
                groups.add(source);
            }
        }
        return groups;
    }

    /** An alias of that name may be what GROUP BY means. */
    private boolean hidden(QueryBlock block, ColumnRef ref, Columns.Source source) {
        return ref.qualifier() == null
                && block.items().stream()
                        .anyMatch(item -> item.alias() != null
                                && item.alias().equalsIgnoreCase(ref.name())
                                && !source.is(source(item)));
    }

    private static boolean aggregates(QueryBlock block) {
        return block.items().stream().anyMatch(i -> Exprs.hasAggregate(i.expr()))
                || block.orderBy().stream().anyMatch(o -> Exprs.hasAggregate(o.expr()));
    }
}
