package io.sluice.jdbc.exec;

import io.sluice.routing.merge.Counts;
import io.sluice.routing.route.Route;
import io.sluice.routing.session.Placement;
import io.sluice.routing.session.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A write in several steps. Outside of a transaction the steps are one of their own; inside of one a savepoint makes a failed
 * statement change nothing, as on one server. Confined to its session's thread.
 */
final class ScriptedWrites {
    private static final String SAVEPOINT = "__sluice_steps";

    private final Embedded embedded;
    private final Session session;
    private final ShardLeases leases;
    private final Running running;
    private final Transactions transactions;

    ScriptedWrites(Embedded embedded, Session session, ShardLeases leases, Running running, Transactions transactions) {
        this.embedded = embedded;
        this.session = session;
        this.leases = leases;
        this.running = running;
        this.transactions = transactions;
    }

    /** @param onShards takes the steps */
    Outcome run(OnShards.Call call, Route.Scripted route, OnShards onShards) throws SQLException {
        Watch watch = new Watch(call.options(), call.startedNanos(), embedded.gathering());
        ScriptSteps steps = new ScriptSteps(onShards, session, embedded.limits(), call, watch);
        running.begun(watch);
        try {
            return session.inTransaction() ? inside(call, route, steps) : implicit(call, route, steps, watch);
        } catch (SQLException e) {
            throw watch.told(e);
        } finally {
            running.over(watch);
        }
    }

    private Outcome inside(OnShards.Call call, Route.Scripted route, ScriptSteps steps) throws SQLException {
        if (!session.transactionOpen()) {
            session.begin(false, false); // otherwise the first step would, and forget the savepoint
        }
        session.sent(call.plan().access(), route, call.placement());
        transactions.savepoint(SAVEPOINT);
        Outcome outcome;
        try {
            outcome = outcome(call, steps.run(route.script()), steps);
        } catch (SQLException | RuntimeException e) {
            transactions.undo(SAVEPOINT, e);
            throw e;
        }
        transactions.backTo(SAVEPOINT, false);
        return outcome;
    }

    private Outcome implicit(OnShards.Call call, Route.Scripted route, ScriptSteps steps, Watch watch)
            throws SQLException {
        session.begin(false, false);
        // Behind the BEGIN, which takes for ended whatever was sent before it.
        session.sent(call.plan().access(), route, call.placement());
        Outcome outcome;
        try {
            outcome = outcome(call, steps.run(route.script()), steps);
        } catch (SQLException | RuntimeException e) {
            if (watch.stopped()) {
                // A KILL may still be on its way, and would meet whoever has the connections then.
                leases.held().values().forEach(Lease::spoil);
            }
            try {
                transactions.rollback();
            } catch (SQLException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
        transactions.commit();
        return outcome;
    }

    private Outcome outcome(OnShards.Call call, Counts counts, ScriptSteps steps) throws SQLException {
        ResultSet keys = keys(call, counts.insertId() == 0 ? List.of() : steps.keys());
        session.diagnostics().changed(counts.affected(), counts.insertId());
        steps.warnings().forEach(session.diagnostics()::warn);
        return new Outcome(null, counts.affected(), keys, ServerWarnings.chain(steps.warnings()));
    }

    private @Nullable ResultSet keys(OnShards.Call call, List<String> ids) throws SQLException {
        if (!call.options().generatedKeys()) {
            return null;
        }
        Iterator<Lease> held = leases.held().values().iterator();
        if (held.hasNext()) {
            return GeneratedKeys.rows(held.next(), call.options(), ids);
        }
        String shard = session.cluster().defaultShard().name();
        try (Lease lease = leases.take(shard, new Placement(true, Placement.Reason.WRITE))) {
            return GeneratedKeys.rows(lease, call.options(), ids);
        }
    }
}
