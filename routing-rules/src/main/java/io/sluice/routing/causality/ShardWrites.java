package io.sluice.routing.causality;

import io.sluice.routing.cluster.ServerAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One shard's acknowledged writes that some replica may lack, and how far each replica is. Writes and positions are told under its
 * monitor, for some hundred nanoseconds (of a position some microseconds); reads take none.
 *
 * <p>Two measures of a replica: {@code all}, the last instant at which a probe of the primary began whose position the replica has
 * (all that anybody had been acknowledged until then is there); and {@code own}, the last acknowledged write of this process up to which
 * all of them are there. {@code own} is never below {@code all}.
 */
final class ShardWrites {
    /** Writes remembered singly. What is older waits for a probe of the primary. */
    static final int WRITES = 1024;

    /** Probes of the primary. When they are full, every other one is forgotten. */
    static final int FENCES = 64;

    /** Sources of GTIDs whose last ones are remembered. */
    private static final int SOURCES = 16;

    /** A replica of which nothing is known. */
    static final long NEVER = Long.MIN_VALUE;

    /** How far a replica is. */
    static final class Replica {
        volatile long own = NEVER;
        volatile long all = NEVER;
        volatile Position position = Position.NONE;
    }

    private record Fence(long at, Position position) {}

    final String name;
    final long hash;
    /** What is asked of a replica where nothing in particular is. */
    final Freshness.Need quiet = new Freshness.Need(this, NEVER, NEVER, null, NEVER, NEVER, null);

    final Freshness freshness;

    // Guarded by this; a ring of writes in rising order of instants.
    private final long[] at = new long[WRITES];
    private final @Nullable String[] source = new String[WRITES];
    private final long[] number = new long[WRITES];
    private int first;
    private int count;
    private long forgotten = NEVER;
    private final Fence[] fences = new Fence[FENCES];
    private int fenced;
    private final Map<String, Gtid> latest = new HashMap<>();
    /** The last acknowledged write that no position in {@code latest} stands for. */
    private long unknown = NEVER;

    private volatile Map<ServerAddress, Replica> replicas = Map.of();
    private volatile long last = NEVER;
    /** The primary was asked, and has no replica that was. */
    private volatile boolean alone;
    /** The primary was asked. */
    private volatile boolean followed;
    /** What it told last. */
    private volatile Position committed = Position.NONE;

    ShardWrites(String name) {
        this.name = name;
        this.hash = Footprint.hash(name);
        this.freshness = Freshness.of(Map.of(name, quiet));
    }

    /** The last acknowledged write. */
    long last() {
        return last;
    }

    @Nullable
    Replica replica(ServerAddress server) {
        return replicas.get(server);
    }

    Map<ServerAddress, Replica> replicas() {
        return replicas;
    }

    /** True where its primary was asked and no replica was: there is nothing to be known. */
    boolean isAlone() {
        return alone;
    }

    /** True where its primary was asked: then its replicas are, too, whenever they serve. */
    boolean isFollowed() {
        return followed;
    }

    /** True where the primary tells of GTIDs. */
    boolean isMeasured() {
        return !committed.isEmpty();
    }

    /** What a server told last; where it is no replica, the primary. */
    Position position(ServerAddress server) {
        Replica replica = replicas.get(server);
        return replica == null ? committed : replica.position;
    }

    /** True where some replica has all up to an instant. */
    boolean hasReplica(long own, long all) {
        for (Replica replica : replicas.values()) {
            if (replica.own >= own && replica.all >= all) {
                return true;
            }
        }
        return false;
    }

    /** True where every replica has all writes of this process. */
    boolean quiet() {
        long latestWrite = last;
        if (latestWrite == NEVER || (replicas.isEmpty() && alone)) {
            return true;
        }
        if (replicas.isEmpty()) {
            return false;
        }
        for (Replica replica : replicas.values()) {
            if (replica.own < latestWrite) {
                return false;
            }
        }
        return true;
    }

