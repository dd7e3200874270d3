package io.sluice.routing.plan;

import io.sluice.routing.RoutingError;
import io.sluice.routing.merge.Merge;
import io.sluice.sql.LimitClause;
import io.sluice.sql.text.SqlTemplate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens where a statement needs more than one slot. Immutable. */
public sealed interface Scatter {
    /**
     * Every slot gets its own text: {@code SELECT id FROM orders ORDER BY id LIMIT 5}.
     *
     * @param template the rewritten text
     * @param merge what makes one answer of the shards'
     * @param lists the IN lists that are split by slot; {@link io.sluice.sql.text.Piece.Items#list()} is the index
     * @param limit where the shards' LIMIT (offset + count) is computed from; null where none is pushed down
     * @param boundary how a page far behind the first row is found; null where all rows before it are carried
     */
    record Spread(
            SqlTemplate template,
            Merge merge,
            List<KeyList> lists,
            @Nullable LimitClause limit,
            @Nullable Boundary boundary)
            implements Scatter {
        public Spread {
            lists = List.copyOf(lists);
        }

        /** One whose pages are not looked for. */
        public Spread(SqlTemplate template, Merge merge, List<KeyList> lists, @Nullable LimitClause limit) {
            this(template, merge, lists, limit, null);
        }
    }

    /** It is not done: {@code SELECT … FROM orders JOIN users ON …} by something else than the keys. */
    record Impossible(RoutingError error, String message) implements Scatter {}

    /**
     * {@code user_id IN (1, 2, 3)}: each slot gets the items that may match there.
     *
     * @param twice true where an item that is left alone is said twice: MySQL takes {@code IN (1)} for an equation, which makes the
     *     column a constant to ONLY_FULL_GROUP_BY, and a group of it another type
     */
    record KeyList(KeyCondition.Among condition, boolean twice) {}
}
