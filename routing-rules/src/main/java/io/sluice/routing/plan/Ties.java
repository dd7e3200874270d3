package io.sluice.routing.plan;

import io.sluice.routing.rules.TableRule;
import io.sluice.routing.schema.Column;
import io.sluice.sql.Condition;
import io.sluice.sql.Expr;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.Scope;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which occurrences have equal sharding keys, as the parsed conditions say it.
 *
 * <p>An equality that holds for each row of a region ties two of its occurrences to each other. It lets an occurrence of the
 * region follow one outside it (the kept side of an outer join, or the tables around a subquery): to each row of that one only
 * rows with its key belong; but that one's rows are there without them, too.
 */
final class Ties {
    private final Scope scope;
    private final Columns columns;
    private final Regions regions;
    private final Map<List<Object>, BitSet> met = new HashMap<>();
    private final List<int[]> equal = new ArrayList<>();
    private final List<int[]> following = new ArrayList<>();
    private final List<int[]> demanded = new ArrayList<>();
    private final Map<Integer, Placed> tied = new HashMap<>();

    Ties(Scope scope, Columns columns, Regions regions) {
        this.scope = scope;
        this.columns = columns;
        this.regions = regions;
        for (Region region : regions.all()) {
            region.conditions.forEach(condition -> conjuncts(condition, region));
            region.pairs.forEach(pair -> tie(pair.left(), pair.right(), region));
        }
        for (QueryBlock block : scope.blocks()) {
            if (block.membership() != null) {
                member(block, block.membership());
            }
        }
        for (Region region : regions.all()) {
            region.conditions.forEach(condition -> demand(condition, region));
        }
    }

    /** Pairs of ordinals whose keys are equal in every row of their region. */
    List<int[]> equal() {
        return equal;
    }

    /** Pairs of ordinals: the first follows the second. */
    List<int[]> following() {
        return following;
    }

    /**
     * Pairs of ordinals of {@link #following()}: each row that matters of the second's region has a row of the first with its key.
     */
    List<int[]> demanded() {
        return demanded;
    }

    /** {@code EXISTS (SELECT 1 FROM items i WHERE i.user_id = o.user_id AND …)}, where it holds for each row of {@code region}. */
    private void demand(Condition condition, Region region) {
        if (condition instanceof Condition.And and) {
            and.parts().forEach(part -> demand(part, region));
        } else if (condition instanceof Condition.HasRow has
                && columns.transparency().rowByRow(scope.blocks().get(has.block()))) {
            for (int[] pair : following) {
                Region inner = region(pair[0]);
                if (inner != null && inner.block == has.block() && inner.kept() && region(pair[1]) == region) {
                    demanded.add(pair);
                }
            }
        }
    }

    private @Nullable Region region(int ordinal) {
        Placed table = tied.get(ordinal);
        return table == null ? null : regions.of(table);
    }

    private void conjuncts(Condition condition, Region region) {
        if (condition instanceof Condition.And and) {
            and.parts().forEach(part -> conjuncts(part, region));
        } else if (condition instanceof Condition.ColumnsEqual equality) {
            tie(columns.source(equality.left()), columns.source(equality.right()), region);
        } else if (condition instanceof Condition.ColumnsAlike alike) {
            Columns.Source left = columns.source(alike.left());
            Columns.Source right = columns.source(alike.right());
            if (filled(left, region) || filled(right, region)) {
                tie(left, right, region);
            }
        }
    }

    /** True where the column is never NULL where a condition of {@code region} is asked: then {@code <=>} is {@code =}. */
    private boolean filled(Columns.@Nullable Source source, Region region) {
        Column column = source == null ? null : physical(source);
        Region of = source == null ? null : regions.of(source.table());
        return column != null && !column.nullable() && of != null && (of == region || of.kept());
    }

    /** INVARIANT: one of them stands in the region itself. What it demands of others need not hold for their rows. */
    private void tie(Columns.@Nullable Source left, Columns.@Nullable Source right, Region region) {
        if (left == null || right == null || left.table() == right.table()) {
            return;
        }
        boolean leftHere = regions.of(left.table()) == region;
        boolean rightHere = regions.of(right.table()) == region;
        if (leftHere && rightHere) {
            meet(left, right, region, equal);
        } else if (leftHere) {
            meet(left, right, region, following);
        } else if (rightHere) {
            meet(right, left, region, following);
        }
    }

    /** Remembers the pair once all levels of their keys have been met. */
    private void meet(Columns.Source one, Columns.Source other, Region region, List<int[]> pairs) {
        TableRule.Sharded rule = one.table().sharded();
        TableRule.Sharded otherRule = other.table().sharded();
        int level = one.level();
        if (rule == null
                || otherRule == null
                || level < 0
                || level != other.level()
                || !rule.group().equals(otherRule.group())
                || !alike(physical(one), physical(other))) {
            return;
        }
        int a = one.table().occurrence().ordinal();
        int b = other.table().occurrence().ordinal();
        BitSet levels = met.computeIfAbsent(
                List.of(
                        region,
                        pairs == equal,
                        pairs == equal ? Math.min(a, b) : a,
                        pairs == equal ? Math.max(a, b) : b),
                k -> new BitSet());
        tied.put(a, one.table());
        tied.put(b, other.table());
        boolean before = levels.cardinality() == rule.levels().size();
        levels.set(level);
        if (!before && levels.cardinality() == rule.levels().size()) {
            pairs.add(new int[] {a, b});
        }
    }

    private static @Nullable Column physical(Columns.Source source) {
        return source.table().table() == null ? null : source.table().table().column(source.column());
    }

    /** Columns of one kind and collation: what equals one as a key equals the other. */
    private static boolean alike(@Nullable Column one, @Nullable Column other) {
        if (one == null || other == null) {
            return one == other;
        }
        return Kinds.of(one) == Kinds.of(other) && Objects.equals(one.collation(), other.collation());
    }

    /**
     * {@code user_id IN (SELECT user_id FROM …)}: only rows with the key sought matter to whether it is true. Whether it is
     * false depends on NULLs among the others, so NOT IN ties only where neither side has any.
     */
    private void member(QueryBlock block, QueryBlock.Membership membership) {
        boolean grouped = !block.groupBy().isEmpty();
        if (!columns.transparency().rowByRow(block)
                || block.items().size() != membership.columns().size()) {
            return;
        }
        for (int i = 0; i < membership.columns().size(); i++) {
            Columns.Source outer = membership.columns().get(i) == null
                    ? null
                    : columns.source(membership.columns().get(i));
            Columns.Source inner =
                    block.items().get(i).expr() instanceof Expr.Column column ? columns.source(column.ref()) : null;
            if (outer == null
                    || inner == null
                    || grouped && !columns.transparency().groups(block, inner)) {
                continue;
            }
            Region region = regions.of(inner.table());
            boolean known = !membership.negated() || membership.columns().size() == 1 && full(outer) && full(inner);
            if (region != null
                    && region.block == block.id()
                    && region.kept()
                    && known
                    && regions.of(outer.table()) != region) {
                meet(inner, outer, region, following);
            }
        }
    }

    /** True where the column is never NULL. */
    private boolean full(Columns.Source source) {
        Column column = physical(source);
        Region region = regions.of(source.table());
        return column != null && !column.nullable() && region != null && region.kept();
    }
}
