package io.sluice.sql.calcite;

import io.sluice.sql.Condition;
import io.sluice.sql.Feature;
import io.sluice.sql.Statement;
import io.sluice.sql.calcite.grammar.AssignmentNode;
import io.sluice.sql.calcite.grammar.ChangeParts;
import io.sluice.sql.calcite.grammar.DeleteNode;
import io.sluice.sql.calcite.grammar.UpdateNode;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/** UPDATE and DELETE: block 0 is the body. */
final class ChangeReader {
    private final Draft draft;

    ChangeReader(Draft draft) {
        this.draft = draft;
    }

    Statement update(UpdateNode node) {
        ChangeParts parts = node.parts;
        BlockDraft block = draft.open(BlockPlace.top(), Spans.of(node));
        ExprReader exprs = body(parts, block);
        base(block);
        List<Statement.Assignment> assignments = InsertReader.assignments(parts.assignments, exprs, block);
        if (block.sources.size() > 1) {
            draft.feature(block, Feature.MULTI_TABLE);
        }
        if (parts.assignments != null) {
            parts.assignments.forEach(a -> written(block, ((AssignmentNode) a).column));
        }
        return new Statement.Update(draft.scope(), assignments);
    }

    /** A column without qualifier may belong to any table of a multi-table UPDATE: then all count as written. */
    private void written(BlockDraft block, SqlIdentifier column) {
        int parts = column.names.size();
        String schema = parts < 3 ? null : column.names.get(parts - 3);
        Source source = parts < 2 ? null : draft.resolve(block, schema, column.names.get(parts - 2));
        if (source == null) {
            block.tables.forEach(table -> table.write = true);
        } else if (source.table() == null) {
            throw new NotReadable(
                    "a change of what is no base table", Spans.of(column).start());
        } else {
            source.table().write = true;
        }
    }

    /** A name of WITH in place of the table: servers differ in what it means, and for us it would be no table at all. */
    private static void base(BlockDraft block) {
        if (block.tables.isEmpty()) {
            throw new NotReadable("a change of what is no base table", block.span.start());
        }
    }

    Statement delete(DeleteNode node) {
        ChangeParts parts = node.parts;
        BlockDraft block = draft.open(BlockPlace.top(), Spans.of(node));
        body(parts, block);
        base(block);
        if (parts.targets.isEmpty()) {
            block.tables.forEach(table -> table.write = true);
        } else {
            draft.feature(block, Feature.MULTI_TABLE);
        }
        for (SqlIdentifier target : parts.targets) {
            int last = target.names.size() - 1;
            String schema = last == 1 ? target.names.get(0) : null;
            Source source = last > 1 ? null : draft.resolve(block, schema, target.names.get(last));
            if (source == null || source.table() == null) {
                throw new NotReadable(
                        "a target of DELETE that is not in FROM",
                        Spans.of(target).start());
            }
            source.table().write = true;
            draft.tableName(target, last + 1, block);
        }
        return new Statement.Delete(draft.scope());
    }

    /** What both have. */
    private ExprReader body(ChangeParts parts, BlockDraft block) {
        QueryReader queries = new QueryReader(draft);
        CteScope ctes = parts.with == null ? CteScope.EMPTY : queries.with(parts.with, block, CteScope.EMPTY);
        ExprReader exprs = new ExprReader(draft, block, ctes);
        if (parts.ignore) {
            draft.feature(block, Feature.IGNORE);
        }
        if (parts.partition) {
            draft.feature(block, Feature.PARTITION_CLAUSE);
        }
        exprs.all(parts.period);
        if (parts.from != null) {
            new FromReader(draft, block, ctes, exprs).read(parts.from);
        }
        SqlNode where = parts.where;
        if (where != null) {
            block.filters = Conjuncts.of(exprs.read(where));
            Condition condition = new ConditionReader(draft, block).read(where);
            block.where.add(condition);
        }
        queries.tail(parts.tail, block, exprs);
        if (parts.returning != null) {
            draft.feature(block, Feature.RETURNING);
            block.items = queries.items(parts.returning, exprs);
        }
        return exprs;
    }
}
