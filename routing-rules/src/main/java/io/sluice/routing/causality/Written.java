package io.sluice.routing.causality;

import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.cluster.Shard;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the sessions of this process have written in one cluster, and which replica has it. One for each cluster and process; safe for
 * use by many threads. Its size is fixed: 1 MiB of marks, and 50 KB for each shard.
 *
 * <p>INVARIANT: it errs towards the primary alone. Marks that fall on one place keep the later instant; what is forgotten of single
 * writes waits for a probe of the primary.
 */
public final class Written {
    private static final int MARKS = 1 << 17;

    private static final int MARKS_OF_ONE = 1 << 10;

    /** How long after a read had to go to the primary the probes still hurry. */
    private static final long WANTED = 2_000_000_000L;

    private final LongSupplier clock;
    private final int size;
    private final Map<String, ShardWrites> shards = new ConcurrentHashMap<>();
    private volatile @Nullable AtomicLongArray marks;
    private volatile long wanted = Long.MIN_VALUE / 2;
    private volatile Scope scope = Scope.KEY;

    /** One that knows of no write and of no replica. */
    public Written() {
        this(started(System.nanoTime()), MARKS);
    }

    /** One for a session that shares with nobody. */
    static Written ofOneSession() {
        return new Written(started(System.nanoTime()), MARKS_OF_ONE);
    }

    /** @param clock rising nanoseconds, above 0 */
    Written(LongSupplier clock) {
        this(clock, MARKS);
    }

    private Written(LongSupplier clock, int size) {
        this.clock = clock;
        this.size = size;
    }

    private static LongSupplier started(long origin) {
        return () -> System.nanoTime() - origin + 1;
    }

    /** This instant. */
    public long now() {
        return clock.getAsLong();
    }

    /** What sessions begin with. */
    public Scope scope() {
        return scope;
    }

    /** What sessions begin with that ask from now on. */
    public void scope(Scope usual) {
        scope = usual;
    }

    ShardWrites shard(String name) {
        ShardWrites known = shards.get(name);
        return known != null ? known : shards.computeIfAbsent(name, ShardWrites::new);
    }

    /** The shards that were written, or of which a probe has told. */
    Collection<String> written() {
        return shards.keySet();
    }

    /** A write was acknowledged. */
    long acknowledged(String shardName, Footprint what, @Nullable Gtid gtid) {
        ShardWrites shard = shard(shardName);
        synchronized (shard) {
            long instant = shard.append(now(), gtid);
            what.written(shard.hash, mark -> mark(mark, instant));
            return instant;
        }
    }

    private void mark(long mark, long instant) {
        AtomicLongArray all = marks();
        int index = (int) (mark & (size - 1));
        long before = all.get(index);
        while (before < instant && !all.compareAndSet(index, before, instant)) {
            before = all.get(index);
        }
    }

    private AtomicLongArray marks() {
        AtomicLongArray all = marks;
        if (all == null) {
            synchronized (shards) {
                all = marks;
                if (all == null) {
                    all = new AtomicLongArray(size);
                    marks = all;
                }
            }
        }
        return all;
    }

    /** The instant of the last write that may have changed what a statement reads; {@link ShardWrites#NEVER} for none. */
    long latest(ShardWrites shard, Footprint what) {
        AtomicLongArray all = marks;
        long last = shard.last();
        if (all == null || last == ShardWrites.NEVER) {
            return ShardWrites.NEVER;
        }
        if (what.isEverything()) {
            return last;
        }
        long latest = what.latest(shard.hash, mark -> all.get((int) (mark & (size - 1))));
        // 0: never marked. Later than the shard's last write: another shard's mark.
        return latest == 0 ? ShardWrites.NEVER : Math.min(latest, last);
    }

    // ---- what probes tell

    /**
     * The trusted primary of a shard has told its position.
     *
     * @param began {@link #now()} before it was asked
     */
    public void primary(String shard, ServerAddress server, long began, Position position) {
        shard(shard).primary(server, began, position);
    }

    /** A replica of a shard has told its position. */
    public void replica(String shard, ServerAddress server, Position position) {
        shard(shard).replica(server, position);
    }

    /** A server does not answer: when it does again, it may be another one, or have been restored from a backup. */
    public void lost(String shard, ServerAddress server) {
        ShardWrites known = shards.get(shard);
        if (known != null) {
            known.lost(server);
        }
    }

    /** From now on these are the shards: what others' replicas have is forgotten. */
    public void watch(Collection<Shard> now) {
        for (Shard shard : now) {
            ShardWrites known = shards.get(shard.name());
            if (known != null) {
                known.retain(shard.servers());
            }
        }
    }

    /** Whether a replica lacks, as far as is known, what was written or read here; then it and its primary are to be asked often. */
    public boolean behind(String shard, ServerAddress replica) {
        ShardWrites writes = shards.get(shard);
        ShardWrites.Replica known = writes == null ? null : writes.replica(replica);
        if (writes == null || known == null || !writes.isMeasured()) {
            return false; // without GTIDs there is nothing to hurry for
        }
        return known.own < writes.last() || now() - wanted < WANTED;
    }

    /**
     * What a server told last of its GTIDs, for people.
     *
     * @param server a serving replica, or the primary
     */
    public String position(String shard, ServerAddress server) {
        ShardWrites writes = shards.get(shard);
        return writes == null ? "" : writes.position(server).toString();
    }

    /** A read has gone to the primary for what replicas lack. Said once in a while only: all threads would write it at each read. */
    void wanted() {
        long now = now();
        if (now - wanted > WANTED / 8) {
            wanted = now;
        }
    }
}
