package io.sluice.jdbc.exec;

import io.sluice.jdbc.Errors;
import io.sluice.routing.RoutingError;
import io.sluice.routing.causality.Footprint;
import io.sluice.routing.cluster.Shard;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.session.Placement;
import io.sluice.routing.session.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The shard connections of one session: inside a transaction one for each touched shard, held until it ends; where the session
 * holds state in one (locks, temporary tables), that one until it is given up; else one for each statement. Confined to its session's thread, but {@link #take} may be called by several workers for different shards,
 * and {@link #release} by a thread that aborts.
 */
final class ShardLeases implements Hold.Patience {
    /** How many dead connections of a pool one statement may meet. */
    private static final int STALE = 1;

    private static final Placement IN_TRANSACTION = new Placement(true, Placement.Reason.TRANSACTION);

    private final Embedded embedded;
    private final Session session;
    private final Map<String, Lease> held = Collections.synchronizedMap(new LinkedHashMap<>());

    /** Connections that are this session's as long as it holds something in them. */
    private final Map<String, Lease> own = Collections.synchronizedMap(new LinkedHashMap<>());

    /** Those in which one statement reads, see {@link Snapshot}. */
    private final Map<String, Lease> reading = Collections.synchronizedMap(new LinkedHashMap<>());

    /** What they read and commit. */
    private final Commits commits = new Commits();

    private volatile boolean shut;

    /** When the time of the statement under way is over, 0 for never. */
    private volatile long until;

    /** How long its connections wait for a server, in milliseconds; null for what the URL says. */
    private volatile @Nullable Integer networkTimeout;

    ShardLeases(Embedded embedded, Session session) {
        this.embedded = embedded;
        this.session = session;
    }

    @Nullable
    Integer networkTimeout() {
        return networkTimeout;
    }

    /** From now on, and for the connections that are held. */
    void networkTimeout(int milliseconds) throws SQLException {
        networkTimeout = milliseconds;
        List<Lease> now = new ArrayList<>(held().values());
        now.addAll(reading());
        synchronized (own) {
            now.addAll(own.values());
        }
        for (Lease lease : now) {
            lease.networkTimeout(milliseconds);
        }
    }

    /** The connection that this transaction holds on a shard, or null. */
    @Nullable
    Lease held(String shard) {
        return held.get(shard);
    }

    /** All that are held, in the order in which the shards were touched. */
    Map<String, Lease> held() {
        synchronized (held) {
            return new LinkedHashMap<>(held);
        }
    }

    /** The connection in which the statement under way does all that it does on a shard, or null: it may take any. */
    @Nullable
    Lease fixed(String shard) {
        Lease lease = held.get(shard);
        return lease == null ? reading.get(shard) : lease;
    }

    /** Takes the connection in which a statement reads on a shard. */
    void reads(String shard, Placement placement) throws SQLException {
        reading.put(shard, take(shard, placement));
    }

    /** The connections in which a statement reads. */
    List<Lease> reading() {
        synchronized (reading) {
            return List.copyOf(reading.values());
        }
    }

    /** Gives them back; {@code broken} throws them away instead. */
    void endReads(boolean broken) throws SQLException {
        List<Lease> all = reading();
        reading.clear();
        for (Lease lease : all) {
            if (broken) {
                lease.spoil();
            }
            lease.close();
        }
    }

    /** The shards whose connection this transaction has lost; empty where it can go on. */
    List<String> lost() {
        List<String> lost = new ArrayList<>();
        held().forEach((shard, lease) -> {
            if (lease.broken()) {
                lost.add(shard);
            }
        });
        return lost;
    }

    /**
     * A connection for one statement on a shard: the transaction's where there is one (opened there if need be), else one of the
     * caller's own, to be closed.
     */
    Lease forStatement(String shard, Placement placement) throws SQLException {
        return session.inTransaction() ? inTransaction(shard, placement) : take(shard, placement);
    }

    /** True where nothing but one statement needs it: its connection may be broken off. */
    boolean free(Lease lease) {
        return owned(lease) && !own.containsValue(lease);
    }

    /** True where the caller is to close what {@link #forStatement} gave. */
    boolean owned(Lease lease) {
        return !held.containsValue(lease);
    }

    private Lease inTransaction(String shard, Placement placement) throws SQLException {
        // INVARIANT: what a shard has lost with its connection cannot be committed any more; to go on, on a new
        // connection or on
        // the other shards, would make half of a transaction look like a whole one.
        List<String> lost = held.isEmpty() ? List.of() : lost();
        if (!lost.isEmpty()) {
            throw RoutingError.CONNECTION_LOST.with(
                    String.join(", ", lost), "the transaction cannot go on, only ROLLBACK is left");
        }
        Lease lease = held.get(shard);
        if (lease == null) {
            lease = take(shard, session.readOnly() ? placement : IN_TRANSACTION, placement);
            try {
                open(shard, lease);
                if (session.readOnly() && embedded.isReplica(lease)) {
                    session.onReplica(shard);
                }
            } catch (SQLException | RuntimeException e) {
                lease.spoil();
                lease.close();
                throw e;
            }
            held.put(shard, lease);
        } else {
            lease.dress(session.image());
            counted(lease, placement);
        }
        return lease;
    }

    private void open(String shard, Lease lease) throws SQLException {
        lease.begin(session.openingStatements(shard));
        for (String savepoint : session.savepoints()) {
            lease.run("SAVEPOINT " + quoted(savepoint));
        }
    }

    static String quoted(String name) {
        return '`' + name.replace("`", "``") + '`';
    }

    /**
     * The connection in which the session holds something on this shard, else one of the caller's own, in the session's state; a
     * server that cannot be reached is passed over.
     */
    Lease take(String shard, Placement placement) throws SQLException {
        return take(shard, placement, placement);
    }

    /** @param told what the statement's own is, where that is not what chooses the server */
    private Lease take(String shard, Placement placement, Placement told) throws SQLException {
        Lease mine = own.get(shard);
        if (mine == null) {
            return apart(shard, placement, told);
        }
        if (mine.broken()) {
            drop(shard, mine);
            throw RoutingError.STATE_LOST.with(shard, session.holds().lost(shard));
        }
        mine.dress(session.image());
        counted(mine, told);
        return mine;
    }

    private void drop(String shard, Lease mine) throws SQLException {
        own.remove(shard);
        mine.keep(false);
        if (!held.containsValue(mine)) {
            mine.close();
        }
    }

    /** A statement has ended that may leave something in its connection: keeps it, or not any more. */
    void settle(String shard, Lease lease) {
        boolean holds = session.holds().on(shard);
        if (holds && !own.containsKey(shard)) {
            own.put(shard, lease);
            lease.keep(true);
        } else if (!holds && own.get(shard) == lease) {
            own.remove(shard);
            lease.keep(false);
        }
    }

    /** BEGIN, LOCK TABLES and UNLOCK TABLES give up what LOCK TABLES has locked. */
    void unlockTables() throws SQLException {
        Map<String, Lease> all = new LinkedHashMap<>();
        for (String shard : session.holds().lockedTables()) {
            Lease mine = own.get(shard);
            if (mine != null) {
                all.put(shard, mine);
            }
        }
        SQLException failure = null;
        session.holds().unlocked();
        for (Map.Entry<String, Lease> each : all.entrySet()) {
            try {
                each.getValue().run("UNLOCK TABLES");
            } catch (SQLException e) {
                failure = e;
            } finally {
                settle(each.getKey(), each.getValue());
                if (!own.containsKey(each.getKey())) {
                    each.getValue().close();
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * LOCK TABLES over several shards, one after another; where one fails, nothing is locked. What was locked before is given up, and
     * the transaction has ended.
     */
    void lockTables(Plan.Locks plan) throws SQLException {
        unlockTables();
        for (Plan.Locks.Part part : plan.parts()) {
            try {
                lockTables(part);
            } catch (SQLException | RuntimeException e) {
                try {
                    unlockTables();
                } catch (SQLException more) {
                    e.addSuppressed(more);
                }
                throw e;
            }
        }
    }

    /** INVARIANT: however the session ends, its connection goes back without locks: to be closed to the pool ends none of them. */
    private void lockTables(Plan.Locks.Part part) throws SQLException {
        Lease lease = take(part.shard(), Placement.silent(true));
        lease.soil();
        try {
            lease.run(part.sql());
            session.holds().locked(part.shard());
            settle(part.shard(), lease);
        } catch (SQLException | RuntimeException e) {
            if (!own.containsKey(part.shard())) {
                lease.spoil();
                lease.close();
            }
            throw e;
        }
    }

    /** A connection that has nothing to do with what the session holds. */
    Lease apart(String shard, Placement placement) throws SQLException {
        return apart(shard, placement, placement);
    }

    private Lease apart(String shard, Placement placement, Placement told) throws SQLException {
        Lease lease = bare(shard, placement);
        counted(lease, told);
        return lease;
    }

    /** A read has failed; where a replica lacks a table of it, that is asked for it no more for a while. */
    void lacks(Lease lease, Plan.OnShards plan, SQLException e) {
        if (plan.access() == Plan.Access.READ && Failures.lacksTable(e) && embedded.isReplica(lease)) {
            embedded.use(lease.server()).lacked(plan.reads());
        }
    }

    private Lease bare(String shard, Placement placement) throws SQLException {
        return dressed(shard, where -> {
            Lease lease = embedded.lease(where, placement, this);
            try {
                lease.tells(commits);
                return lease;
            } catch (SQLException | RuntimeException e) {
                lease.spoil();
                lease.close();
                throw e;
            }
        });
    }

    /** What they have read and committed. */
    Commits commits() {
        return commits;
    }

    private void counted(Lease lease, Placement placement) {
        if (placement.reason() != Placement.Reason.WRITE && placement.rows() != Footprint.NOTHING) {
            commits.read(lease.shard(), lease.server(), placement);
        }
        if (placement.reason().read()) {
            embedded.use(lease.server()).read();
        }
    }

    /** A connection to the shard's primary for temporary tables of one statement; nothing of them is left when it is closed. */
    Lease workspace(String shard) throws SQLException {
        boolean holding = !held.isEmpty() || !own.isEmpty();
        return dressed(shard, where -> embedded.workspace(where, holding, this));
    }

    private interface Source {
        Lease lease(Shard shard) throws SQLException;
    }

    private Lease dressed(String shard, Source source) throws SQLException {
        if (shut) {
            throw Errors.closed("connection");
        }
        Shard where = session.cluster().shards().get(shard);
        if (where == null) {
            throw RoutingError.BUG.with("no shard " + shard);
        }
        // Nothing of the statement has been sent yet: a pooled connection that has died meanwhile is no reason to fail
        // it.
        for (int left = STALE; ; left--) {
            Lease lease = source.lease(where);
            try {
                Integer timeout = networkTimeout;
                if (timeout != null) {
                    lease.networkTimeout(timeout);
                }
                lease.dress(session.image());
                return lease;
            } catch (SQLException | RuntimeException e) {
                boolean stale = lease.broken();
                lease.spoil();
                lease.close();
                if (left == 0 || !stale) {
                    throw e;
                }
            }
        }
    }

    /** A statement begins. @param nanos when its time is over, as {@link System#nanoTime}; 0 for never */
    void until(long nanos) {
        until = nanos;
    }

    @Override
    public long until() {
        return until;
    }

    @Override
    public boolean shut() {
        return shut;
    }

    /** The statement under way met a server of the shard that takes no writes; null where it cannot go to another one. */
    @Nullable
    Hold hold(String shard) {
        Shard where = session.cluster().shards().get(shard);
        return where == null || own.containsKey(shard) ? null : embedded.hold(where, this);
    }

    /** From now on nothing is leased: the session was aborted. Any thread may call it. */
    void shutDown() {
        shut = true;
    }

    /** Gives all held connections back; {@code broken} throws them away instead. */
    void release(boolean broken) throws SQLException {
        SQLException failure = null;
        Map<String, Lease> all = held();
        held.clear();
        for (Lease lease : all.values()) {
            try {
                if (broken) {
                    lease.spoil();
                } else if (!lease.broken()) {
                    lease.ended();
                }
                lease.close();
            } catch (SQLException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Gives up what the session holds in connections of its own; {@code broken} throws them away. */
    void releaseOwn(boolean broken) throws SQLException {
        Map<String, Lease> all;
        synchronized (own) {
            all = new LinkedHashMap<>(own);
            own.clear();
        }
        for (Lease lease : all.values()) {
            lease.keep(false);
            if (broken) {
                lease.spoil();
            }
            lease.close();
        }
    }
}
