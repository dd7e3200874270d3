package io.sluice.sql.calcite.grammar;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** {@code COUNT(DISTINCT a, b)}, {@code GROUP_CONCAT(a ORDER BY b SEPARATOR ',')}, {@code shop.f(1)}, {@code CURRENT_DATE}. */
public final class CallNode extends TreeNode {
    public final String name;
    public final Parts parts;

    CallNode(SqlParserPos pos, String name, Parts parts) {
        super(pos);
        this.name = name;
        this.parts = parts;
    }

    /** Filled while it is parsed. */
    public static final class Parts {
        /** The name was written in backquotes. */
        public boolean quoted;
        /** The name was written behind a schema. */
        public boolean qualified;
        /** Something stands between the name and its parenthesis. */
        public boolean spaced;

        public boolean distinct;
        public boolean star;
        public final List<SqlNode> args = new ArrayList<>();
        public @Nullable SqlNodeList orderBy;
        /** False where ORDER BY, SEPARATOR, LIMIT or OVER was met. */
        public boolean plain = true;
        /** What GROUP_CONCAT puts between two values. */
        public @Nullable SqlNode separator;
        /** LIMIT or WITHIN GROUP was met. */
        public boolean more;

        public boolean over;
        /** The window. */
        public final List<SqlNode> extra = new ArrayList<>();
    }
}
