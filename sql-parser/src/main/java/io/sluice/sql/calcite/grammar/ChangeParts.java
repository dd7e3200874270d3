package io.sluice.sql.calcite.grammar;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.jspecify.annotations.Nullable;

/** The parts of UPDATE and DELETE, filled while one is parsed. */
public final class ChangeParts {
    public @Nullable WithNode with;
    public boolean ignore;
    public @Nullable SqlNode from;
    public @Nullable SqlNodeList assignments;
    /** The tables that a multi-table DELETE names as its targets; empty for all other forms. */
    public final List<SqlIdentifier> targets = new ArrayList<>();

    /** PARTITION behind the alias. */
    public boolean partition;

    /** The bounds of MariaDB's FOR PORTION OF, or the time of DELETE HISTORY. */
    public final List<SqlNode> period = new ArrayList<>();

    public @Nullable SqlNode where;
    public final Tail tail = new Tail();
    public @Nullable SqlNodeList returning;
}
