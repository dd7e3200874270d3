package io.sluice.sql.calcite.grammar;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code total = 0} in SET. */
public final class AssignmentNode extends TreeNode {
    public final SqlIdentifier column;
    public final SqlNode value;

    AssignmentNode(SqlParserPos pos, SqlIdentifier column, SqlNode value) {
        super(pos);
        this.column = column;
        this.value = value;
    }
}
