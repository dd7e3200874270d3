package io.sluice.sql.calcite.grammar;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code INTERVAL 1 DAY}. */
public final class IntervalNode extends TreeNode {
    public final SqlNode count;
    /** DAY, HOUR_MINUTE and so on, in any case. */
    public final String unit;

    IntervalNode(SqlParserPos pos, SqlNode count, String unit) {
        super(pos);
        this.count = count;
        this.unit = unit;
    }
}
