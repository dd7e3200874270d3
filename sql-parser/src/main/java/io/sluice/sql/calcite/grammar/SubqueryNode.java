package io.sluice.sql.calcite.grammar;

import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code (SELECT …)} or {@code EXISTS (SELECT …)} in an expression. */
public final class SubqueryNode extends TreeNode {
    public final QueryNode query;
    public final boolean exists;

    SubqueryNode(SqlParserPos pos, QueryNode query, boolean exists) {
        super(pos);
        this.query = query;
        this.exists = exists;
    }
}
