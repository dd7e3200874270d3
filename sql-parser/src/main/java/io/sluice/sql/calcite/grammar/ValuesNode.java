package io.sluice.sql.calcite.grammar;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code VALUES ROW(1, 2), ROW(3, 4)}. */
public final class ValuesNode extends TreeNode {
    public final List<SqlNode> rows;

    ValuesNode(SqlParserPos pos, List<SqlNode> rows) {
        super(pos);
        this.rows = rows;
    }
}
