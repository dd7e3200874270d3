package io.sluice.proxy.exec;

import io.sluice.proxy.backend.BackendConnection;
import io.sluice.proxy.backend.BackendException;
import io.sluice.proxy.protocol.Command;
import io.sluice.proxy.protocol.Commands;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.routing.RoutingError;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.cluster.Shard;
import io.sluice.routing.session.Charsets;
import io.sluice.routing.session.Placement;
import io.sluice.routing.session.Session;
import io.sluice.routing.session.SessionImage;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The backend connections of one client: one for each shard while a transaction is open there, or while the session holds state
 * in it (locks, temporary tables), else from the pool for one statement. Whoever gets a connection finds it in the session's state: what that takes was sent ahead, pipelined. Confined to the
 * client's event loop.
 */
public final class Leases {
    /** Receives a connection or the reason why there is none. */
    interface Taker {
        void taken(Lease lease);

        /** @param unreached the server that could not be reached where another one may be tried instead; else null */
        void failed(ErrPacket error, @Nullable ServerAddress unreached);
    }

    private static final Placement WORKSPACE = new Placement(true, Placement.Reason.READ);

    private final Client client;
    private final Backends backends;
    private final Map<String, Lease> held = new LinkedHashMap<>();
    /** Connections that are this session's as long as it holds something in them, whether a transaction is open there or not. */
    private final Map<String, Lease> own = new LinkedHashMap<>();

    /** What a statement reads in, null where it reads as it comes. */
    private @Nullable Snapshot snapshot;

    private @Nullable ErrPacket doom;
    /** Counts ends of transactions: a connection that was asked for inside one must not be held by the next. */
    private int ended;

    private boolean gone;

    Leases(Client client, Backends backends) {
        this.client = client;
        this.backends = backends;
    }

    /**
     * A connection for a statement on {@code shard}. Inside a transaction it is the shard's one, begun if it was not.
     *
     * @param placement primary or replica; inside a transaction that may write always the primary
     * @param except a server that has just failed, or null
     */
    void take(String shard, Placement placement, @Nullable ServerAddress except, Taker taker) {
        ErrPacket lost = doom;
        if (lost != null) {
            taker.failed(lost, null);
            return;
        }
        Lease lease = held.get(shard);
        if (lease != null) {
            backends.counted(lease.server(), placement);
            reading(lease, placement);
            lease.pool().settled(lease.connection(), () -> again(lease, taker));
            return;
        }
        Lease same = snapshot == null ? null : snapshot.lease(shard);
        if (same != null) {
            reading(same, placement);
            taker.taken(same);
            return;
        }
        boolean transaction = client.session().inTransaction();
        Lease mine = own.get(shard);
        if (mine != null) {
            reading(mine, placement);
            takeOwn(shard, transaction, taker);
            return;
        }
        boolean writes = transaction && !client.session().readOnly();
        open(shard, writes ? placement.inTransaction() : placement, except, transaction, true, taker);
    }

    /** What is read there must not be read older later. */
    void reading(Lease lease, Placement placement) {
        if (placement.reason() != Placement.Reason.WRITE) {
            client.session().causality().reading(lease.shard(), lease.server(), placement.rows());
        }
    }

    void committed(String shard, String gtid) {
        client.session().causality().committed(shard, gtid);
    }

    /** From now on the statement reads in it. */
    void reads(Snapshot in) {
        snapshot = in;
    }

    /** It does not any more. */
    void readsNoMore(Snapshot in) {
        if (snapshot == in) {
            snapshot = null;
        }
    }

    /** Whether the statement reads in one. */
    boolean inSnapshot() {
        return snapshot != null;
    }

    /** Whether the statement's snapshot has the connection, and awaits nothing on it. */
    boolean goesOn(Lease lease) {
        return reading(lease) && lease.connection().state() == BackendConnection.State.IDLE;
    }

