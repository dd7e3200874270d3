package io.sluice.proxy.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One client at one moment.
 *
 * @param id what KILL takes
 * @param schema the current one, null for none
 * @param busy whether a command runs
 * @param seconds how long that runs, or nothing has
 * @param transaction whether a transaction is open
 * @param holds why the session has connections of its own, in words; empty where it has none
 * @param shards those on which its transaction has a connection
 * @param statement what runs, without literals; null where nothing does
 */
public record SessionReading(
        long id,
        String user,
        String host,
        @Nullable String schema,
        boolean busy,
        long seconds,
        boolean transaction,
        String holds,
        List<String> shards,
        @Nullable String statement) {
    public SessionReading {
        shards = List.copyOf(shards);
    }
}
