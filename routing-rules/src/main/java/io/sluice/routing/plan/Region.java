package io.sluice.routing.plan;

import io.sluice.sql.Condition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of FROM that has a row in each row of the part around it, or is filled up with NULLs as a whole: what WHERE speaks of,
 * or the side of an outer join that is not kept. Used by one thread while a statement is planned.
 */
final class Region {
    /** The block in which it stands. */
    final int block;

    /** What holds for each row that it has. */
    final List<Condition> conditions = new ArrayList<>();

    /** Columns that USING and NATURAL make equal in each row that it has. */
    final List<Pair> pairs = new ArrayList<>();

    private final @Nullable Region around;
    private @Nullable Region into;

    /** Two columns that are equal. */
    record Pair(Columns.Source left, Columns.Source right) {}

    /** @param around the region in which it may be missing, null for what a block's WHERE speaks of */
    Region(int block, @Nullable Region around) {
        this.block = block;
        this.around = around;
    }

    /** This region, or the one it turned out to be a part of. */
    Region live() {
        Region at = this;
        while (at.into != null) {
            at = at.into;
        }
        return at;
    }

    /** True where each row of the block has a row of it. */
    boolean kept() {
        return live().around == null;
    }

    boolean inside(Region other) {
        for (Region at = live().around; at != null; at = at.live().around) {
            if (at.live() == other) {
                return true;
            }
        }
        return false;
    }

    /** Joins this region, and all between, with {@code outer}, in which it never is missing after all. */
    void join(Region outer) {
        Region at = live();
        while (at != outer && at.around != null) {
            Region next = at.around.live();
            at.into = outer;
            outer.conditions.addAll(at.conditions);
            outer.pairs.addAll(at.pairs);
            at = next;
        }
    }
}
