package io.sluice.sql.calcite.grammar;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code total DESC} in ORDER BY or GROUP BY. */
public final class OrderNode extends TreeNode {
    public final SqlNode expr;
    public final boolean descending;

    OrderNode(SqlParserPos pos, SqlNode expr, boolean descending) {
        super(pos);
        this.expr = expr;
        this.descending = descending;
    }
}
