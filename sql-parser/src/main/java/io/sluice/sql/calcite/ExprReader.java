package io.sluice.sql.calcite;

import io.sluice.sql.ColumnRef;
import io.sluice.sql.Expr;
import io.sluice.sql.Feature;
import io.sluice.sql.Operand;
import io.sluice.sql.calcite.grammar.CallNode;
import io.sluice.sql.calcite.grammar.CastNode;
import io.sluice.sql.calcite.grammar.CollateNode;
import io.sluice.sql.calcite.grammar.IntervalNode;
import io.sluice.sql.calcite.grammar.MatchNode;
import io.sluice.sql.calcite.grammar.OpaqueNode;
import io.sluice.sql.calcite.grammar.Operators;
import io.sluice.sql.calcite.grammar.OrderNode;
import io.sluice.sql.calcite.grammar.SequenceNode;
import io.sluice.sql.calcite.grammar.StringsNode;
import io.sluice.sql.calcite.grammar.SubqueryNode;
import io.sluice.sql.calcite.grammar.TemporalNode;
import io.sluice.sql.calcite.grammar.VariableNode;
import io.sluice.sql.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/**
 * Expressions of one block, for merging. Every expression of a statement passes through here exactly once: that is how names
 * before columns, subqueries and features are found.
 */
final class ExprReader {
    /** System variables whose value is the client session's, whatever the backend connection has. */
    private static final Set<String> OF_THE_SESSION = Set.of(
            "IDENTITY",
            "LAST_INSERT_ID",
            "AUTOCOMMIT",
            "WARNING_COUNT",
            "ERROR_COUNT",
            "SLUICE_TOKEN",
            "SLUICE_CAUSALITY");

    private static final Set<String> OPERATIONS = Set.of(
            "+",
            "-",
            "*",
            "/",
            "%",
            "DIV",
            "=",
            "<>",
            "<",
            "<=",
            ">",
            ">=",
            "<=>",
            "AND",
            "OR",
            "XOR",
            "NOT",
            "IN",
            "NOT IN",
            "BETWEEN",
            "NOT BETWEEN",
            "IS NULL",
            "IS NOT NULL",
            "NEG");

    private final Draft draft;
    private final BlockDraft block;
    private final CteScope ctes;
    private final CallReader calls;

    ExprReader(Draft draft, BlockDraft block, CteScope ctes) {
        this.draft = draft;
        this.block = block;
        this.ctes = ctes;
        this.calls = new CallReader(draft, this);
    }

    BlockDraft block() {
        return block;
    }

    List<Expr> all(List<? extends SqlNode> nodes) {
        List<Expr> read = new ArrayList<>(nodes.size());
        for (SqlNode node : nodes) {
            read.add(read(node));
        }
        return read;
    }

    Expr read(SqlNode node) {
        Span span = Spans.of(node);
        if (node instanceof SqlIdentifier identifier) {
            draft.qualified(identifier, block);
            return identifier.isStar()
                    ? new Expr.Star(span, qualifier(identifier))
                    : new Expr.Column(span, columnRef(identifier, block));
        } else if (literal(node)) {
            return new Expr.Constant(span, Operands.of(node));
        } else if (node instanceof CollateNode collate) {
            Expr operand = read(collate.operand);
            Operand collated = Operands.of(collate);
            return Operands.known(collated)
                    ? new Expr.Constant(span, collated)
                    : new Expr.Opaque(span, List.of(operand));
        } else if (node instanceof SqlBasicCall call) {
            return operation(call, span);
        } else if (node instanceof CallNode call) {
            return calls.read(call);
        } else if (node instanceof SubqueryNode subquery) {
            BlockDraft inner = new QueryReader(draft).read(subquery.query, BlockPlace.subquery(block), ctes);
            draft.subquery(subquery, inner);
            return new Expr.Subquery(span, inner.id);
        } else if (node instanceof CastNode cast) {
            Expr operand = read(cast.operand);
            Operand value = Operands.of(cast);
            return Operands.known(value) ? new Expr.Constant(span, value) : new Expr.Opaque(span, List.of(operand));
        } else if (node instanceof IntervalNode interval) {
            return new Expr.Opaque(span, List.of(read(interval.count)));
        } else if (node instanceof OpaqueNode opaque) {
            return new Expr.Opaque(span, all(opaque.children));
        } else if (node instanceof MatchNode match) {
            draft.feature(block, Feature.MATCH_AGAINST);
            return new Expr.Opaque(span, all(match.children));
        } else if (node instanceof OrderNode order) {
            return read(order.expr);
        } else if (node instanceof VariableNode variable) {
            return variable(variable, span);
        } else if (node instanceof SequenceNode sequence) {
            sequence(sequence.name);
            return new Expr.Opaque(span, List.of());
        }
        throw new NotReadable("an expression that is not known here", span.start());
    }

    /** A sequence is found where its table lives, and asking it changes it. */
    void sequence(SqlIdentifier name) {
        draft.feature(block, Feature.SIDE_EFFECT_FUNCTION);
        draft.sequence(name, block);
    }

    private static boolean literal(SqlNode node) {
        return node instanceof SqlDynamicParam
                || node instanceof SqlLiteral
                || node instanceof StringsNode
                || node instanceof TemporalNode;
    }

    private Expr operation(SqlBasicCall call, Span span) {
        String op = Operators.name(call.getOperator());
        List<Expr> operands = all(call.getOperandList());
        if (operands.stream().allMatch(o -> o instanceof Expr.Constant)) {
            Operand operand = Operands.of(call);
            if (Operands.known(operand)) {
                return new Expr.Constant(span, operand);
            }
        }
        boolean escaped = op.equals("LIKE") && operands.size() > 2;
        return (OPERATIONS.contains(op) || op.equals("LIKE")) && !escaped
                ? new Expr.Operation(span, op, operands)
                : new Expr.Opaque(span, operands);
    }

    private Expr variable(VariableNode variable, Span span) {
        String name = variable.name.toUpperCase(Locale.ROOT);
        if (!variable.system) {
            draft.feature(block, Feature.USER_VARIABLE);
        } else if (OF_THE_SESSION.contains(bare(name))) {
            draft.sessionCall(span, "@@" + bare(name));
        } else {
            draft.feature(block, Feature.SYSTEM_VARIABLE);
        }
        if (variable.assigned == null) {
            return new Expr.Opaque(span, List.of());
        }
        draft.feature(block, Feature.USER_VARIABLE_ASSIGNMENT);
        return new Expr.Opaque(span, List.of(read(variable.assigned)));
    }

    /** The name without {@code SESSION.} or {@code LOCAL.}; {@code GLOBAL.} stays, for it asks for something else. */
    private static String bare(String name) {
        return name.startsWith("SESSION.") || name.startsWith("LOCAL.") ? name.substring(name.indexOf('.') + 1) : name;
    }

    static ColumnRef columnRef(SqlIdentifier column, BlockDraft block) {
        return new ColumnRef(block.id, block.seen, qualifier(column), column.names.get(column.names.size() - 1));
    }

    private static @Nullable String qualifier(SqlIdentifier column) {
        int parts = column.names.size();
        return parts < 2 ? null : column.names.get(parts - 2);
    }
}
