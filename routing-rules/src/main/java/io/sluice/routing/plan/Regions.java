package io.sluice.routing.plan;

import io.sluice.sql.ColumnRef;
import io.sluice.sql.Condition;
import io.sluice.sql.FromItem;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the FROMs of a statement into regions. A derived table that can be seen through belongs to the region in which it
 * stands. Where a condition is true only if the side of an outer join that may be missing is there, the join is as good as
 * an inner one, and both are one region.
 */
final class Regions {
    private final Scope scope;
    private final Columns columns;
    private final Map<Integer, Region> ofTable = new HashMap<>();
    private final List<Region> all = new ArrayList<>();

    Regions(Scope scope, Columns columns) {
        this.scope = scope;
        this.columns = columns;
        Set<Integer> seenThrough = new HashSet<>();
        for (QueryBlock block : scope.blocks()) {
            for (FromItem leaf : Columns.leaves(block.from())) {
                if (leaf instanceof FromItem.Derived derived
                        && columns.transparency().holds(derived)) {
                    seenThrough.add(derived.block());
                }
            }
        }
        for (QueryBlock block : scope.blocks()) {
            if (!seenThrough.contains(block.id())) {
                block(block, region(block.id(), null));
            }
        }
        for (Region region : all) {
            int known = -1;
            while (region.live() == region && known != region.conditions.size() + region.pairs.size()) {
                known = region.conditions.size() + region.pairs.size();
                takeIn(region);
            }
        }
    }

    /** The regions that there are. */
    List<Region> all() {
        return all.stream().filter(region -> region.live() == region).toList();
    }

    /** The region of an occurrence, null where the statement has no FROM. */
    @Nullable
    Region of(Placed table) {
        Region region = ofTable.get(table.occurrence().ordinal());
        return region == null ? null : region.live();
    }

    private Region region(int block, @Nullable Region around) {
        Region region = new Region(block, around);
        all.add(region);
        return region;
    }

    private void block(QueryBlock block, Region region) {
        region.conditions.add(block.where());
        if (block.from() != null) {
            from(block.from(), region);
        }
    }

    private void from(FromItem item, Region region) {
        if (item instanceof FromItem.Table table) {
            ofTable.put(table.ordinal(), region);
        } else if (item instanceof FromItem.Derived derived) {
            if (columns.transparency().holds(derived)) {
                block(scope.blocks().get(derived.block()), region);
            }
        } else if (item instanceof FromItem.Join join) {
            join(join, region);
        }
    }

    private void join(FromItem.Join join, Region region) {
        Region missing = join.kind() == FromItem.Kind.INNER ? region : region(region.block, region);
        missing.conditions.add(join.on());
        for (String name : join.natural() ? columns.keys() : join.using()) {
            Columns.Source left = columns.in(join.left(), name);
            Columns.Source right = columns.in(join.right(), name);
            if (left != null && right != null) {
                missing.pairs.add(new Region.Pair(left, right));
            }
        }
        from(join.left(), join.kind() == FromItem.Kind.RIGHT ? missing : region);
        from(join.right(), join.kind() == FromItem.Kind.LEFT ? missing : region);
    }

    /** Takes in what conditions of {@code region} say is there; the conditions of that are looked at in turn. */
    private void takeIn(Region region) {
        for (int i = 0; i < region.conditions.size(); i++) {
            present(region.conditions.get(i)).forEach(inner -> takeIn(inner, region));
        }
        for (Region.Pair pair : List.copyOf(region.pairs)) {
            ofTables(pair.left()).forEach(inner -> takeIn(inner, region));
            ofTables(pair.right()).forEach(inner -> takeIn(inner, region));
        }
    }

    private static void takeIn(Region inner, Region region) {
        if (inner.live().inside(region)) {
            inner.join(region);
        }
    }

    /** The regions that have a row wherever {@code condition} is true. */
    private Set<Region> present(Condition condition) {
        Set<Region> present = new HashSet<>();
        if (condition instanceof Condition.Equals equals) {
            present.addAll(ofColumn(equals.column()));
        } else if (condition instanceof Condition.In in) {
            present.addAll(ofColumn(in.column()));
        } else if (condition instanceof Condition.Range range) {
            present.addAll(ofColumn(range.column()));
        } else if (condition instanceof Condition.RowIn rows) {
            rows.columns().forEach(column -> present.addAll(ofColumn(column)));
        } else if (condition instanceof Condition.ColumnsEqual equal) {
            present.addAll(ofColumn(equal.left()));
            present.addAll(ofColumn(equal.right()));
        } else if (condition instanceof Condition.And and) {
            and.parts().forEach(part -> present.addAll(present(part)));
        } else if (condition instanceof Condition.Or or) {
            present.addAll(present(or.parts().get(0)));
            or.parts().forEach(part -> present.retainAll(present(part)));
        }
        return present;
    }

    private Set<Region> ofColumn(ColumnRef ref) {
        Columns.Source source = columns.source(ref);
        return source == null ? Set.of() : ofTables(source);
    }

    private Set<Region> ofTables(Columns.Source source) {
        Region region = of(source.table());
        return region == null ? Set.of() : Set.of(region);
    }
}
