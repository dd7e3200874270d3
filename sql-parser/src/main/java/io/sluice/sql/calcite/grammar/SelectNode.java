package io.sluice.sql.calcite.grammar;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** {@code SELECT …} without what follows the last HAVING or WINDOW: that is the {@link Tail}'s. */
public final class SelectNode extends SqlSelect {
    public final Parts parts;

    SelectNode(SqlParserPos pos, Parts parts) {
        super(
                pos,
                null,
                parts.items == null ? SqlNodeList.EMPTY : parts.items,
                parts.from,
                parts.where,
                parts.groupBy,
                parts.having,
                new SqlNodeList(parts.windows, pos),
                null,
                null,
                null,
                null,
                null);
        this.parts = parts;
    }

    /** Filled while it is parsed. */
    public static final class Parts {
        /** Upper case: DISTINCT, SQL_CALC_FOUND_ROWS, … */
        public final Set<String> modifiers = new LinkedHashSet<>();

        public @Nullable SqlNodeList items;
        public int itemsEnd;
        public @Nullable Boolean into;
        public @Nullable SqlNode from;
        public @Nullable SqlNode where;
        public @Nullable SqlNodeList groupBy;
        public @Nullable SqlParserPos groupByPos;
        public boolean rollup;
        public @Nullable SqlNode having;
        public @Nullable SqlParserPos havingPos;
        public final List<SqlNode> windows = new ArrayList<>();
    }
}