    /** Whether the statement's snapshot has the connection. */
    boolean reading(Lease lease) {
        return snapshot != null && snapshot.goesOn(lease);
    }

    /** Whether the session has a connection of its own to the shard. */
    boolean owns(String shard) {
        return own.containsKey(shard);
    }

    private void again(Lease lease, Taker taker) {
        if (gone) {
            return;
        }
        bring(lease.connection());
        taker.taken(lease);
    }

    private void takeOwn(String shard, boolean transaction, Taker taker) {
        Lease mine = Objects.requireNonNull(own.get(shard));
        if (mine.connection().state() == BackendConnection.State.CLOSED) {
            taker.failed(lostOwn(shard), null);
            return;
        }
        mine.pool().settled(mine.connection(), () -> {
            if (gone) {
                return;
            }
            bring(mine.connection());
            if (transaction) {
                begin(shard, mine.connection());
                held.put(shard, mine.held(true));
            }
            taker.taken(mine.held(transaction));
        });
    }

    /** What the session held in its connection to the shard is gone with it; answers the error that says so, once. */
    ErrPacket lostOwn(String shard) {
        own.remove(shard);
        return Errors.packet(
                RoutingError.STATE_LOST.with(shard, client.session().holds().lost(shard)));
    }

    /**
     * A connection for DDL, which commits by itself: never the open transaction's, but one in which the session holds something, for
     * that may be what the DDL is about, or would wait for.
     */
    void forDdl(String shard, Placement placement, Taker taker) {
        if (own.containsKey(shard)) {
            takeOwn(shard, false, taker);
        } else {
            apart(shard, placement, taker);
        }
    }

    /** A statement has ended that may leave something in its connection: keeps it, or not any more. */
    void settle(Lease lease) {
        boolean holds = client.session().holds().on(lease.shard());
        if (holds && !gone && !own.containsKey(lease.shard())) {
            own.put(lease.shard(), lease.held(false));
        } else if (!holds && isOwn(lease)) {
            own.remove(lease.shard());
        }
    }

    /** Whether it is the session's for more than a transaction. */
    boolean isOwn(Lease lease) {
        Lease mine = own.get(lease.shard());
        return mine != null && mine.connection() == lease.connection();
    }

    /** Whether LOCK TABLES has locked tables on it. */
    boolean locked(Lease lease) {
        return isOwn(lease) && client.session().holds().lockedTables().contains(lease.shard());
    }

    /** BEGIN, LOCK TABLES and UNLOCK TABLES give up what LOCK TABLES has locked. */
    void unlockTables(Runnable then) {
        List<Lease> all = new ArrayList<>();
        for (String shard : client.session().holds().lockedTables()) {
            Lease mine = own.get(shard);
            if (mine != null) {
                all.add(mine);
            }
        }
        Transactions.toAll(all, "UNLOCK TABLES", failed -> {
            client.session().holds().unlocked();
            for (Lease mine : all) {
                settle(mine);
                mine.release();
            }
            then.run();
        });
    }

    /** COM_RESET_CONNECTION: everything held is given up before {@code then} runs. */
    public void resetOwn(Runnable then) {
        List<Lease> all = new ArrayList<>(own.values());
        own.clear();
        if (all.isEmpty()) {
            then.run();
            return;
        }
        int[] waiting = {all.size()};
        for (Lease lease : all) {
            lease.connection().reset();
            lease.connection().send(Commands.bare(Command.PING), new Transactions.Told(lease.shard(), failed -> {
                lease.release();
                if (--waiting[0] == 0) {
                    then.run();
                }
            }));
        }
    }

    /**
     * A connection for a question that changes nothing: the open transaction's, where it has one on the shard, so that nobody who
     * holds one waits for another.
     */
    void ask(String shard, Placement placement, Taker taker) {
        Lease lease = held.getOrDefault(shard, own.get(shard));
        if (lease == null || lease.connection().state() == BackendConnection.State.CLOSED) {
            apart(shard, placement, taker);
        } else {
            bring(lease.connection());
            taker.taken(lease);
        }
    }

