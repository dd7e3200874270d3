package io.sluice.sql.calcite.grammar;

import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.parser.SqlParserPos;

/** A node of the tree for which Calcite has no class. It is only ever read by our reader, never un-parsed or validated. */
public abstract class TreeNode extends SqlCall {
    private static final SqlOperator OPERATOR = new SqlSpecialOperator("MYSQL", SqlKind.OTHER);

    TreeNode(SqlParserPos pos) {
        super(pos);
    }

    @Override
    public SqlOperator getOperator() {
        return OPERATOR;
    }

    @Override
    public List<SqlNode> getOperandList() {
        return List.of();
    }
}
