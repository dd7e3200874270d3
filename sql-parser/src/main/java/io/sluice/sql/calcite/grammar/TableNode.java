package io.sluice.sql.calcite.grammar;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** {@code shop.orders PARTITION (p0) AS o}: a table in FROM, or the target of a change. */
public final class TableNode extends TreeNode {
    public final SqlIdentifier name;
    public final @Nullable SqlIdentifier alias;
    public final boolean partition;

    TableNode(SqlParserPos pos, SqlIdentifier name, @Nullable SqlIdentifier alias, boolean partition) {
        super(pos);
        this.name = name;
        this.alias = alias;
        this.partition = partition;
    }
}
