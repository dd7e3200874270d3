package io.sluice.routing.plan;

import io.sluice.routing.gather.Loading;
import io.sluice.sql.text.SqlTemplate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a read is answered that no merger can put together: {@code SELECT … FROM orders o JOIN users u ON u.name = o.buyer}. The rows
 * that may matter go into temporary tables of one server, and that server answers the user's own text over them. Immutable.
 *
 * @param shard on whose primary
 * @param gathers a temporary table for each table occurrence, but those of queries that have one themselves; in the order in which
 *     they are read
 * @param copies what is said then: tables that the text names a second time
 * @param answer the user's text over the temporary tables
 * @param tables what is written into it in place of the tables
 * @param only true where no shard has all tables, whatever the keys say
 */
public record Gathered(
        String shard,
        List<Gather> gathers,
        List<String> copies,
        SqlTemplate answer,
        List<Placed> tables,
        boolean only) {
    public Gathered {
        gathers = List.copyOf(gathers);
        copies = List.copyOf(copies);
        tables = List.copyOf(tables);
    }

    /**
     * One table occurrence, or one query that shards answer in its own right.
     *
     * @param rows a SELECT of the rows that may matter, with logical names, up to its WHERE; or such a query
     * @param filtered true where it has one
     * @param tail what comes behind the WHERE
     * @param loading where they go
     * @param bindings by what was read before; all hold
     * @param shape of a query: what makes the table of its rows, of the empty tables that {@code loading} makes; else null
     */
    public record Gather(
            SqlTemplate rows,
            boolean filtered,
            String tail,
            Loading loading,
            List<Binding> bindings,
            @Nullable SqlTemplate shape) {
        public Gather {
            bindings = List.copyOf(bindings);
        }

        /** A table occurrence's. */
        Gather(SqlTemplate rows, boolean filtered, String tail, Loading loading) {
            this(rows, filtered, tail, loading, List.of(), null);
        }

        Gather bound(List<Binding> by) {
            return new Gather(rows, filtered, tail, loading, by, shape);
        }
    }
}
