package io.sluice.sql.calcite.grammar;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** The small constructions of the grammar's actions. Columns are offsets + 1 where something begins, offsets where it ends. */
public final class Nodes {
    static final SqlLiteral FALSE = SqlLiteral.createBoolean(false, SqlParserPos.ZERO);

    private Nodes() {}

    static int start(Token token) {
        return token.beginColumn;
    }

    static int start(SqlNode node) {
        return node.getParserPosition().getColumnNum();
    }

    static SqlParserPos pos(Token token) {
        return new SqlParserPos(1, token.beginColumn, 1, token.endColumn);
    }

    static SqlParserPos pos(int start, Token last) {
        return new SqlParserPos(1, start, 1, last.endColumn);
    }

    /** A literal or {@code ?}: the tree only says which slot of the text it is. */
    static SqlNode literal(Token token) {
        return new SqlDynamicParam(((SqlToken) token).slot, pos(token));
    }

    /** A literal of one token or several; what stands behind an introducer or N is not {@code plain}. */
    static SqlNode literal(SqlParserPos pos, List<SqlNode> parts, boolean plain) {
        return plain && parts.size() == 1 ? parts.get(0) : new StringsNode(pos, parts, plain);
    }

    /** Collations named by a string are nobody's business: its text is no part of a statement's shape. */
    static SqlNode collated(SqlParserPos pos, SqlNode operand, Token name) {
        return ((SqlToken) name).slot >= 0 ? opaque(pos, operand) : new CollateNode(pos, operand, name.image);
    }

    /** ODBC's dates are typed literals; of other words in braces the servers take no notice. */
    static SqlNode braces(SqlParserPos pos, String word, SqlNode inner) {
        boolean literal = inner instanceof SqlDynamicParam || inner instanceof StringsNode;
        return switch (word.toLowerCase(java.util.Locale.ROOT)) {
            case "d" -> literal ? new TemporalNode(pos, "DATE", inner) : opaque(pos, inner);
            case "ts" -> literal ? new TemporalNode(pos, "TIMESTAMP", inner) : opaque(pos, inner);
            default -> opaque(pos, inner);
        };
    }

    /** A list that grows, without the nulls among {@code nodes}. */
    static List<SqlNode> list(@Nullable SqlNode... nodes) {
        List<SqlNode> list = new ArrayList<>();
        for (SqlNode node : nodes) {
            if (node != null) {
                list.add(node);
            }
        }
        return list;
    }

    static SqlNode opaque(SqlParserPos pos, SqlNode... children) {
        return new OpaqueNode(pos, List.of(children));
    }

    static SqlNode opaque(SqlParserPos pos, List<SqlNode> children) {
        return new OpaqueNode(pos, List.copyOf(children));
    }

    /** Simple names, none for null. */
    public static List<String> names(@Nullable SqlNodeList nodes) {
        List<String> names = new ArrayList<>();
        if (nodes != null) {
            nodes.forEach(node -> names.add(((SqlIdentifier) node).getSimple()));
        }
        return names;
    }

    static SqlIdentifier identifier(List<String> names, List<SqlParserPos> at) {
        SqlParserPos first = at.get(0);
        SqlParserPos last = at.get(at.size() - 1);
        SqlParserPos pos = new SqlParserPos(1, first.getColumnNum(), 1, last.getEndColumnNum());
        return new SqlIdentifier(names, null, pos, at);
    }

    static SqlIdentifier star(SqlIdentifier table, Token star) {
        List<String> names = new ArrayList<>(table.names);
        List<SqlParserPos> at = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            at.add(table.getComponentParserPosition(i));
        }
        names.add("*");
        at.add(pos(star));
        return SqlIdentifier.star(names, pos(start(table), star), at);
    }

    /** {@code (SELECT a FROM t) ORDER BY a} is {@code SELECT a FROM t ORDER BY a}: the servers put such a tail inside as well. */
    static QueryNode query(SqlParserPos pos, @Nullable WithNode with, List<SqlNode> operands, Tail tail) {
        if (with == null && operands.size() == 1 && operands.get(0) instanceof QueryNode inner && inner.tail.bare()) {
            return new QueryNode(pos, inner.with, inner.operands, tail);
        }
        return new QueryNode(pos, with, operands, tail);
    }

    static SqlNode join(SqlParserPos pos, SqlNode left, JoinType type, boolean natural, SqlNode right) {
        return new SqlJoin(
                pos,
                left,
                SqlLiteral.createBoolean(natural, pos),
                type.symbol(pos),
                right,
                JoinConditionType.NONE.symbol(pos),
                null);
    }

    /** A join with a condition: an expression for ON, a list of names for USING. */
    static SqlNode join(SqlParserPos pos, SqlNode left, JoinType type, SqlNode right, SqlNode condition) {
        JoinConditionType kind = condition instanceof SqlNodeList ? JoinConditionType.USING : JoinConditionType.ON;
        return new SqlJoin(
                pos, left, SqlLiteral.createBoolean(false, pos), type.symbol(pos), right, kind.symbol(pos), condition);
    }

    /**
     * Gives an ON to the join that has been waiting for one shortest: {@code a JOIN b LEFT JOIN c ON x ON y} is
     * {@code a JOIN (b LEFT JOIN c ON x) ON y}, though without the last ON it is {@code (a JOIN b) LEFT JOIN c ON x}.
     */
    static SqlNode on(SqlParserPos pos, SqlNode joined, SqlNode condition) {
        SqlJoin waiting = (SqlJoin) joined;
        while (!waits(waiting)) {
            waiting = (SqlJoin) waiting.getLeft();
        }
        SqlNode right = instead(joined, waiting, waiting.getRight());
        return join(pos, waiting.getLeft(), JoinType.INNER, right, condition);
    }

    private static boolean waits(SqlJoin join) {
        return join.getCondition() == null && join.getJoinType() == JoinType.INNER && !join.isNatural();
    }

    /** The joins from {@code from} down to {@code old} on the left, with {@code other} in its place. */
    private static SqlNode instead(SqlNode from, SqlJoin old, SqlNode other) {
        if (from == old) {
            return other;
        }
        SqlJoin join = (SqlJoin) from;
        return new SqlJoin(
                join.getParserPosition(),
                instead(join.getLeft(), old, other),
                SqlLiteral.createBoolean(join.isNatural(), join.getParserPosition()),
                join.getJoinType().symbol(join.getParserPosition()),
                join.getRight(),
                join.getConditionType().symbol(join.getParserPosition()),
                join.getCondition());
    }
}
