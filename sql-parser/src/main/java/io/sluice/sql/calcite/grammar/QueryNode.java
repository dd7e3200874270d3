package io.sluice.sql.calcite.grammar;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** {@code WITH … SELECT … UNION SELECT … ORDER BY … LIMIT …}: one operand where there is no set operation. */
public final class QueryNode extends TreeNode {
    public final @Nullable WithNode with;
    /** SelectNode, ValuesNode, TableStatementNode, or QueryNode where it stood in parentheses. */
    public final List<SqlNode> operands;

    public final Tail tail;

    QueryNode(SqlParserPos pos, @Nullable WithNode with, List<SqlNode> operands, Tail tail) {
        super(pos);
        this.with = with;
        this.operands = operands;
        this.tail = tail;
    }
}
