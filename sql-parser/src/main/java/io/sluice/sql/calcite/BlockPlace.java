package io.sluice.sql.calcite;

import io.sluice.sql.QueryBlock.Kind;

/**
 * Where a query stands.
 *
 * @param parent id of the block around it, -1 for none
 * @param outer id of the block in which names are looked up that the query itself does not have, -1 for none: a subquery
 *     sees the tables beside it, a derived table does not
 */
record BlockPlace(Kind kind, int parent, int outer) {
    static BlockPlace top() {
        return new BlockPlace(Kind.TOP, -1, -1);
    }

    static BlockPlace subquery(BlockDraft around) {
        return new BlockPlace(Kind.SUBQUERY, around.id, around.id);
    }

    static BlockPlace derived(BlockDraft around, boolean lateral) {
        return new BlockPlace(Kind.DERIVED, around.id, lateral ? around.id : around.outer);
    }

    static BlockPlace cte(BlockDraft around) {
        return new BlockPlace(Kind.CTE, around.id, around.outer);
    }

    static BlockPlace operand(BlockDraft around) {
        return new BlockPlace(Kind.SET_OPERAND, around.id, around.outer);
    }
}
