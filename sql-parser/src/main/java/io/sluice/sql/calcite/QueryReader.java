package io.sluice.sql.calcite;

import io.sluice.sql.Expr;
import io.sluice.sql.Feature;
import io.sluice.sql.LimitClause;
import io.sluice.sql.Operand;
import io.sluice.sql.OrderItem;
import io.sluice.sql.SelectItem;
import io.sluice.sql.SqlValue;
import io.sluice.sql.calcite.grammar.ItemNode;
import io.sluice.sql.calcite.grammar.LimitNode;
import io.sluice.sql.calcite.grammar.Nodes;
import io.sluice.sql.calcite.grammar.OrderNode;
import io.sluice.sql.calcite.grammar.QueryNode;
import io.sluice.sql.calcite.grammar.SelectNode;
import io.sluice.sql.calcite.grammar.TableStatementNode;
import io.sluice.sql.calcite.grammar.Tail;
import io.sluice.sql.calcite.grammar.ValuesNode;
import io.sluice.sql.calcite.grammar.WithNode;
import io.sluice.sql.lex.Token;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlWithItem;
import org.jspecify.annotations.Nullable;

/** Query expressions: WITH, set operations, and SELECT itself. */
final class QueryReader {
    private static final Operand ONE = new Operand.Constant(SqlValue.Whole.of(1));
    /** The number that the manual gives for "all rows from here on". */
    private static final Operand ALL = new Operand.Constant(new SqlValue.Whole(new BigInteger("18446744073709551615")));

    private final Draft draft;

    QueryReader(Draft draft) {
        this.draft = draft;
    }

    /** Reads the query into blocks and answers its outermost. */
    BlockDraft read(QueryNode query, BlockPlace place, CteScope ctes) {
        SqlNode only = query.operands.size() == 1 ? query.operands.get(0) : null;
        if (only instanceof QueryNode inner && query.with == null && query.tail.bare()) {
            return read(inner, place, ctes);
        }
        BlockDraft block = draft.open(place, Spans.of(query));
        CteScope names = query.with == null ? ctes : with(query.with, block, ctes);
        ExprReader exprs = new ExprReader(draft, block, names);
        if (only == null || only instanceof QueryNode) {
            draft.feature(block, Feature.SET_OPERATION);
            for (SqlNode operand : query.operands) {
                operand(operand, block, names);
            }
        } else {
            body(only, block, exprs, names);
        }
        tail(query.tail, block, exprs);
        return block;
    }

    /** One side of a set operation. */
    private void operand(SqlNode operand, BlockDraft around, CteScope ctes) {
        BlockPlace place = BlockPlace.operand(around);
        if (operand instanceof QueryNode query) {
            read(query, place, ctes);
            return;
        }
        BlockDraft block = draft.open(place, Spans.of(operand));
        body(operand, block, new ExprReader(draft, block, ctes), ctes);
    }

    private void body(SqlNode body, BlockDraft block, ExprReader exprs, CteScope ctes) {
        if (body instanceof SelectNode select) {
            new SelectReader(draft, block, exprs, ctes).read(select.parts);
        } else if (body instanceof ValuesNode values) {
            draft.feature(block, Feature.VALUES_STATEMENT);
            exprs.all(values.rows);
        } else if (body instanceof TableStatementNode table) {
            draft.feature(block, Feature.TABLE_STATEMENT);
            new FromReader(draft, block, ctes, exprs).read(table.table);
            block.items = List.of(new SelectItem(Spans.of(body), new Expr.Star(Spans.of(body), null), null));
        } else {
            throw new NotReadable("a query of an unknown kind", Spans.of(body).start());
        }
    }

