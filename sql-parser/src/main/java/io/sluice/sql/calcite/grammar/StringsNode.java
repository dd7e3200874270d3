package io.sluice.sql.calcite.grammar;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** One literal of several tokens: {@code 'a' 'b'}, {@code _utf8mb4 'a'}, {@code N'a'}. */
public final class StringsNode extends TreeNode {
    public final List<SqlNode> parts;

    /** False behind an introducer or N. */
    public final boolean plain;

    StringsNode(SqlParserPos pos, List<SqlNode> parts, boolean plain) {
        super(pos);
        this.parts = List.copyOf(parts);
        this.plain = plain;
    }
}
