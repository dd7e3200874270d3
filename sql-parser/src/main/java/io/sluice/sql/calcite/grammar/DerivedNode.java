package io.sluice.sql.calcite.grammar;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** {@code [LATERAL] (SELECT …) AS d (a, b)} in FROM. */
public final class DerivedNode extends TreeNode {
    public final QueryNode query;
    public final @Nullable SqlIdentifier alias;
    /** The names that it gives its columns, empty where they keep those of the query. */
    public final List<String> columns;

    public final boolean lateral;

    DerivedNode(
            SqlParserPos pos,
            QueryNode query,
            @Nullable SqlIdentifier alias,
            @Nullable SqlNodeList columns,
            boolean lateral) {
        super(pos);
        this.query = query;
        this.alias = alias;
        this.columns = Nodes.names(columns);
        this.lateral = lateral;
    }
}
