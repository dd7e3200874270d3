package io.sluice.proxy.exec;

import io.sluice.proxy.backend.BackendException;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.routing.plan.Lasting;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.route.LogicalNames;
import io.sluice.routing.route.ShardStatement;
import io.sluice.routing.session.Aftermath;
import io.sluice.routing.session.Placement;
import org.jspecify.annotations.Nullable;

/**
 * One statement to be carried out for a client.
 *
 * @param client for whom
 * @param plan what kind of statement it is
 * @param placement primary or replica
 * @param generatedId the id made here that LAST_INSERT_ID() is to tell, 0 for none
 * @param sending how its parts go to the backends
 * @param reply where the answer is written
 * @param done runs when the answer is written and nothing of the statement is left
 * @param aftermath what comes after it on its connection, null for most statements
 */
record Task(
        Client client,
        Plan.OnShards plan,
        Placement placement,
        long generatedId,
        Sending sending,
        Reply reply,
        Runnable done,
        @Nullable Aftermath aftermath) {
    /** The same with something more to be done when nothing of it is left. */
    Task ending(Runnable first) {
        Runnable both = () -> {
            first.run();
            done.run();
        };
        return new Task(client, plan, placement, generatedId, sending, reply, both, aftermath);
    }

    /** The OK with the id made here, where one was. */
    OkPacket withGeneratedId(OkPacket ok) {
        if (plan instanceof Lasting lasting && lasting.countsNothing()) {
            return new OkPacket(0, ok.lastInsertId(), ok.status(), ok.warnings(), ok.info(), ok.changes());
        }
        return generatedId == 0
                ? ok
                : new OkPacket(ok.affectedRows(), generatedId, ok.status(), ok.warnings(), ok.info(), ok.changes());
    }

    /** What the answer to a part calls otherwise than the client; null where nothing. */
    @Nullable
    LogicalNames names(ShardStatement part) {
        return LogicalNames.of(client.session().cluster(), part);
    }

    /** Whether doing it twice does no harm. */
    boolean repeatable() {
        return plan.access() == Plan.Access.READ && !client.session().inTransaction();
    }

    /** A replica has told a read that there is no such table: it is asked for it no more for a while. Answers whether it is one. */
    boolean lackedOn(Lease lease, ErrPacket error) {
        return plan.access() == Plan.Access.READ
                && client.leases().backends().lacks(client.session().cluster(), lease, plan, error);
    }

    /** A part's connection broke: where the statement's time was over and nothing can have changed, its client is told of the time. */
    ErrPacket lost(String shard, BackendException cause) {
        if (client.isLate() && repeatable()) {
            return client.timeout();
        }
        boolean changes = plan.access() == Plan.Access.WRITE || plan.access() == Plan.Access.SIDE_EFFECT;
        return changes && !client.session().inTransaction()
                ? Errors.unknown(shard, cause)
                : Errors.packet(shard, cause);
    }

    /**
     * Whether it waits no longer for a connection when it is killed or its time is over; a transaction must know of every connection
     * it has asked for.
     */
    boolean givesUpWaiting() {
        return !client.session().inTransaction();
    }

    /** What it is told then. */
    ErrPacket givenUp() {
        return client.isLate() ? client.timeout() : Errors.INTERRUPTED;
    }
}
