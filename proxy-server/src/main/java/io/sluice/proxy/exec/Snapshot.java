package io.sluice.proxy.exec;

import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.gather.Workspace;
import io.sluice.routing.session.Placement;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one statement reads of a shard in several reads is one moment's: one connection to each of its shards, with a transaction whose
 * view of the data begins with it. All of them begin side by side, so that the moments of different shards are close together; that
 * they are the same is nothing that servers could promise. Confined to its client's loop.
 */
final class Snapshot {
    private final Client client;
    private final Map<String, Lease> leases = new HashMap<>();
    private Consumer<@Nullable ErrPacket> then = ignored -> {};
    private @Nullable ErrPacket failure;
    private int waiting;
    private boolean last;
    private boolean over;

    Snapshot(Client client) {
        this.client = client;
    }

    /**
     * Begins it: what the statement reads from now on, it reads in this. {@code then} is told of the first failure, or null, when all shards have a connection or none.
     *
     * @param shards where each of them is read
     */
    void begin(Map<String, Placement> shards, Consumer<@Nullable ErrPacket> whenBegun) {
        then = whenBegun;
        client.leases().reads(this);
        waiting = 1 + shards.size();
        // INVARIANT: all are asked for in one turn of the loop, see BackendPool#back: no two statements wait for each
        // other.
        shards.forEach((shard, placement) -> client.leases().apart(shard, placement, new Leases.Taker() {
            @Override
            public void taken(Lease lease) {
                Snapshot.this.taken(lease);
            }

            @Override
            public void failed(ErrPacket error, @Nullable ServerAddress unreached) {
                one(error);
            }
        }));
        one(null);
    }

    private void taken(Lease lease) {
        if (over) {
            lease.pool().release(lease.connection());
            return;
        }
        leases.put(lease.shard(), lease);
        for (String statement : Workspace.SNAPSHOT) {
            lease.connection().query(statement, new Setup(lease.connection()));
        }
        one(null);
    }

    private void one(@Nullable ErrPacket error) {
        failure = failure == null ? error : failure;
        if (--waiting == 0 && !over) {
            then.accept(failure);
        }
    }

    /** Whether some shard's connection has yet to come. */
    boolean waits() {
        return waiting > 0 && !over;
    }

    /** What comes next is the last read of each shard: who takes a connection brings it home. */
    void last() {
        last = true;
    }

    /** The connection to a shard, null for none. */
    @Nullable
    Lease lease(String shard) {
        return last ? leases.remove(shard) : leases.get(shard);
    }

    /** Whether it is one of these, and the next read may follow in it. */
    boolean goesOn(Lease lease) {
        Lease mine = leases.get(lease.shard());
        return !over && mine != null && mine.connection() == lease.connection();
    }

    /** Gives all of them back; in the middle of an answer a connection is closed. */
    void end() {
        over = true;
        client.leases().readsNoMore(this);
        leases.values().forEach(lease -> lease.pool().release(lease.connection()));
        leases.clear();
    }
}