    /** A connection of the pool that has nothing to do with the open transaction; of another server where the first is not reached. */
    void apart(String shard, Placement placement, Taker taker) {
        open(shard, placement, null, false, false, new Taker() {
            @Override
            public void taken(Lease lease) {
                taker.taken(lease);
            }

            @Override
            public void failed(ErrPacket error, @Nullable ServerAddress unreached) {
                if (unreached == null) {
                    taker.failed(error, null);
                } else {
                    open(shard, placement, unreached, false, false, taker);
                }
            }
        });
    }

    /**
     * A connection to the primary in which rows are brought together. It is nobody else's, whatever the session holds.
     *
     * <p>INVARIANT: the taker marks it as dirty, so that the next one who gets it finds no temporary table but such as stay, empty.
     */
    void workspace(String shard, Taker taker) {
        ErrPacket lost = doom;
        Shard place = client.session().cluster().shards().get(shard);
        if (lost != null || place == null) {
            taker.failed(lost != null ? lost : left(shard), null);
            return;
        }
        boolean holding = !held.isEmpty() || !own.isEmpty();
        new Opening(this, backends, new Opening.Wanted(place, WORKSPACE, null, false, false, holding), taker).start();
    }

    private static ErrPacket left(String shard) {
        return Errors.packet(RoutingError.SHARD_DOWN.with(shard, "server", "it left the cluster"));
    }

    private void open(
            String shard,
            Placement placement,
            @Nullable ServerAddress except,
            boolean transaction,
            boolean reads,
            Taker taker) {
        Shard place = client.session().cluster().shards().get(shard);
        if (place == null) {
            taker.failed(left(shard), null);
            return;
        }
        new Opening(this, backends, new Opening.Wanted(place, placement, except, transaction, reads, null), taker)
                .start();
    }

    /**
     * A statement met a server that takes no writes and has done nothing of it: it waits for the shard's primary.
     *
     * @param deadline of {@link Held#deadline}, when it first waited
     * @return false where it may not
     */
    boolean hold(String shard, long deadline, Runnable onward) {
        Shard place = client.session().cluster().shards().get(shard);
        return place != null && backends.held().add(place, deadline, true, onward);
    }

    /** Ends of transactions so far. */
    int ended() {
        return ended;
    }

    /** Whether the client has left. */
    boolean gone() {
        return gone;
    }

    boolean foundRows() {
        return client.foundRows();
    }

    /** How many connections more to a lease's server are to be had without waiting for anybody. */
    int spare(Lease lease) {
        // What is read in a transaction would be another moment's elsewhere.
        boolean alone = lease.kept() || reading(lease) || lease.connection().inTransaction();
        return alone ? 0 : Math.max(0, lease.pool().free());
    }

    /** One more connection to a lease's server. */
    void beside(Lease lease, Placement placement, Taker taker) {
        Shard place = client.session().cluster().shards().get(lease.shard());
        if (place == null) {
            taker.failed(left(lease.shard()), null);
            return;
        }
        new Opening(this, backends, new Opening.Wanted(place, placement, null, false, false, null), taker)
                .on(lease.server(), lease.pool());
    }

    void opened(Lease lease, Taker taker) {
        if (gone) {
            lease.pool().release(lease.connection());
            return;
        }
        lease.connection().commits(lease);
        bring(lease.connection());
        if (lease.held()) {
            begin(lease.shard(), lease.connection());
            held.put(lease.shard(), lease);
            if (client.session().readOnly()
                    && backends.isReplica(client.session().cluster(), lease)) {
                client.session().onReplica(lease.shard());
            }
        }
        taker.taken(lease);
    }

