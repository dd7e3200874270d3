package io.sluice.sql.calcite;

import io.sluice.sql.Expr;
import io.sluice.sql.Feature;
import io.sluice.sql.OrderItem;
import io.sluice.sql.calcite.grammar.CallNode;
import io.sluice.sql.calcite.grammar.OrderNode;
import io.sluice.sql.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/** Function calls: aggregates, calls to be answered from the session, calls that change something. */
final class CallReader {
    private static final Map<String, String> SESSION = Map.of(
            "LAST_INSERT_ID", "LAST_INSERT_ID",
            "ROW_COUNT", "ROW_COUNT",
            "FOUND_ROWS", "FOUND_ROWS",
            "CONNECTION_ID", "CONNECTION_ID",
            "DATABASE", "DATABASE",
            "SCHEMA", "DATABASE",
            "USER", "USER",
            "SESSION_USER", "USER",
            "SYSTEM_USER", "USER",
            "CURRENT_USER", "CURRENT_USER");

    private final Draft draft;
    private final ExprReader exprs;

    CallReader(Draft draft, ExprReader exprs) {
        this.draft = draft;
        this.exprs = exprs;
    }

    Expr read(CallNode call) {
        String name = call.name.toUpperCase(Locale.ROOT);
        CallNode.Parts parts = call.parts;
        Span span = Spans.of(call);
        boolean own = parts.qualified || parts.quoted || spaced(name, parts);
        if (!own && ofSequence(name, parts)) {
            exprs.sequence((SqlIdentifier) parts.args.get(0));
            return new Expr.Opaque(span, exprs.all(parts.args.subList(1, parts.args.size())));
        }
        List<Expr> args = exprs.all(parts.args);
        List<Expr> inside = new ArrayList<>(args);
        List<OrderItem> order = new ArrayList<>();
        if (parts.orderBy != null) {
            for (SqlNode node : parts.orderBy.getList()) {
                Expr expr = exprs.read(node);
                inside.add(expr);
                order.add(new OrderItem(Spans.of(node), expr, node instanceof OrderNode item && item.descending));
            }
        }
        inside.addAll(exprs.all(parts.extra));
        features(name, own, parts, span);
        if (!own && Builtins.AGGREGATES.contains(name)) {
            boolean known = !parts.plain && !parts.over && !parts.more;
            return new Expr.Aggregate(
                    span, name, parts.distinct, args, parts.plain, known ? joining(parts, order) : null);
        }
        return parts.over || !parts.plain || parts.distinct || parts.star
                ? new Expr.Opaque(span, inside)
                : new Expr.Call(span, name, args);
    }

    private static Expr.Joining joining(CallNode.Parts parts, List<OrderItem> order) {
        SqlNode separator = parts.separator;
        return new Expr.Joining(
                order, separator == null ? null : new Expr.Constant(Spans.of(separator), Operands.of(separator)));
    }

    /** {@code COUNT (a)}: without IGNORE_SPACE that is no function of the server's. */
    private boolean spaced(String name, CallNode.Parts parts) {
        return parts.spaced && !draft.fingerprint.dialect().ignoreSpace() && Builtins.NEVER_SPACED.contains(name);
    }

    private boolean ofSequence(String name, CallNode.Parts parts) {
        return draft.fingerprint.dialect().mariaDb()
                && Builtins.OF_SEQUENCES.contains(name)
                && !parts.args.isEmpty()
                && parts.args.get(0) instanceof SqlIdentifier;
    }

    private void features(String name, boolean own, CallNode.Parts parts, Span span) {
        BlockDraft block = exprs.block();
        if (parts.over) {
            draft.feature(block, Feature.WINDOW_FUNCTION);
        }
        if (own || Builtins.SIDE_EFFECTS.contains(name) || !Builtins.harmless(name)) {
            draft.feature(block, Feature.SIDE_EFFECT_FUNCTION);
            if (!own && name.equals("GET_LOCK")) {
                draft.feature(block, Feature.SESSION_LOCK);
            }
            return;
        }
        boolean bare = parts.args.isEmpty() && !parts.star;
        String session = SESSION.get(name);
        if (session != null) {
            if (bare) {
                draft.sessionCall(span, session);
            } else {
                draft.feature(block, Feature.SIDE_EFFECT_FUNCTION);
            }
        }
        if (Builtins.NON_DETERMINISTIC.contains(name)) {
            draft.feature(block, Feature.NON_DETERMINISTIC_FUNCTION);
        }
        if (Builtins.STATEMENT_TIME.contains(name) && (bare || !name.equals("UNIX_TIMESTAMP"))) {
            draft.feature(block, Feature.STATEMENT_TIME_FUNCTION);
        }
        if (name.equals("ROLLUP") || name.equals("CUBE")) {
            draft.feature(block, Feature.ROLLUP);
        }
    }
}
