package io.sluice.sql.calcite.grammar;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code name COLLATE utf8mb4_bin}. */
public final class CollateNode extends TreeNode {
    public final SqlNode operand;

    /** As written, without quotes. */
    public final String collation;

    CollateNode(SqlParserPos pos, SqlNode operand, String collation) {
        super(pos);
        this.operand = operand;
        this.collation = collation;
    }
}
