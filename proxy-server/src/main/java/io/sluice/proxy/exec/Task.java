package io.sluice.proxy.exec;

import io.sluice.routing.plan.Plan;
import io.sluice.routing.session.Placement;

/**
 * One statement to be carried out for a client.
 *
 * @param client for whom
 * @param plan what kind of statement it is
 * @param placement primary or replica
 * @param sending how its parts go to the backends
 * @param reply where the answer is written
 * @param done runs when the answer is written and nothing of the statement is left
 */
record Task(Client client, Plan.OnShards plan, Placement placement, Sending sending, Reply reply, Runnable done) {
    /** Whether doing it twice does no harm. */
    boolean repeatable() {
        return plan.access() == Plan.Access.READ && !client.session().inTransaction();
    }
}
