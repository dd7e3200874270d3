package io.sluice.sql.calcite.grammar;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** A join and a further ON: {@code a JOIN b JOIN c ON x ON y}. */
public final class FilterNode extends TreeNode {
    public final SqlNode join;
    public final SqlNode condition;

    FilterNode(SqlParserPos pos, SqlNode join, SqlNode condition) {
        super(pos);
        this.join = join;
        this.condition = condition;
    }
}
