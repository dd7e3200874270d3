package io.sluice.jdbc.exec;

import io.sluice.routing.route.ShardStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * How many connections streams over several shards may hold. Such a stream needs one for each of its parts, and has them all or none:
 * it never waits for one while it holds another. Safe for use by many threads.
 */
final class Streams {
    private final int most;
    private final Map<String, Semaphore> free = new ConcurrentHashMap<>();

    /** @param most connections of a shard that streams may hold, 1 or more */
    Streams(int most) {
        this.most = most;
    }

    /** True where all parts may have a connection each; then {@link #ended} is owed. Waits for nothing. */
    boolean begins(List<ShardStatement> parts) {
        List<Runnable> taken = new ArrayList<>();
        for (Map.Entry<String, Integer> each : needs(parts).entrySet()) {
            Semaphore shard = free.computeIfAbsent(each.getKey(), name -> new Semaphore(most));
            if (!shard.tryAcquire(each.getValue())) {
                taken.forEach(Runnable::run);
                return false;
            }
            taken.add(() -> shard.release(each.getValue()));
        }
        return true;
    }

    /** The stream has given its connections back. */
    void ended(List<ShardStatement> parts) {
        needs(parts).forEach((shard, count) -> {
            Semaphore permits = free.get(shard);
            if (permits != null) {
                permits.release(count);
            }
        });
    }

    private static Map<String, Integer> needs(List<ShardStatement> parts) {
        Map<String, Integer> needs = new TreeMap<>();
        parts.forEach(part -> needs.merge(part.shard(), 1, Integer::sum));
        return needs;
    }
}
