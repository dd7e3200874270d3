package io.sluice.proxy.exec;

import io.netty.util.concurrent.Future;
import io.sluice.proxy.backend.BackendConnection;
import io.sluice.proxy.backend.BackendException;
import io.sluice.proxy.backend.BackendPool;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.cluster.Shard;
import io.sluice.routing.session.Placement;
import org.jspecify.annotations.Nullable;

/**
 * A connection on its way to a client that asked for one. Where the shard has no primary for the moment, or the one that it has
 * cannot be reached, it is waited for: nothing was sent. Confined to the client's event loop.
 */
final class Opening {
    /**
     * What is asked for.
     *
     * @param except a server that has just failed, or null
     * @param transaction whether it becomes the open transaction's
     * @param reads whether what it reads there must not be read older later
     * @param workspace whether rows are brought together in it, for one who holds others (true) or none (false); null for a statement
     */
    record Wanted(
            Shard shard,
            Placement placement,
            @Nullable ServerAddress except,
            boolean transaction,
            boolean reads,
            @Nullable Boolean workspace) {}

    private final Leases leases;
    private final Backends backends;
    private final Wanted wanted;
    private final Leases.Taker taker;
    /** Transactions that had ended when it was asked for. */
    private final int ended;
    /** Tried last: any server will do again when it has waited. */
    private @Nullable ServerAddress except;
    /** Until when it waits; 0 before it first does. */
    private long deadline;

    Opening(Leases leases, Backends backends, Wanted wanted, Leases.Taker taker) {
        this.leases = leases;
        this.backends = backends;
        this.wanted = wanted;
        this.taker = taker;
        this.ended = leases.ended();
        this.except = wanted.except();
    }

    void start() {
        if (leases.gone()) {
            return;
        }
        if (wanted.transaction() && ended != leases.ended()) {
            taker.failed(over(), null);
            return;
        }
        ServerAddress server;
        try {
            server = backends.server(wanted.shard(), wanted.placement(), except);
            backends.counted(server, wanted.placement());
        } catch (RoutingException down) {
            ErrPacket error = Errors.packet(down);
            // INVARIANT: unless replicas alone will do, there was no primary a moment ago; it may have come meanwhile.
            boolean missing = except != null || !wanted.placement().only() || !backends.hasPrimary(wanted.shard());
            if (!missing || !hold(except != null)) {
                taker.failed(error, null);
            }
            return;
        }
        on(server, pool(server));
    }

    private BackendPool pool(ServerAddress server) {
        Boolean holding = wanted.workspace();
        return holding == null
                ? backends.pool(server, wanted.shard(), leases.foundRows())
                : backends.workspace(server, wanted.shard(), holding);
    }

    /** One of that pool. */
    void on(ServerAddress server, BackendPool pool) {
        pool.acquire(leases.wanted(), backends.patience()).addListener((Future<BackendConnection> opened) -> {
            if (opened.isSuccess()) {
                opened(server, pool, opened.getNow());
            } else {
                failed(server, (BackendException) opened.cause());
            }
        });
    }

    private void opened(ServerAddress server, BackendPool pool, BackendConnection connection) {
        Lease lease = new Lease(wanted.shard().name(), server, connection, pool, wanted.transaction(), leases);
        if (wanted.transaction() && ended != leases.ended()) {
            // INVARIANT: nothing was sent on it, so that nothing is open on it when it goes back.
            pool.release(connection);
            taker.failed(over(), null);
        } else if (!backends.current(wanted.shard(), wanted.placement(), server)) {
            pool.release(connection); // while it was waited for, the primary has moved
            start();
        } else {
            if (wanted.reads()) {
                leases.reading(lease, wanted.placement());
            }
            leases.opened(lease, taker);
        }
    }

    private ErrPacket over() {
        return Errors.packet(
                RoutingError.SHARD_DOWN.with(wanted.shard().name(), "connection", "the transaction is over"));
    }

    private void failed(ServerAddress server, BackendException cause) {
        if (cause.reason() != BackendException.Reason.BUSY) {
            backends.servers().suspect().accept(server);
        }
        boolean unreached = cause.reason() == BackendException.Reason.CONNECT;
        boolean elsewhere = !wanted.placement().primary() && unreached && except == null && deadline == 0;
        if (elsewhere || !unreached || !hold(true)) {
            taker.failed(Errors.packet(wanted.shard().name(), cause), elsewhere ? server : null);
        }
    }

    private boolean hold(boolean refused) {
        Held held = backends.held();
        except = null;
        deadline = deadline == 0 ? held.deadline() : deadline;
        return held.add(wanted.shard(), deadline, refused, this::start);
    }
}