    /** As the session wants its connections to be. */
    io.sluice.proxy.backend.SessionImage wanted() {
        SessionImage image = client.session().image();
        return image.isClean()
                ? io.sluice.proxy.backend.SessionImage.CLEAN
                : new io.sluice.proxy.backend.SessionImage(image);
    }

    /** Sends what the connection's state lacks of the session's. */
    private void bring(BackendConnection connection) {
        Session session = client.session();
        String schema = session.schema();
        boolean home = schema == null || schema.equals(session.cluster().name());
        // A connection held by a transaction may come back from another schema.
        String wanted = home ? connection.target().schema() : schema;
        if (wanted != null) {
            connection.useSchema(wanted, new Setup(connection));
        }
        SessionImage now = connection.image().content() instanceof SessionImage image ? image : SessionImage.CLEAN;
        String set = session.image().statementFrom(now);
        if (set != null) {
            Charset before = charset(connection, "character_set_client");
            connection.send(Commands.text(Command.QUERY, set.getBytes(before)), new Setup(connection));
            connection.image(wanted());
        }
    }

    /** In which a connection reads or writes text now: one of the four character_set_… variables of its image. */
    static Charset charset(BackendConnection connection, String variable) {
        String value = connection.image().content() instanceof SessionImage image ? image.value(variable) : null;
        return Charsets.java(value == null ? "utf8mb4" : value.replace("'", ""));
    }

    private void begin(String shard, BackendConnection connection) {
        Session session = client.session();
        for (String statement : session.openingStatements(shard)) {
            connection.query(statement, new Setup(connection));
        }
        for (String savepoint : session.savepoints()) {
            connection.query(Transactions.savepoint(savepoint), new Setup(connection));
        }
    }

    /** A connection in use broke: its server is looked at. */
    void suspect(Lease lease, BackendException cause) {
        if (cause.reason() != BackendException.Reason.CLOSED) {
            backends.servers().suspect().accept(lease.server());
        }
    }

    public Backends backends() {
        return backends;
    }

    /** Hands the open transaction's connections over to {@link #giveBack}: {@link #close} leaves them alone from now on. */
    List<Lease> handOver() {
        List<Lease> all = held();
        own.values().removeIf(mine -> held.containsKey(mine.shard()));
        held.clear();
        ended++;
        return all;
    }

    /** The shards on which the open transaction has a connection. */
    public List<String> heldShards() {
        return new ArrayList<>(held.keySet());
    }

    /** The connections of the open transaction, in the order the shards were touched. */
    List<Lease> held() {
        return new ArrayList<>(held.values());
    }

    /** The transaction is over: its connections go back; what is still open on them is rolled back. */
    void releaseHeld() {
        doom = null;
        ended++;
        List<Lease> all = held();
        held.clear();
        all.forEach(this::giveBack);
    }

    /** A transaction has ended on the connection. */
    void giveBack(Lease lease) {
        BackendConnection connection = lease.connection();
        if (gone || !client.session().holds().on(lease.shard())) {
            own.remove(lease.shard());
            lease.pool().release(connection);
            return;
        }
        own.put(lease.shard(), lease.held(false));
        if (connection.inTransaction()) {
            connection.query("ROLLBACK", new Setup(connection));
        }
        if (!connection.autocommit()) {
            connection.query("SET autocommit=1", new Setup(connection));
        }
    }

    /**
     * The transaction lost a part of itself: the rest is rolled back at once, and every statement is answered with {@code error} until
     * the client ends the transaction.
     */
    void doom(ErrPacket error) {
        releaseHeld();
        doom = error;
    }

    /** Why the open transaction cannot go on, or null. */
    @Nullable
    ErrPacket doomed() {
        return doom;
    }

    /** The client is gone. */
    public void close() {
        gone = true;
        client.session().causality().answered(false);
        releaseHeld();
        if (snapshot != null) {
            snapshot.end();
        }
        List<Lease> all = new ArrayList<>(own.values());
        own.clear();
        all.forEach(Lease::release);
    }
}
