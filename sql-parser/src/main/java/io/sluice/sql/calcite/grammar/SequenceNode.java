package io.sluice.sql.calcite.grammar;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code NEXT VALUE FOR shop.ids}, {@code PREVIOUS VALUE FOR ids}. */
public final class SequenceNode extends TreeNode {
    public final SqlIdentifier name;

    SequenceNode(SqlParserPos pos, SqlIdentifier name) {
        super(pos);
        this.name = name;
    }
}