    /** Opens the blocks of WITH and answers the names they have given. */
    CteScope with(WithNode with, BlockDraft around, CteScope outer) {
        draft.feature(around, Feature.WITH_CLAUSE);
        if (with.recursive()) {
            draft.feature(around, Feature.RECURSIVE_CTE);
        }
        CteScope names = outer;
        for (SqlWithItem item : with.items()) {
            String name = item.name.getSimple();
            // A recursive query may name itself: it gets its number before it is read.
            List<String> columns = Nodes.names(item.columnList);
            CteScope inside = with.recursive() ? names.with(name, draft.blocks.size(), columns) : names;
            BlockDraft block = read((QueryNode) item.query, BlockPlace.cte(around), inside);
            names = names.with(name, block.id, columns);
        }
        return names;
    }

    void tail(Tail tail, BlockDraft block, ExprReader exprs) {
        block.orderByPlace = tail.bodyEnd;
        block.limitPlace = tail.orderEnd;
        block.orderBySpan = Spans.orNull(tail.orderByPos);
        if (tail.orderBy != null) {
            block.orderBy = orderItems(tail.orderBy, exprs);
        }
        if (tail.limit != null) {
            limit(tail.limit, block);
        }
        if (tail.procedure) {
            draft.feature(block, Feature.PROCEDURE_ANALYSE);
        }
        if (tail.locking) {
            draft.feature(block, Feature.LOCKING_READ);
        }
        for (SqlIdentifier locked : tail.lockedTables) {
            draft.tableName(locked, locked.names.size(), block);
        }
        into(tail.into, block);
    }

    void into(@Nullable Boolean file, BlockDraft block) {
        if (file != null) {
            draft.feature(block, file ? Feature.INTO_OUTFILE : Feature.INTO_VARIABLE);
        }
    }

    private void limit(LimitNode node, BlockDraft block) {
        LimitNode.Parts parts = node.parts;
        if (parts.ties) {
            draft.feature(block, Feature.WITH_TIES);
        }
        if (parts.examined) {
            draft.feature(block, Feature.ROWS_EXAMINED);
        }
        Operand offset = parts.offset == null ? null : Operands.of(parts.offset);
        Operand count = parts.count != null ? Operands.of(parts.count) : parts.one ? ONE : ALL;
        block.limit = new LimitClause(Spans.of(node), offset, count);
    }

    List<OrderItem> orderItems(SqlNodeList nodes, ExprReader exprs) {
        List<OrderItem> items = new ArrayList<>();
        for (SqlNode node : nodes) {
            OrderNode order = (OrderNode) node;
            items.add(new OrderItem(Spans.of(order), orderExpr(order.expr, exprs), order.descending));
        }
        return items;
    }

    /** A number is the position of a select item; any other constant, {@code ?} too, orders nothing. */
    private Expr orderExpr(SqlNode node, ExprReader exprs) {
        if (node instanceof SqlDynamicParam literal) {
            // Texts of one shape may have 1 here and 1.5.
            switch (draft.fingerprint.slotToken(literal.getIndex())) {
                case NUMBER_INT, NUMBER_DECIMAL, NUMBER_FLOAT -> draft.pin(literal.getIndex());
                default -> {}
            }
            if (draft.fingerprint.slotToken(literal.getIndex()) != Token.NUMBER_INT) {
                return new Expr.Opaque(Spans.of(node), List.of());
            }
        }
        return exprs.read(node);
    }

    List<SelectItem> items(SqlNodeList nodes, ExprReader exprs) {
        List<SelectItem> items = new ArrayList<>();
        for (SqlNode node : nodes) {
            ItemNode item = (ItemNode) node;
            items.add(new SelectItem(Spans.of(item), exprs.read(item.expr), alias(item.alias)));
        }
        return items;
    }

    private @Nullable String alias(@Nullable SqlNode alias) {
        if (alias instanceof SqlIdentifier name) {
            return name.getSimple();
        } else if (alias instanceof SqlDynamicParam slot) {
            // The name of the column is part of the reading, so its text belongs to the cache's key.
            draft.pin(slot.getIndex());
            return draft.fingerprint.value(slot.getIndex()) instanceof SqlValue.Text text ? text.value() : null;
        }
        return null;
    }
}
