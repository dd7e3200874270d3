package io.sluice.sql.calcite.grammar;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** An expression of a kind that nobody needs to know, with the expressions inside it. */
public final class OpaqueNode extends TreeNode {
    public final List<SqlNode> children;

    OpaqueNode(SqlParserPos pos, List<SqlNode> children) {
        super(pos);
        this.children = children;
    }
}
