package io.sluice.sql.calcite.grammar;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code MATCH (a, b) AGAINST (c IN BOOLEAN MODE)}. */
public final class MatchNode extends TreeNode {
    public final List<SqlNode> children;

    MatchNode(SqlParserPos pos, List<SqlNode> children) {
        super(pos);
        this.children = children;
    }
}
