package io.sluice.sql.calcite.grammar;

import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code TABLE orders}. */
public final class TableStatementNode extends TreeNode {
    public final TableNode table;

    TableStatementNode(SqlParserPos pos, TableNode table) {
        super(pos);
        this.table = table;
    }
}
