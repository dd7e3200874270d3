package io.sluice.sql.calcite;

import io.sluice.sql.Condition;
import io.sluice.sql.Expr;
import io.sluice.sql.Feature;
import io.sluice.sql.FromItem;
import io.sluice.sql.Leaves;
import io.sluice.sql.calcite.grammar.DerivedNode;
import io.sluice.sql.calcite.grammar.JsonTableNode;
import io.sluice.sql.calcite.grammar.Nodes;
import io.sluice.sql.calcite.grammar.TableNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.jspecify.annotations.Nullable;

/** The FROM of one block: its tables, how they are joined, and what the joins demand of every row. */
final class FromReader {
    /** Servers join 61 at most. */
    private static final int MAX_TABLES = 300;

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
        block.from = read(from, true);
    }

    /**
     * Reads a part of FROM; what it answers is asked when the tables have their ordinals.
     *
     * @param kept false where an outer join may put NULLs in place of the rows of {@code node}
     */
    private Supplier<FromItem> read(SqlNode node, boolean kept) {
        if (block.sources.size() > MAX_TABLES) {
            throw new NotReadable("that many tables in one FROM", Spans.of(node).start());
        }
        if (node instanceof SqlJoin join) {
            return join(join, kept);
        } else if (node instanceof TableNode table) {
            return table(table);
        } else if (node instanceof DerivedNode derived) {
            return derived(derived);
        } else if (node instanceof JsonTableNode json) {
            draft.feature(block, Feature.JSON_TABLE);
            exprs.read(json.document);
            FromItem other = new FromItem.Other(source(json.alias));
            return () -> other;
        }
        throw new NotReadable("a table that is not known here", Spans.of(node).start());
    }

    private Supplier<FromItem> join(SqlJoin join, boolean kept) {
        FromItem.Kind kind =
                switch (join.getJoinType()) {
                    case INNER, COMMA -> FromItem.Kind.INNER;
                    case RIGHT -> FromItem.Kind.RIGHT;
                    default -> FromItem.Kind.LEFT;
                };
        if (kind != FromItem.Kind.INNER) {
            draft.feature(block, Feature.OUTER_JOIN);
        }
        boolean natural = join.isNatural();
        if (natural) {
            draft.feature(block, Feature.NATURAL_JOIN);
        }
        int first = block.sources.size();
        Supplier<FromItem> left = read(join.getLeft(), kept && kind != FromItem.Kind.RIGHT);
        Supplier<FromItem> right = read(join.getRight(), kept && kind != FromItem.Kind.LEFT);
        SqlNode condition = join.getCondition();
        List<String> using = condition instanceof SqlNodeList names ? Nodes.names(names) : List.of();
        List<Expr> filters = new ArrayList<>();
        Condition on = using.isEmpty() && condition != null
                ? demand(
                        condition,
                        new Leaves(first, block.sources.size()),
                        kept && kind == FromItem.Kind.INNER,
                        filters)
                : Conditions.UNKNOWN;
        return () -> new FromItem.Join(kind, left.get(), right.get(), on, filters, natural, using);
    }

    /** An ON, which sees the operands of its join; {@code always}: every row of the result fulfils it. */
    private Condition demand(SqlNode condition, Leaves operands, boolean always, List<Expr> filters) {
        block.seen = operands;
        filters.addAll(Conjuncts.of(exprs.read(condition)));
        Condition read = new ConditionReader(draft, block).read(condition);
        block.seen = null;
        if (always) {
            block.where.add(read);
        }
        return read;
    }

    private Supplier<FromItem> table(TableNode node) {
        if (node.partition) {
            draft.feature(block, Feature.PARTITION_CLAUSE);
        }
        if (!node.period.isEmpty()) {
            draft.feature(block, Feature.SYSTEM_TIME);
            exprs.all(node.period);
        }
        String alias = node.alias == null ? null : node.alias.getSimple();
        if (node.name.isSimple()) {
            CteScope cte = ctes.find(node.name.getSimple(), draft.fingerprint.dialect());
            if (cte != null) {
                block.derived.add(cte.block());
                FromItem use = new FromItem.Derived(
                        cte.block(),
                        source(node.alias == null ? node.name : node.alias),
                        cte.columns(),
                        false,
                        Spans.of(node.name));
                return () -> use;
            }
        }
        TableDraft table = draft.table(node.name, alias, block);
        block.sources.add(new Source(alias == null ? table.name : alias, table.schema, table));
        return () -> new FromItem.Table(table.ordinal);
    }

    private Supplier<FromItem> derived(DerivedNode node) {
        if (node.lateral) {
            draft.feature(block, Feature.LATERAL);
        }
        BlockDraft inner = new QueryReader(draft).read(node.query, BlockPlace.derived(block, node.lateral), ctes);
        block.derived.add(inner.id);
        FromItem derived = new FromItem.Derived(inner.id, source(node.alias), node.columns, node.lateral, null);
        return () -> derived;
    }

    /** Something without a base table that columns can be qualified with; answers its name. */
    private String source(@Nullable SqlIdentifier name) {
        String called = name == null ? "" : name.getSimple();
        block.sources.add(new Source(called, null, null));
        return called;
    }
}
