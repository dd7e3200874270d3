package io.sluice.routing.causality;

import io.sluice.routing.cluster.ServerAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one session has written and seen, and which replicas it may read from therefore. Mutable; confined to its session's thread.
 *
 * <p>It never goes back in time: after a replica it goes on with that one, or with another that has all that anybody had been
 * acknowledged when it last read; what it has read from a primary it reads again there until replicas have it.
 */
public final class Causality {
    private Written written = Written.ofOneSession();
    private @Nullable Scope scope;
    private final Map<String, Here> shards = new HashMap<>(4);
    private final Map<String, Pending> pending = new TreeMap<>();
    private final Map<String, Footprint> reading = new HashMap<>(4);
    private @Nullable SeenMarks seen;

    /**
     * What was sent and is not known to be over.
     *
     * @param told a GTID came for all of it
     */
    private record Pending(Footprint what, boolean told) {}

    /** What is known of one shard. */
    private static final class Here {
        private long wrote = ShardWrites.NEVER;
        private long floor = ShardWrites.NEVER;
        private @Nullable ServerAddress last;
        private long lastHas = ShardWrites.NEVER;
        private long since = ShardWrites.NEVER;
        private boolean inUse;
        /** It has read there while the primary had no replica: whatever it saw then. */
        private boolean readAlone;

        private @Nullable Received token;
    }

    /** What the sessions of this process write is known to all of them. */
    public void share(Written ofAll) {
        written = ofAll;
    }

    /** Which writes its reads must not miss. */
    public Scope scope() {
        Scope own = scope;
        return own == null ? written.scope() : own;
    }

    /** @param own null for what the cluster's file says */
    public void scope(@Nullable Scope own) {
        scope = own;
    }

    private Here here(String shard) {
        return shards.computeIfAbsent(shard, name -> new Here());
    }

    // ---- what it writes

    /** A write is being sent to these shards. */
    public void writing(Collection<String> to, Footprint what) {
        for (String shard : to) {
            pending.merge(
                    shard,
                    new Pending(what, false),
                    (before, more) -> new Pending(before.what().and(more.what()), false));
        }
    }

    /**
     * A server of the shard has committed what was written there, or some of it; to be told before the client is.
     *
     * @param gtid as the server says it
     */
    public void committed(String shard, String gtid) {
        Pending now = pending.get(shard);
        Gtid known = Gtid.of(gtid);
        // A procedure may have committed several times, of which the last one is told, and may go on.
        if (now == null || now.what().isEverything() || known == null) {
            acknowledged(shard, Footprint.NOTHING, known);
        } else {
            acknowledged(shard, now.what(), known);
            pending.put(shard, new Pending(now.what(), true));
        }
    }

    /** Some of what was written there was committed, though a transaction is open: which, nobody knows. */
    public void committedSome(String shard) {
        Pending now = pending.get(shard);
        acknowledged(shard, now == null ? Footprint.NOTHING : now.what(), null);
    }

    /** A server of the shard has said that it committed nothing, whatever was sent. */
    public void committedNothing(String shard) {
        pending.remove(shard);
    }

    private void acknowledged(String shard, Footprint what, @Nullable Gtid gtid) {
        here(shard).wrote = written.acknowledged(shard, what, gtid);
    }

    /**
     * A statement has ended; to be told before the client is.
     *
     * @param open a transaction is open: what it has written is not committed
     */
    public void answered(boolean open) {
        if (!open && !pending.isEmpty()) {
            unknown();
            pending.clear();
        }
        if (!reading.isEmpty()) {
            reading.forEach(this::saw);
            reading.clear();
        }
    }

    private void unknown() {
        pending.forEach((shard, now) -> {
            if (!now.told()) {
                acknowledged(shard, now.what(), null);
            }
        });
    }

    private void saw(String shard, Footprint what) {
        Here here = here(shard);
        long now = written.now();
        if (here.inUse) {
            here.inUse = false;
            here.since = now;
        }
        if (what.isEverything()) {
            here.floor = now;
        } else if (!what.isNothing()) {
            if (seen == null) {
                seen = new SeenMarks();
            }
            seen.mark(written.shard(shard), what, now);
        }
    }

    /** COM_RESET_CONNECTION and its like. */
    public void reset() {
        answered(false);
        scope = null;
        shards.clear();
        seen = null;
    }

    // ---- what it reads

    /**
     * Whether what a statement may read or change is of any interest: a shard without replicas needs no footprints.
     *
     * @param write others may want to see what it changes, whatever this session's scope is
     */
    public boolean follows(Collection<String> of, boolean write) {
        for (String shard : of) {
            if (!written.shard(shard).isAlone()) {
                return write || scope() != Scope.OFF;
            }
        }
        return false;
    }

    /**
     * It reads from this server, which it has a connection to.
     *
     * @param what it may read; {@link Footprint#NOTHING} for a statement that shows no rows
     */
    public void reading(String shard, ServerAddress server, Footprint what) {
        if (scope() == Scope.OFF || what.isNothing()) {
            return;
        }
        ShardWrites writes = written.shard(shard);
        ShardWrites.Replica replica = writes.replica(server);
        if (replica == null && writes.isAlone()) {
            here(shard).readAlone = true;
            return;
        }
        if (replica == null) {
            reading.merge(shard, what, Footprint::and);
            return;
        }
        Here here = here(shard);
        here.last = server;
        here.lastHas = replica.all;
        here.inUse = true;
        reading.merge(shard, Footprint.NOTHING, Footprint::and);
    }

