package io.sluice.sql.calcite.grammar;

import org.apache.calcite.sql.parser.SqlParserPos;

/** DELETE from one table or several. */
public final class DeleteNode extends TreeNode {
    public final ChangeParts parts;

    DeleteNode(SqlParserPos pos, ChangeParts parts) {
        super(pos);
        this.parts = parts;
    }
}
