package io.sluice.sql.calcite;

import io.sluice.sql.ColumnRef;
import io.sluice.sql.Condition;
import io.sluice.sql.Feature;
import io.sluice.sql.calcite.grammar.DerivedNode;
import io.sluice.sql.calcite.grammar.FilterNode;
import io.sluice.sql.calcite.grammar.JsonTableNode;
import io.sluice.sql.calcite.grammar.TableNode;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.jspecify.annotations.Nullable;

/** The FROM of one block: its tables, what their joins demand of every row, and which columns they make equal. */
final class FromReader {
    private final Draft draft;
    private final BlockDraft block;
    private final CteScope ctes;
    private final ExprReader exprs;

    FromReader(Draft draft, BlockDraft block, CteScope ctes, ExprReader exprs) {
        this.draft = draft;
        this.block = block;
        this.ctes = ctes;
        this.exprs = exprs;
    }

    void read(SqlNode from) {
        read(from, true);
    }

    /** {@code kept}: false where an outer join may put NULLs in place of the rows of {@code node}. Answers the sources in it. */
    private List<Source> read(SqlNode node, boolean kept) {
        if (node instanceof SqlJoin join) {
            return join(join, kept);
        } else if (node instanceof FilterNode filter) {
            List<Source> sources = read(filter.join, kept);
            demand(filter.condition, kept, sources, sources);
            return sources;
        } else if (node instanceof TableNode table) {
            return List.of(table(table));
        } else if (node instanceof DerivedNode derived) {
            return List.of(derived(derived));
        } else if (node instanceof JsonTableNode json) {
            draft.feature(block, Feature.JSON_TABLE);
            exprs.read(json.document);
            return List.of(source(json.alias, null));
        }
        throw new NotReadable("a table that is not known here", Spans.of(node).start());
    }

    private List<Source> join(SqlJoin join, boolean kept) {
        JoinType type = join.getJoinType();
        boolean inner = type == JoinType.INNER || type == JoinType.COMMA;
        if (!inner) {
            draft.feature(block, Feature.OUTER_JOIN);
        }
        if (join.isNatural()) {
            draft.feature(block, Feature.NATURAL_JOIN);
        }
        List<Source> left = read(join.getLeft(), kept && type != JoinType.RIGHT);
        List<Source> right = read(join.getRight(), kept && type != JoinType.LEFT);
        SqlNode condition = join.getCondition();
        if (condition != null) {
            demand(condition, kept && inner, left, right);
        }
        List<Source> both = new ArrayList<>(left);
        both.addAll(right);
        return both;
    }

    /** An ON or USING; {@code always}: every row of the result fulfils it. */
    private void demand(SqlNode condition, boolean always, List<Source> left, List<Source> right) {
        if (condition instanceof SqlNodeList names) {
            for (SqlNode name : names) {
                using(((SqlIdentifier) name).getSimple(), left, right);
            }
            return;
        }
        exprs.read(condition);
        Condition read = new ConditionReader(draft, block).read(condition);
        Conditions.equalities(read, block.joinEqualities);
        if (always) {
            block.where.add(read);
        }
    }

    /**
     * USING demands that one table on each side has the column; which one of several it is, only the schema knows: where another
     * has a column of that name as well, the server refuses the statement or has made them equal before.
     */
    private void using(String column, List<Source> left, List<Source> right) {
        for (Source a : left) {
            for (Source b : right) {
                block.joinEqualities.add(new Condition.ColumnsEqual(
                        new ColumnRef(block.id, a.name(), column), new ColumnRef(block.id, b.name(), column)));
            }
        }
    }

    private Source table(TableNode node) {
        if (node.partition) {
            draft.feature(block, Feature.PARTITION_CLAUSE);
        }
        if (!node.period.isEmpty()) {
            draft.feature(block, Feature.SYSTEM_TIME);
            exprs.all(node.period);
        }
        String alias = node.alias == null ? null : node.alias.getSimple();
        if (node.name.isSimple()) {
            int cte = ctes.find(node.name.getSimple());
            if (cte >= 0) {
                block.derived.add(cte);
                return source(node.alias == null ? node.name : node.alias, null);
            }
        }
        TableDraft table = draft.table(node.name, alias, block);
        Source source = new Source(alias == null ? table.name : alias, table.schema, table);
        block.sources.add(source);
        return source;
    }

    private Source derived(DerivedNode node) {
        if (node.lateral) {
            draft.feature(block, Feature.LATERAL);
        }
        BlockDraft inner = new QueryReader(draft).read(node.query, BlockPlace.derived(block, node.lateral), ctes);
        block.derived.add(inner.id);
        return source(node.alias, null);
    }

    private Source source(@Nullable SqlIdentifier name, @Nullable TableDraft table) {
        Source source = new Source(name == null ? "" : name.getSimple(), null, table);
        block.sources.add(source);
        return source;
    }
}
