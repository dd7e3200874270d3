package io.sluice.routing.route;

import io.sluice.sql.SqlValue;
import java.util.List;

/**
 * One statement for one shard.
 *
 * @param shard shard name
 * @param sql the text to send
 * @param parameters for each {@code ?} of {@code sql} in order: the ordinal of the client's parameter, or {@code -1 - i} for
 *     {@code extras.get(i)}; empty where the text has none
 * @param extras values made here (generated ids) that are bound, not written
 */
@SuppressWarnings("ArrayRecordComponent")
public record ShardStatement(String shard, String sql, int[] parameters, List<SqlValue> extras) {
    public ShardStatement {
        extras = List.copyOf(extras);
    }
}