    /**
     * What a replica must have for a read.
     *
     * @param what it may read
     */
    public Freshness reads(Collection<String> of, Supplier<Footprint> what) {
        if (!reading.isEmpty() || !pending.isEmpty()) {
            guess();
        }
        Scope now = scope();
        if (now == Scope.OFF) {
            return Freshness.ANY;
        }
        if (of.isEmpty()) {
            return Freshness.ANY;
        }
        Map<String, Freshness.Need> needs = Map.of();
        Footprint[] known = {null};
        Supplier<Footprint> once = () -> {
            Footprint rows = known[0];
            if (rows == null) {
                rows = what.get();
                known[0] = rows;
            }
            return rows;
        };
        for (String shard : of) {
            ShardWrites writes = written.shard(shard);
            Freshness.Need need = need(writes, now, once);
            if (need == writes.quiet && of.size() == 1) {
                return writes.freshness;
            }
            needs = needs.isEmpty() ? Map.of(shard, need) : with(needs, shard, need);
        }
        return Freshness.of(needs);
    }

    private static Map<String, Freshness.Need> with(
            Map<String, Freshness.Need> needs, String shard, Freshness.Need need) {
        Map<String, Freshness.Need> more = new HashMap<>(needs);
        more.put(shard, need);
        return more;
    }

    private Freshness.Need need(ShardWrites shard, Scope now, Supplier<Footprint> what) {
        Here here = shards.get(shard.name);
        if (here != null && here.readAlone && !shard.isAlone()) {
            here.readAlone = false;
            here.floor = written.now();
        }
        long own =
                switch (now) {
                    case KEY -> shard.quiet() ? ShardWrites.NEVER : written.latest(shard, what.get());
                    case SESSION -> here == null ? ShardWrites.NEVER : here.wrote;
                    case STRICT -> shard.last();
                    case OFF -> ShardWrites.NEVER;
                };
        long all = here == null ? ShardWrites.NEVER : here.floor;
        SeenMarks marks = seen;
        if (marks != null && marks.mayMatter(shard)) {
            all = Math.max(all, marks.latest(shard, what.get()));
        }
        boolean nothing = own == ShardWrites.NEVER && all == ShardWrites.NEVER;
        if (nothing && (here == null || (here.last == null && here.token == null))) {
            return shard.quiet;
        }
        if (here == null) {
            return new Freshness.Need(shard, own, all, null, ShardWrites.NEVER, ShardWrites.NEVER, null);
        }
        return new Freshness.Need(shard, own, all, here.last, here.lastHas, here.since, here.token);
    }

    /** Nobody has said how the last statement ended, or it goes on: as if it ended now, but it may yet. */
    private void guess() {
        unknown();
        reading.forEach(this::saw);
        reading.clear();
    }

    /** Why none of the replicas that are known has what a read needs; null where one has on some shard of which
     * something is asked. */
    public @Nullable Why why(Freshness freshness) {
        Why found = null;
        for (Freshness.Need need : freshness.needs()) {
            if (!need.isQuiet()) {
                if (need.anywhere()) {
                    return null;
                }
                found = why(need);
            }
        }
        if (found != null) {
            written.wanted();
        }
        return found;
    }

    private @Nullable Why why(Freshness.Need need) {
        if (!need.shard().hasReplica(need.own(), ShardWrites.NEVER)) {
            Here here = shards.get(need.shard().name);
            return here != null && here.wrote >= need.own() ? Why.OWN_WRITE : Why.RECENT_WRITE;
        }
        boolean told = need.token() != null;
        return told && need.all() == ShardWrites.NEVER && need.last() == null ? Why.TOKEN : Why.SEEN;
    }

    // ---- tokens

    /** What another session must be told to see what this one, and whoever else of this process, has written. */
    public Token token() {
        Map<String, Token.Part> parts = new TreeMap<>();
        Set<String> names = new TreeSet<>(written.written());
        names.addAll(shards.keySet());
        for (String name : names) {
            ShardWrites shard = written.shard(name);
            Here here = shards.get(name);
            Received told = here == null ? null : here.token;
            Map<String, Gtid> gtids = new TreeMap<>(shard.latest());
            if (told != null) {
                told.gtids().forEach(gtid -> gtids.merge(gtid.source(), gtid, Causality::later));
            }
            boolean exact = !shard.unknown() && (told == null || told.exact());
            if (!exact || !gtids.isEmpty()) {
                parts.put(name, new Token.Part(new ArrayList<>(gtids.values()), exact));
            }
        }
        return new Token(parts);
    }

    private static Gtid later(Gtid one, Gtid other) {
        return one.number() >= other.number() ? one : other;
    }

    /**
     * Its reads must see what the token speaks of; what it was told before goes on to hold.
     *
     * @param known the shards that there are: others in it are passed over
     */
    public void accept(Token token, Collection<String> known) {
        token.shards().forEach((shard, part) -> {
            if (known.contains(shard)) {
                Here here = here(shard);
                Received before = here.token;
                List<Gtid> gtids = new ArrayList<>(part.gtids());
                if (before != null) {
                    gtids.addAll(before.gtids());
                }
                here.token = gtids.size() > 64
                        ? new Received(written.now(), List.of(), false)
                        : new Received(written.now(), gtids, part.exact() && (before == null || before.exact()));
            }
        });
    }
}
