package io.sluice.jdbc.exec;

import io.sluice.routing.Parameters;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.session.Placement;
import io.sluice.routing.session.ServerValue;
import io.sluice.routing.session.Session;
import io.sluice.routing.session.VariableChange;
import io.sluice.sql.lex.Fingerprint;
import java.sql.SQLException;
import java.util.List;

/** SET: a backend judges the values, then the session remembers them. Confined to its session's thread. */
final class SessionChanges {
    private final Session session;
    private final ShardLeases leases;
    private final Transactions transactions;

    SessionChanges(Session session, ShardLeases leases, Transactions transactions) {
        this.session = session;
        this.leases = leases;
        this.transactions = transactions;
    }

    void set(Plan.ChangeSession plan, Fingerprint fingerprint, Param[] params) throws SQLException {
        Parameters values = params.length == 0 ? Parameters.NONE : ordinal -> params[ordinal].value();
        VariableChange change = session.change(fingerprint, values);
        List<ServerValue> answers = change.check() == null && change.question() == null ? List.of() : judged(change);
        if (change.commits()) {
            transactions.commit();
        }
        session.remember(change, answers);
    }

    private List<ServerValue> judged(VariableChange change) throws SQLException {
        String shard = session.cluster().defaultShard().name();
        try (Lease lease = leases.apart(shard, Placement.silent(true))) {
            // INVARIANT: its variables are no image's any more; nobody may inherit this connection as it is.
            lease.soil();
            if (change.check() != null) {
                lease.run(change.check());
            }
            return change.question() == null ? List.of() : ServerAnswers.to(lease, change.question());
        }
    }
}
