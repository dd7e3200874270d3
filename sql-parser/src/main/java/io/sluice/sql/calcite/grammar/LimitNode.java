package io.sluice.sql.calcite.grammar;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** {@code LIMIT 10, 5}, {@code OFFSET 10 ROWS FETCH NEXT 5 ROWS ONLY}. */
public final class LimitNode extends TreeNode {
    public final Parts parts;

    LimitNode(SqlParserPos pos, Parts parts) {
        super(pos);
        this.parts = parts;
    }

    /** Filled while it is parsed. */
    public static final class Parts {
        public @Nullable SqlNode offset;
        /** Null where none is written: all rows, or one if {@link #one}. */
        public @Nullable SqlNode count;
        /** FETCH was met, which means one row where no number stands. */
        public boolean one;
        /** WITH TIES. */
        public boolean ties;
        /** ROWS EXAMINED. */
        public boolean examined;
    }
}
