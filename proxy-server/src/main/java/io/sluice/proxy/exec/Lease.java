package io.sluice.proxy.exec;

import io.sluice.proxy.backend.BackendConnection;
import io.sluice.proxy.backend.BackendPool;
import io.sluice.routing.cluster.ServerAddress;
import java.util.List;

/**
 * A backend connection in use by one client.
 *
 * @param shard name of the shard
 * @param server where it leads
 * @param held kept by a transaction: {@link #release} leaves it to the transaction's end
 * @param of whose it is
 */
record Lease(
        String shard, ServerAddress server, BackendConnection connection, BackendPool pool, boolean held, Leases of)
        implements BackendConnection.Commits {
    @Override
    public void committed(String gtid) {
        of.committed(shard, gtid);
    }

    /** The same connection inside a transaction, or outside. */
    Lease held(boolean byTransaction) {
        return new Lease(shard, server, connection, pool, byTransaction, of);
    }

    /** Needed after the statement: by a transaction, or for what the session holds in it. */
    boolean kept() {
        return held || of.isOwn(this);
    }

    /** Whether LOCK TABLES has locked tables on it. */
    boolean lockedTables() {
        return of.locked(this);
    }

    /** The statement is over. In the middle of an answer the backend's statement is killed and the connection closed. */
    void release() {
        if (!kept() && !of.goesOn(this)) {
            pool.release(connection);
        }
    }

    /** The server is asked to stop what it runs for us (KILL QUERY); its answer, 1317 as a rule, comes as any other. */
    void interrupt() {
        if (connection.state() == BackendConnection.State.BUSY) {
            pool.kill(connection);
        }
    }

    /** Runs {@code then} when no KILL is under way that might meet what is sent next on one of them. */
    static void settled(List<Lease> leases, Runnable then) {
        if (leases.isEmpty()) {
            then.run();
            return;
        }
        Lease first = leases.get(0);
        first.pool.settled(first.connection, () -> settled(leases.subList(1, leases.size()), then));
    }

    /** The connection is not to be used again, whatever it is doing. */
    void abandon() {
        if (kept()) {
            pool.end(connection);
        } else {
            pool.release(connection);
        }
    }
}
