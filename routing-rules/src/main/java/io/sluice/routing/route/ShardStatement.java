package io.sluice.routing.route;

import io.sluice.sql.SqlValue;
import java.util.List;
import java.util.function.IntFunction;
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
 * @param marks where in {@code sql} its {@code ?} are
 */
@SuppressWarnings("ArrayRecordComponent")
public record ShardStatement(
        String shard, String sql, int[] parameters, List<SqlValue> extras, @Nullable Naming naming, Marks marks) {
    public ShardStatement {
        extras = List.copyOf(extras);
    }

    /** With the client's own names, and without parameters. */
    public ShardStatement(String shard, String sql) {
        this(shard, sql, new int[0], List.of(), null, Marks.NONE);
    }

    /** The same with headings that show what a server without bound parameters would show, see {@link Marks#shown}. */
    public ShardStatement showing(IntFunction<@Nullable String> literals) {
        StringBuilder out = new StringBuilder(sql);
        Marks shown = marks.shown(literals, out);
        return new ShardStatement(shard, out.toString(), parameters, extras, naming, shown);
    }
}
