package io.sluice.sql.calcite.grammar;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** {@code JSON_TABLE(document, path COLUMNS (…)) AS j}. */
public final class JsonTableNode extends TreeNode {
    public final SqlNode document;
    public final @Nullable SqlIdentifier alias;

    JsonTableNode(SqlParserPos pos, SqlNode document, @Nullable SqlIdentifier alias) {
        super(pos);
        this.document = document;
        this.alias = alias;
    }
}
