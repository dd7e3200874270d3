package io.sluice.proxy.exec;

import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.session.Placement;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * LOCK TABLES over several shards, and UNLOCK TABLES: commits, gives up what is locked, then locks on one shard after another. Where one
 * fails, nothing is locked.
 */
final class Locking implements Work, Leases.Taker {
    private static final Placement PRIMARY = new Placement(true, Placement.Reason.SIDE_EFFECT);

    private final Client client;
    private final Plan.Locks plan;
    private final Consumer<@Nullable ErrPacket> then;
    private int next;
    private @Nullable Lease lease;
    private boolean gone;

    private Locking(Client client, Plan.Locks plan, Consumer<@Nullable ErrPacket> then) {
        this.client = client;
        this.plan = plan;
        this.then = then;
    }

    /** @param then is given the error, or null when it was done */
    static void start(Client client, Plan.Locks plan, Consumer<@Nullable ErrPacket> then) {
        Locking locking = new Locking(client, plan, then);
        client.work(locking);
        boolean unlocks = plan.parts().isEmpty();
        if (unlocks && client.session().holds().lockedTables().isEmpty()) {
            then.accept(null); // then it does not commit either
            return;
        }
        Transactions.commit(client, failed -> {
            if (failed == null) {
                client.leases().unlockTables(locking::lock);
            } else {
                then.accept(failed);
            }
        });
    }

    private void lock() {
        if (gone) {
            return;
        }
        if (next == plan.parts().size()) {
            then.accept(null);
        } else {
            client.leases().take(plan.parts().get(next).shard(), PRIMARY, null, this);
        }
    }

    @Override
    public void taken(Lease taken) {
        if (gone) {
            taken.release();
            return;
        }
        lease = taken;
        taken.connection().markDirty();
        taken.connection().query(plan.parts().get(next).sql(), new Transactions.Told(taken.shard(), failed -> {
            if (failed == null) {
                client.session().holds().locked(taken.shard());
                client.leases().settle(taken);
            }
            lease = null;
            taken.release();
            if (failed == null) {
                next++;
                lock();
            } else {
                failed(failed, null);
            }
        }));
    }

    @Override
    public void failed(ErrPacket error, @Nullable ServerAddress unreached) {
        if (!gone) {
            client.leases().unlockTables(() -> then.accept(error));
        }
    }

    @Override
    public void interrupt() {
        Lease waiting = lease;
        if (waiting != null) {
            waiting.interrupt();
        }
    }

    @Override
    public void abandon() {
        gone = true;
        Lease waiting = lease;
        if (waiting != null) {
            waiting.abandon();
        }
    }
}
