package io.sluice.sql;

import io.sluice.sql.text.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One SELECT of a statement, or the body of an UPDATE or DELETE (which then has no items). Immutable.
 *
 * @param id its index in {@link Scope#blocks()}; 0 is the outermost
 * @param parent id of the block around it, -1 for none
 * @param outer id of the block in which names are looked up that this one does not have, -1 for none: a subquery sees the
 *     tables around it, a derived table does not see those beside it
 * @param seen what of the FROM of {@code outer} it sees, as {@link ColumnRef#seen()}; null for all of it
 * @param kind where it stands
 * @param span from its first word to its end, without parentheses around it
 * @param distinct true for SELECT DISTINCT
 * @param items the select list; empty for UPDATE and DELETE
 * @param from its FROM, null where there is none
 * @param tables ordinals of the base tables in its own FROM
 * @param derived ids of the blocks that stand in its FROM (derived tables, CTE uses)
 * @param filters the expressions that WHERE connects by AND: a row that fails one is not in the result
 * @param where WHERE and the ON of inner joins, as far as routing understands them
 * @param membership where it stands behind IN or NOT IN, null elsewhere
 * @param groupBy empty where there is none
 * @param having null where there is none
 * @param orderBy empty where there is none
 * @param limit null where there is none
 * @param places where text can be put in or taken out
 * @param features what this block uses that a planner must know
 */
public record QueryBlock(
        int id,
        int parent,
        int outer,
        @Nullable Leaves seen,
        Kind kind,
        Span span,
        boolean distinct,
        List<SelectItem> items,
        @Nullable FromItem from,
        List<Integer> tables,
        List<Integer> derived,
        List<Expr> filters,
        Condition where,
        @Nullable Membership membership,
        List<OrderItem> groupBy,
        @Nullable Expr having,
        List<OrderItem> orderBy,
        @Nullable LimitClause limit,
        Places places,
        Set<Feature> features) {
    public QueryBlock {
        items = List.copyOf(items);
        tables = List.copyOf(tables);
        derived = List.copyOf(derived);
        filters = List.copyOf(filters);
        groupBy = List.copyOf(groupBy);
        orderBy = List.copyOf(orderBy);
        features = Set.copyOf(features);
    }

    /**
     * {@code (o.user_id, o.id) IN (SELECT …)} in a WHERE or ON, where it matters only whether that is true (NOT IN: false).
     *
     * @param columns the left side; null in the place of what is no column
     * @param negated NOT IN
     */
    public record Membership(List<@Nullable ColumnRef> columns, boolean negated) {
        public Membership {
            columns = Collections.unmodifiableList(new ArrayList<>(columns));
        }
    }

    /** Where a block stands. */
    public enum Kind {
        /** The statement itself. */
        TOP,
        /** In FROM. */
        DERIVED,
        /** In an expression. */
        SUBQUERY,
        /** In WITH. */
        CTE,
        /** One side of UNION, INTERSECT, EXCEPT. */
        SET_OPERAND
    }

    /**
     * Places for edits, as positions in the text.
     *
     * @param selectListEnd after the last select item
     * @param havingSpan from HAVING to the end of its expression, null where there is none
     * @param groupBySpan from GROUP BY to the end of its list (with ROLLUP), null where there is none
     * @param orderBySpan from ORDER BY to the end of its list, null where there is none
     * @param orderByPlace where an ORDER BY can be put in (before LIMIT and locking clauses)
     * @param limitPlace where a LIMIT can be put in (behind ORDER BY, before locking clauses)
     */
    public record Places(
            int selectListEnd,
            @Nullable Span havingSpan,
            @Nullable Span groupBySpan,
            @Nullable Span orderBySpan,
            int orderByPlace,
            int limitPlace) {}
}
