package io.sluice.routing.plan;

import io.sluice.routing.gather.LoadColumn;
import io.sluice.sql.text.Edit;
import io.sluice.sql.text.SqlTemplate;
import java.util.List;

/**
 * How a SELECT with groups is answered of its merged groups: {@code SELECT city, SUM(total) / COUNT(*) FROM orders GROUP BY city} of the
 * rows of {@code SELECT city, SUM(total), COUNT(*) FROM orders GROUP BY city}, which shards answer as they stream. What the
 * client's text makes of a group's values one server computes. Immutable.
 *
 * @param rows the query of the groups, with logical names
 * @param loaded its columns
 * @param parts what stands in the client's text in the place of FROM and GROUP BY, of keys and of aggregates
 * @param place the temporary table as the table whose columns are shown
 */
record Partial(SqlTemplate rows, List<LoadColumn> loaded, List<Folded.Part> parts, Placed place, PartialText text) {
    /** The temporary table. */
    static final String TABLE = "__sluice_q0";

    /** @param there the client's text over the temporary table, but for names that HAVING takes from the select list */
    SqlTemplate answer(OwnText there) {
        return there.cut(text.aliases(there));
    }

    /** What makes the table: {@code there} is the text over empty tables, {@code others} what else is changed in it. */
    SqlTemplate shape(OwnText there, List<Edit> others) {
        return text.shape(there, others);
    }
}