    /** A write was acknowledged; answers its instant. Under the monitor, in which its marks are made too. */
    long append(long now, @Nullable Gtid gtid) {
        long instant = Math.max(now, last + 1);
        if (count == WRITES) {
            forgotten = at[first];
            first = (first + 1) % WRITES;
            count--;
        }
        int index = (first + count) % WRITES;
        at[index] = instant;
        source[index] = gtid == null ? null : gtid.source();
        number[index] = gtid == null ? 0 : gtid.number();
        count++;
        if (gtid == null || !remember(gtid)) {
            unknown = instant;
        }
        last = instant;
        return instant;
    }

    private boolean remember(Gtid gtid) {
        if (latest.size() >= SOURCES && !latest.containsKey(gtid.source())) {
            return false;
        }
        latest.merge(gtid.source(), gtid, (one, other) -> one.number() >= other.number() ? one : other);
        return true;
    }

    /** What a probe of the primary told that began at an instant. */
    synchronized void primary(ServerAddress server, long began, Position position) {
        lost(server);
        alone = replicas.isEmpty();
        followed = true;
        committed = position;
        if (position.isEmpty() || (fenced > 0 && fences[fenced - 1].at() >= began)) {
            return;
        }
        if (fenced == FENCES) {
            thin();
        }
        fences[fenced++] = new Fence(began, position);
        if (unknown != NEVER && unknown <= began) {
            boolean all = true;
            for (Map.Entry<String, List<Position.Range>> of : position.ranges().entrySet()) {
                List<Position.Range> ranges = of.getValue();
                all &= remember(
                        new Gtid(of.getKey(), ranges.get(ranges.size() - 1).last()));
            }
            unknown = all ? NEVER : unknown;
        }
        replicas.values().forEach(this::measure);
    }

    private void thin() {
        int kept = 0;
        for (int i = 0; i < fenced; i++) {
            if (i % 2 == 1 || (kept < FENCES * 3 / 4 && isMeasure(fences[i].at()))) {
                fences[kept++] = fences[i];
            }
        }
        java.util.Arrays.fill(fences, kept, fenced, null);
        fenced = kept;
    }

    /** Whether some replica is as far as this fence: to forget it would take the replica back, and sessions off it. */
    private boolean isMeasure(long instant) {
        for (Replica replica : replicas.values()) {
            if (replica.all == instant) {
                return true;
            }
        }
        return false;
    }

    /** What a replica told. */
    synchronized void replica(ServerAddress server, Position position) {
        Replica replica = replicas.get(server);
        if (replica == null) {
            replica = new Replica();
            Map<ServerAddress, Replica> more = new HashMap<>(replicas);
            more.put(server, replica);
            replicas = Map.copyOf(more);
            alone = false;
        }
        replica.position = position;
        measure(replica);
    }

    /** Nothing is known of it any more. */
    synchronized void lost(ServerAddress server) {
        if (replicas.containsKey(server)) {
            Map<ServerAddress, Replica> others = new HashMap<>(replicas);
            others.remove(server);
            replicas = Map.copyOf(others);
        }
    }

    /** Forgets the replicas that are not among these. */
    synchronized void retain(Collection<ServerAddress> servers) {
        Map<ServerAddress, Replica> kept = new HashMap<>(replicas);
        kept.keySet().retainAll(servers);
        replicas = Map.copyOf(kept);
    }

    /** Anew from its position: a server that was restored from a backup has less than before. */
    private void measure(Replica replica) {
        Position position = replica.position;
        long all = NEVER;
        for (int i = fenced - 1; i >= 0 && all == NEVER; i--) {
            all = position.contains(fences[i].position()) ? fences[i].at() : NEVER;
        }
        long own = all;
        if (forgotten <= all) {
            for (int i = 0; i < count; i++) {
                int index = (first + i) % WRITES;
                if (at[index] > all) {
                    String of = source[index];
                    if (of == null || !position.contains(of, number[index])) {
                        break;
                    }
                    own = at[index];
                }
            }
        }
        replica.all = all;
        replica.own = own;
    }

    /** The last known GTID of each source among the acknowledged writes. */
    synchronized Map<String, Gtid> latest() {
        return Map.copyOf(latest);
    }

    /** True where some acknowledged write may be missing in {@link #latest()}. */
    synchronized boolean unknown() {
        return unknown != NEVER;
    }
}
