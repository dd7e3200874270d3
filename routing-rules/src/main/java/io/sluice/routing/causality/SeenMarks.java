package io.sluice.routing.causality;

/**
 * When one session has last read what from primaries; as {@link Written}, but small: 4 KB. Confined to its session's thread.
 *
 * <p>It has to have room for what a session reads until replicas have it: where most marks are new, most reads go to the primary,
 * and make more of them.
 */
final class SeenMarks {
    private static final int MARKS = 512;

    private final long[] marks = new long[MARKS];
    private long last;

    void mark(ShardWrites shard, Footprint what, long instant) {
        what.written(shard.hash, mark -> marks[(int) (mark & (MARKS - 1))] = instant);
        last = instant;
    }

    /** False where every replica has all that was seen; where none is known one may come back that has not. */
    boolean mayMatter(ShardWrites shard) {
        if (shard.replicas().isEmpty()) {
            return true;
        }
        for (ShardWrites.Replica replica : shard.replicas().values()) {
            if (replica.all < last) {
                return true;
            }
        }
        return false;
    }

    /** When anything of this was read last. */
    long latest(ShardWrites shard, Footprint what) {
        if (what.isEverything()) {
            return last;
        }
        long latest = what.latest(shard.hash, mark -> marks[(int) (mark & (MARKS - 1))]);
        return latest == 0 ? ShardWrites.NEVER : latest;
    }
}
