package io.sluice.routing.route;

import io.sluice.sql.SqlValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement for one shard.
 *
 * @param shard shard name
 * @param sql the text to send
 * @param parameters for each {@code ?} of {@code sql} in order: the ordinal of the client's parameter, or {@code -1 - i} for
 *     {@code extras.get(i)}; empty where the text has none
 * @param extras values made here (generated ids) that are bound, not written
 * @param naming what tables are called in {@code sql}; null where they have the client's own names. See {@link LogicalNames}
 */
@SuppressWarnings("ArrayRecordComponent")
public record ShardStatement(
        String shard, String sql, int[] parameters, List<SqlValue> extras, @Nullable Naming naming) {
    public ShardStatement {
        extras = List.copyOf(extras);
    }

    /** With the client's own names. */
    public ShardStatement(String shard, String sql, int[] parameters, List<SqlValue> extras) {
        this(shard, sql, parameters, extras, null);
    }
}
