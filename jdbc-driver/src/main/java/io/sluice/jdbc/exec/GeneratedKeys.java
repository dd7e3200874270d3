package io.sluice.jdbc.exec;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Generated keys: those that routing made for the rows, else those that the shards' AUTO_INCREMENT made. */
final class GeneratedKeys {
    private GeneratedKeys() {}

    /** The keys of a statement that ran on one shard, or null where they were not asked for. */
    static @Nullable ResultSet of(OnShards.Call call, ShardCall shardCall) throws SQLException {
        if (!call.options().generatedKeys()) {
            return null;
        }
        return of(call, shardCall.lease(), fromShard(shardCall));
    }

    /** The keys of a statement that ran on several shards; {@code fromShards} in the order of the route. */
    static ResultSet of(OnShards.Call call, Lease lease, List<String> fromShards) throws SQLException {
        List<@Nullable String> ids = new ArrayList<>();
        for (long id : call.ready().generatedIds()) {
            ids.add(Long.toString(id));
        }
        return rows(lease, call.options(), ids.isEmpty() ? fromShards : ids);
    }

    /** A result set of keys. */
    static ResultSet rows(Lease lease, StatementOptions options, List<? extends @Nullable String> ids)
            throws SQLException {
        return LocalRows.keys(lease.raw(), options.owner(), ids);
    }

    /** What AUTO_INCREMENT made on a shard, as Connector/J computes it. */
    static List<String> fromShard(ShardCall shardCall) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (ResultSet keys = shardCall.statement().getGeneratedKeys()) {
            while (keys.next()) {
                ids.add(keys.getString(1));
            }
        }
        return ids;
    }

    /** Adds an outcome's keys to a batch's. */
    public static void collect(Outcome outcome, List<String> keys) throws SQLException {
        ResultSet rows = outcome.generatedKeys();
        while (rows != null && rows.next()) {
            keys.add(rows.getString(1));
        }
    }

    /** LAST_INSERT_ID() after the statement: the first generated id, 0 for none. */
    static long first(OnShards.Call call, ShardCall shardCall) {
        long made = call.ready().generatedId();
        return made != 0 ? made : Math.max(shardCall.statement().getLastInsertID(), 0);
    }
}
