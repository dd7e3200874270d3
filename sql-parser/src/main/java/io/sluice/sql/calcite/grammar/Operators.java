package io.sluice.sql.calcite.grammar;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/** MySQL's operators by name: Calcite's own where it has one. */
public final class Operators {
    private static final Map<String, SqlOperator> BY_NAME = new HashMap<>();
    private static final Map<SqlOperator, String> NAMES = new IdentityHashMap<>();

    static {
        add("AND", SqlStdOperatorTable.AND);
        add("OR", SqlStdOperatorTable.OR);
        add("NOT", SqlStdOperatorTable.NOT);
        add("=", SqlStdOperatorTable.EQUALS);
        add("<>", SqlStdOperatorTable.NOT_EQUALS);
        add("<", SqlStdOperatorTable.LESS_THAN);
        add("<=", SqlStdOperatorTable.LESS_THAN_OR_EQUAL);
        add(">", SqlStdOperatorTable.GREATER_THAN);
        add(">=", SqlStdOperatorTable.GREATER_THAN_OR_EQUAL);
        add("+", SqlStdOperatorTable.PLUS);
        add("-", SqlStdOperatorTable.MINUS);
        add("*", SqlStdOperatorTable.MULTIPLY);
        add("/", SqlStdOperatorTable.DIVIDE);
        add("%", SqlStdOperatorTable.PERCENT_REMAINDER);
        add("NEG", SqlStdOperatorTable.UNARY_MINUS);
        add("PLUS", SqlStdOperatorTable.UNARY_PLUS);
        add("IN", SqlStdOperatorTable.IN);
        add("NOT IN", SqlStdOperatorTable.NOT_IN);
        add("BETWEEN", SqlStdOperatorTable.BETWEEN);
        add("NOT BETWEEN", SqlStdOperatorTable.NOT_BETWEEN);
        add("LIKE", SqlStdOperatorTable.LIKE);
        add("NOT LIKE", SqlStdOperatorTable.NOT_LIKE);
        add("ROW", SqlStdOperatorTable.ROW);
        add("IS NULL", SqlStdOperatorTable.IS_NULL);
        add("IS NOT NULL", SqlStdOperatorTable.IS_NOT_NULL);
        add("IS TRUE", SqlStdOperatorTable.IS_TRUE);
        add("IS NOT TRUE", SqlStdOperatorTable.IS_NOT_TRUE);
        add("IS FALSE", SqlStdOperatorTable.IS_FALSE);
        add("IS NOT FALSE", SqlStdOperatorTable.IS_NOT_FALSE);
        add("IS UNKNOWN", SqlStdOperatorTable.IS_UNKNOWN);
        add("IS NOT UNKNOWN", SqlStdOperatorTable.IS_NOT_UNKNOWN);
        for (String own : List.of("XOR", "<=>", "DIV", "|", "&", "<<", ">>", "^", "||", "REGEXP", "NOT REGEXP")) {
            add(own, new SqlSpecialOperator(own, SqlKind.OTHER));
        }
    }

    private Operators() {}

    private static void add(String name, SqlOperator operator) {
        BY_NAME.put(name, operator);
        NAMES.put(operator, name);
    }

    /** The name of an operator of this table: {@code +}, {@code NOT IN}, {@code NEG}. */
    public static String name(SqlOperator operator) {
        return NAMES.getOrDefault(operator, operator.getName());
    }

    static SqlNode call(String name, SqlParserPos pos, SqlNode... operands) {
        return new SqlBasicCall(operator(name), List.of(operands), pos);
    }

    static SqlNode call(String name, SqlParserPos pos, List<SqlNode> operands) {
        return new SqlBasicCall(operator(name), operands, pos);
    }

    private static SqlOperator operator(String name) {
        SqlOperator operator = BY_NAME.get(name);
        if (operator == null) {
            throw new IllegalArgumentException("no operator " + name);
        }
        return operator;
    }

    /** The comparison that a token of the grammar stands for. */
    static String comparator(int kind) {
        return switch (kind) {
            case MysqlParserConstants.EQ -> "=";
            case MysqlParserConstants.NE -> "<>";
            case MysqlParserConstants.LT -> "<";
            case MysqlParserConstants.LE -> "<=";
            case MysqlParserConstants.GT -> ">";
            case MysqlParserConstants.GE -> ">=";
            default -> "<=>";
        };
    }
}
