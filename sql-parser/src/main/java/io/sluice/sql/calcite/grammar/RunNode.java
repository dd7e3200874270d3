package io.sluice.sql.calcite.grammar;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code CALL p(1, @x)}, {@code DO SLEEP(1), f(2)}: what is evaluated, and no row comes back that we know of. */
public final class RunNode extends TreeNode {
    /** CALL or DO. */
    public final String verb;

    public final List<SqlNode> arguments;

    RunNode(SqlParserPos pos, String verb, List<SqlNode> arguments) {
        super(pos);
        this.verb = verb;
        this.arguments = List.copyOf(arguments);
    }
}
