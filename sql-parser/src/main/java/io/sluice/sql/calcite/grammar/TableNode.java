package io.sluice.sql.calcite.grammar;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** {@code shop.orders PARTITION (p0) AS o}: a table in FROM, or the target of a change. */
public final class TableNode extends TreeNode {
    public final SqlIdentifier name;
    public final @Nullable SqlIdentifier alias;
    public final boolean partition;
    /** The expressions of FOR SYSTEM_TIME, empty where there is none. */
    public final List<SqlNode> period;

    TableNode(SqlParserPos pos, SqlIdentifier name, @Nullable SqlIdentifier alias, boolean partition) {
        this(pos, name, alias, partition, List.of());
    }

    TableNode(
            SqlParserPos pos,
            SqlIdentifier name,
            @Nullable SqlIdentifier alias,
            boolean partition,
            List<SqlNode> period) {
        super(pos);
        this.name = name;
        this.alias = alias;
        this.partition = partition;
        this.period = period;
    }
}
