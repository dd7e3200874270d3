package io.sluice.sql.calcite.grammar;

import org.apache.calcite.sql.parser.SqlParserPos;

/** UPDATE of one table or several. */
public final class UpdateNode extends TreeNode {
    public final ChangeParts parts;

    UpdateNode(SqlParserPos pos, ChangeParts parts) {
        super(pos);
        this.parts = parts;
    }
}
