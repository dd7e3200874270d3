package io.sluice.routing.route;

import io.sluice.routing.gather.Loading;
import io.sluice.routing.plan.Binding;
import java.util.List;

/**
 * One table of a {@link Route.Gathered}: which rows are read, and into what they are loaded. What is asked is known when the feeds
 * before it are read, see {@link FeedKeys#statement}. Immutable.
 *
 * @param rows a SELECT as a client of this session might send it, with logical names, up to its WHERE: it is prepared, placed and
 *     merged as any other. {@link ShardStatement#shard} is empty; {@link ShardStatement#parameters} are ordinals of the client's
 *     parameters
 * @param filtered true where it has a WHERE
 * @param tail what comes behind the WHERE
 * @param loading the temporary table; its columns are the SELECT's
 * @param bindings which of its rows matter only, by the feeds before it
 */
public record Feed(ShardStatement rows, boolean filtered, String tail, Loading loading, List<Binding> bindings) {
    public Feed {
        bindings = List.copyOf(bindings);
    }

    /** The SELECT with more conditions. */
    ShardStatement where(List<String> conditions) {
        StringBuilder sql = new StringBuilder(rows.sql());
        boolean first = !filtered;
        for (String condition : conditions) {
            sql.append(first ? " WHERE " : " AND ").append(condition);
            first = false;
        }
        return new ShardStatement(
                rows.shard(),
                sql.append(tail).toString(),
                rows.parameters(),
                rows.extras(),
                rows.naming(),
                rows.marks());
    }

    /** The SELECT without what the feeds before it tell. */
    public ShardStatement unbound() {
        return where(List.of());
    }
}
