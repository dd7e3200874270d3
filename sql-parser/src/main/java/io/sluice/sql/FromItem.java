package io.sluice.sql;

import io.sluice.sql.text.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands in a FROM: tables and derived tables, and how they are joined. Immutable. */
public sealed interface FromItem {
    /**
     * {@code orders AS o}.
     *
     * @param ordinal of the {@link TableOccurrence}
     */
    record Table(int ordinal) implements FromItem {}

    /**
     * {@code (SELECT …) AS d (a, b)}, or the use of a name that WITH has given.
     *
     * @param block id of the block of its rows; every use of one name of WITH has the same
     * @param name by which columns call it, empty for none
     * @param columns the names that it gives its columns, empty where they keep those of the query
     * @param lateral true where it sees the tables before it
     * @param use where the name that WITH has given stands, without alias; null for a query in FROM itself
     */
    record Derived(int block, String name, List<String> columns, boolean lateral, @Nullable Span use)
            implements FromItem {
        public Derived {
            columns = List.copyOf(columns);
        }
    }

    /** {@code JSON_TABLE(…) AS j}. */
    record Other(String name) implements FromItem {}

    /**
     * {@code a LEFT JOIN b ON a.id = b.id}.
     *
     * @param on what ON says as far as routing understands it; Unknown where there is none
     * @param filters the expressions that ON connects by AND
     * @param natural NATURAL JOIN
     * @param using the columns of USING, empty where there is none
     */
    record Join(
            Kind kind,
            FromItem left,
            FromItem right,
            Condition on,
            List<Expr> filters,
            boolean natural,
            List<String> using)
            implements FromItem {
        public Join {
            filters = List.copyOf(filters);
            using = List.copyOf(using);
        }
    }

    /** How rows without a match are treated. */
    enum Kind {
        /** They are left out; the comma too. */
        INNER,
        /** Those of the left side are kept. */
        LEFT,
        /** Those of the right side are kept. */
        RIGHT
    }
}
