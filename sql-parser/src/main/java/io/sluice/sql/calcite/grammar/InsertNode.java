package io.sluice.sql.calcite.grammar;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** INSERT or REPLACE in any of its forms. */
public final class InsertNode extends TreeNode {
    public final Parts parts;

    InsertNode(SqlParserPos pos, Parts parts) {
        super(pos);
        this.parts = parts;
    }

    /** Filled while it is parsed. */
    public static final class Parts {
        public String verb = "INSERT";
        public boolean ignore;
        public boolean partition;
        public @Nullable TableNode table;
        public final List<SqlIdentifier> columns = new ArrayList<>();
        /** Offset of the parenthesis that closes the column list. */
        public int columnsEnd = -1;

        public final List<SqlNode> rows = new ArrayList<>();
        public @Nullable SqlNodeList assignments;
        public @Nullable QueryNode query;
        public @Nullable SqlIdentifier rowAlias;
        /** Its own names for the columns. */
        public @Nullable SqlNodeList rowColumns;

        public @Nullable SqlNodeList onDuplicate;
        public @Nullable SqlNodeList returning;
    }
}
