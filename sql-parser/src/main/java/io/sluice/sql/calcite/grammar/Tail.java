package io.sluice.sql.calcite.grammar;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** What follows the body of a query or change: ORDER BY, LIMIT, locking clauses, INTO. Filled while it is parsed. */
public final class Tail {
    /** Offset behind the body. */
    public int bodyEnd;

    public @Nullable SqlNodeList orderBy;
    public @Nullable SqlParserPos orderByPos;
    /** Offset behind ORDER BY, or behind the body where there is none. */
    public int orderEnd;

    public @Nullable LimitNode limit;
    /** PROCEDURE ANALYSE(). */
    public boolean procedure;

    public boolean locking;
    public final List<SqlIdentifier> lockedTables = new ArrayList<>();
    /** True for a file, false for variables, null for none. */
    public @Nullable Boolean into;

    /** True where nothing follows the body. */
    public boolean bare() {
        return orderBy == null && limit == null && !locking && !procedure && into == null;
    }
}
