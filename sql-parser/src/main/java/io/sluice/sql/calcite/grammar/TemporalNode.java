package io.sluice.sql.calcite.grammar;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code DATE '2026-01-31'}, {@code {ts '2026-01-31 10:00:00'}}. */
public final class TemporalNode extends TreeNode {
    /** DATE, TIME or TIMESTAMP, in any case. */
    public final String kind;

    public final SqlNode literal;

    TemporalNode(SqlParserPos pos, String kind, SqlNode literal) {
        super(pos);
        this.kind = kind;
        this.literal = literal;
    }
}
