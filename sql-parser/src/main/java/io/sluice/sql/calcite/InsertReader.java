package io.sluice.sql.calcite;

import io.sluice.sql.Feature;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.Scope;
import io.sluice.sql.Statement;
import io.sluice.sql.TableOccurrence;
import io.sluice.sql.calcite.grammar.AssignmentNode;
import io.sluice.sql.calcite.grammar.InsertNode;
import io.sluice.sql.calcite.grammar.TableNode;
import io.sluice.sql.text.Span;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.jspecify.annotations.Nullable;

/**
 * INSERT and REPLACE. Block 0 has the target as its only table and RETURNING as its items; the query that supplies rows is a
 * block of its own.
 */
final class InsertReader {
    private final Draft draft;

    InsertReader(Draft draft) {
        this.draft = draft;
    }

    Statement.Insert read(InsertNode node) {
        InsertNode.Parts parts = node.parts;
        BlockDraft block = draft.open(BlockPlace.top(), Spans.of(node));
        ExprReader exprs = new ExprReader(draft, block, CteScope.EMPTY);
        TableDraft target = target(parts, block, exprs);
        int select = parts.query == null
                ? -1
                : new QueryReader(draft)
                        .read(parts.query, new BlockPlace(QueryBlock.Kind.DERIVED, 0, -1, null), CteScope.EMPTY)
                        .id;
        if (select >= 0) {
            block.derived.add(select);
        }
        List<String> columns = new ArrayList<>();
        for (SqlIdentifier column : parts.columns) {
            draft.qualified(column, block);
            columns.add(last(column));
        }
        List<Statement.ValueRow> rows = rows(parts, exprs);
        SqlNodeList set = parts.assignments;
        if (set != null) {
            set.forEach(a -> columns.add(last(((AssignmentNode) a).column)));
        }
        // ON DUPLICATE KEY UPDATE sees the target first, then the tables of the query.
        block.outer = select;
        List<Statement.Assignment> onDuplicate = assignments(parts.onDuplicate, exprs, block);
        if (parts.returning != null) {
            draft.feature(block, Feature.RETURNING);
            block.items = new QueryReader(draft).items(parts.returning, exprs);
        }
        int columnsEnd = set != null ? Spans.of(set).end() : columns.isEmpty() ? -1 : parts.columnsEnd;
        Scope scope = draft.scope();
        TableOccurrence table = scope.tables().get(target.ordinal);
        return new Statement.Insert(
                scope, parts.verb, table, columns, columnsEnd, rows, select, onDuplicate, set != null, alias(parts));
    }

    private static Statement.@Nullable RowAlias alias(InsertNode.Parts parts) {
        if (parts.rowAlias == null) {
            return null;
        }
        List<String> names = new ArrayList<>();
        if (parts.rowColumns != null) {
            parts.rowColumns.forEach(name -> names.add(((SqlIdentifier) name).getSimple()));
        }
        return new Statement.RowAlias(parts.rowAlias.getSimple(), names);
    }

    private TableDraft target(InsertNode.Parts parts, BlockDraft block, ExprReader exprs) {
        TableNode node = parts.table;
        if (node == null) {
            throw new NotReadable("an INSERT without a table", 0);
        }
        new FromReader(draft, block, CteScope.EMPTY, exprs).read(node);
        TableDraft target = block.tables.get(0);
        target.write = true;
        if (parts.ignore) {
            draft.feature(block, Feature.IGNORE);
        }
        if (parts.rowAlias != null) {
            block.sources.add(new Source(parts.rowAlias.getSimple(), null, null));
        }
        return target;
    }

    private static List<Statement.ValueRow> rows(InsertNode.Parts parts, ExprReader exprs) {
        List<Statement.ValueRow> rows = new ArrayList<>(parts.rows.size());
        for (SqlNode row : parts.rows) {
            List<SqlNode> values = ((SqlBasicCall) row).getOperandList();
            rows.add(new Statement.ValueRow(Spans.of(row), exprs.all(values)));
        }
        if (parts.assignments != null) {
            Span span = Spans.of(parts.assignments);
            List<SqlNode> values = new ArrayList<>();
            parts.assignments.forEach(a -> values.add(((AssignmentNode) a).value));
            parts.assignments.forEach(a -> exprs.read(((AssignmentNode) a).column));
            rows.add(new Statement.ValueRow(span, exprs.all(values)));
        }
        return rows;
    }

    static List<Statement.Assignment> assignments(@Nullable SqlNodeList nodes, ExprReader exprs, BlockDraft block) {
        List<Statement.Assignment> assignments = new ArrayList<>();
        if (nodes != null) {
            for (SqlNode node : nodes) {
                AssignmentNode assignment = (AssignmentNode) node;
                exprs.read(assignment.column);
                assignments.add(new Statement.Assignment(
                        Spans.of(assignment),
                        ExprReader.columnRef(assignment.column, block),
                        exprs.read(assignment.value)));
            }
        }
        return assignments;
    }

    private static String last(SqlIdentifier column) {
        return column.names.get(column.names.size() - 1);
    }
}
