package io.sluice.sql.calcite;

import io.sluice.sql.Feature;
import io.sluice.sql.calcite.grammar.SelectNode;

/** One SELECT, without what follows it. */
final class SelectReader {
    private final Draft draft;
    private final BlockDraft block;
    private final ExprReader exprs;
    private final CteScope ctes;

    SelectReader(Draft draft, BlockDraft block, ExprReader exprs, CteScope ctes) {
        this.draft = draft;
        this.block = block;
        this.exprs = exprs;
        this.ctes = ctes;
    }

    void read(SelectNode.Parts parts) {
        QueryReader queries = new QueryReader(draft);
        block.distinct = parts.modifiers.contains("DISTINCT") || parts.modifiers.contains("DISTINCTROW");
        if (parts.modifiers.contains("SQL_CALC_FOUND_ROWS")) {
            draft.feature(block, Feature.SQL_CALC_FOUND_ROWS);
        }
        if (parts.items != null) {
            block.items = queries.items(parts.items, exprs);
        }
        block.selectListEnd = parts.itemsEnd;
        queries.into(parts.into, block);
        if (parts.from != null) {
            new FromReader(draft, block, ctes, exprs).read(parts.from);
        }
        if (parts.where != null) {
            block.filters = Conjuncts.of(exprs.read(parts.where));
            block.where.add(new ConditionReader(draft, block).read(parts.where));
        }
        grouping(parts, queries);
        exprs.all(parts.windows);
    }

    private void grouping(SelectNode.Parts parts, QueryReader queries) {
        if (parts.groupBy != null) {
            block.groupBy = queries.orderItems(parts.groupBy, exprs);
            block.groupBySpan = Spans.orNull(parts.groupByPos);
        }
        if (parts.rollup) {
            draft.feature(block, Feature.ROLLUP);
        }
        if (parts.having != null) {
            block.having = exprs.read(parts.having);
            block.havingSpan = Spans.orNull(parts.havingPos);
        }
    }
}
