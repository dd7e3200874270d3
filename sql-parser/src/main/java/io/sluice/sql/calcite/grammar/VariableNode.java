package io.sluice.sql.calcite.grammar;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** {@code @x}, {@code @x := 1}, {@code @@x}. */
public final class VariableNode extends TreeNode {
    public final boolean system;
    public final String name;
    public final @Nullable SqlNode assigned;

    VariableNode(SqlParserPos pos, boolean system, String name, @Nullable SqlNode assigned) {
        super(pos);
        this.system = system;
        this.name = name;
        this.assigned = assigned;
    }
}
