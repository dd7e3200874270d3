package io.sluice.sql.calcite.grammar;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** {@code [LATERAL] (SELECT …) AS d} in FROM. */
public final class DerivedNode extends TreeNode {
    public final QueryNode query;
    public final @Nullable SqlIdentifier alias;
    public final boolean lateral;

    DerivedNode(SqlParserPos pos, QueryNode query, @Nullable SqlIdentifier alias, boolean lateral) {
        super(pos);
        this.query = query;
        this.alias = alias;
        this.lateral = lateral;
    }
}
