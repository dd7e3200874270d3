package io.sluice.proxy.exec;

import io.sluice.proxy.backend.BackendConnection;
import io.sluice.proxy.backend.BackendPool;
import io.sluice.routing.cluster.ServerAddress;

/**
 * A backend connection in use by one client.
 *
 * @param shard name of the shard
 * @param server where it leads
 * @param held kept by a transaction: {@link #release} leaves it to the transaction's end
 */
record Lease(String shard, ServerAddress server, BackendConnection connection, BackendPool pool, boolean held) {
    /** The statement is over. In the middle of an answer the backend's statement is killed and the connection closed. */
    void release() {
        if (!held) {
            pool.release(connection);
        }
    }

    /** The server is asked to stop what it runs for us (KILL QUERY); its answer, 1317 as a rule, comes as any other. */
    void interrupt() {
        if (connection.state() == BackendConnection.State.BUSY) {
            pool.kill(connection);
        }
    }

    /** The connection is not to be used again, whatever it is doing. */
    void abandon() {
        if (held) {
            connection.close();
        } else {
            pool.release(connection);
        }
    }
}
