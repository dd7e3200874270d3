package io.sluice.sql.calcite;

import io.sluice.sql.Leaves;
import io.sluice.sql.QueryBlock.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Where a query stands.
 *
 * @param parent id of the block around it, -1 for none
 * @param outer id of the block in which names are looked up that the query itself does not have, -1 for none: a subquery
 *     sees the tables beside it, a derived table does not
 * @param seen what of the FROM of {@code outer} it sees, null for all of it
 */
record BlockPlace(Kind kind, int parent, int outer, @Nullable Leaves seen) {
    static BlockPlace top() {
        return new BlockPlace(Kind.TOP, -1, -1, null);
    }

    static BlockPlace subquery(BlockDraft around) {
        return new BlockPlace(Kind.SUBQUERY, around.id, around.id, around.seen);
    }

    /** @param lateral it sees what stands to its left in the same FROM */
    static BlockPlace derived(BlockDraft around, boolean lateral) {
        return lateral
                ? new BlockPlace(Kind.DERIVED, around.id, around.id, new Leaves(0, around.sources.size()))
                : new BlockPlace(Kind.DERIVED, around.id, around.outer, around.outerSeen);
    }

    static BlockPlace cte(BlockDraft around) {
        return new BlockPlace(Kind.CTE, around.id, around.outer, around.outerSeen);
    }

    static BlockPlace operand(BlockDraft around) {
        return new BlockPlace(Kind.SET_OPERAND, around.id, around.outer, around.outerSeen);
    }
}
