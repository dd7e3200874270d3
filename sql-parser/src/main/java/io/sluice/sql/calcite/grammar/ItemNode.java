package io.sluice.sql.calcite.grammar;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** {@code total AS t} in a select list; the alias is a name or a string. */
public final class ItemNode extends TreeNode {
    public final SqlNode expr;
    public final @Nullable SqlNode alias;

    ItemNode(SqlParserPos pos, SqlNode expr, @Nullable SqlNode alias) {
        super(pos);
        this.expr = expr;
        this.alias = alias;
    }
}
