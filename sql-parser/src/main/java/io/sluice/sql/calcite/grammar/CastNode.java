package io.sluice.sql.calcite.grammar;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code CAST('5' AS SIGNED)}, {@code CONVERT(5, UNSIGNED INTEGER)}. Casts to other types are opaque. */
public final class CastNode extends TreeNode {
    public final SqlNode operand;
    public final boolean unsigned;

    CastNode(SqlParserPos pos, SqlNode operand, boolean unsigned) {
        super(pos);
        this.operand = operand;
        this.unsigned = unsigned;
    }
}
