package io.sluice.routing.plan;

import io.sluice.routing.cluster.Cluster;
import io.sluice.sql.Statement;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.text.SqlTemplate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text in which the definitions of views over sharded tables stand in the place of their names, so that conditions are seen through
 * them as they are through derived tables: that is what a view is. A shard that has several slots is sent the definitions, others
 * the names. Immutable.
 *
 * @param statement what the text with the definitions says
 * @param fingerprint that text
 * @param template from the client's text to it
 * @param folded where definitions stand in it
 * @param slots for each slot of it the client's, -1 for those of definitions
 */
record Unfolding(
        Statement statement, Fingerprint fingerprint, SqlTemplate template, Folded folded, List<Integer> slots) {
    Unfolding {
        slots = List.copyOf(slots);
    }

    /** Null where {@code statement} reads no such view. */
    static @Nullable Unfolding of(
            Statement statement, Fingerprint fingerprint, Cluster cluster, @Nullable String schema) {
        return reads(statement) ? new Unfolder(statement, fingerprint, cluster, schema).unfolding() : null;
    }

    /** Statements that are no reading of rows, DDL for one, take views for what they are. */
    static boolean reads(Statement statement) {
        return statement instanceof Statement.Query
                || statement instanceof Statement.Insert
                || statement instanceof Statement.Update
                || statement instanceof Statement.Delete
                || statement instanceof Statement.Explain;
    }
}
