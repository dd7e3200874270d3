package io.sluice.sql.calcite.grammar;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** {@code LIMIT 10, 5}. */
public final class LimitNode extends TreeNode {
    public final @Nullable SqlNode offset;
    public final SqlNode count;

    LimitNode(SqlParserPos pos, @Nullable SqlNode offset, SqlNode count) {
        super(pos);
        this.offset = offset;
        this.count = count;
    }
}
