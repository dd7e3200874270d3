package io.sluice.jdbc.exec;

import com.mysql.cj.jdbc.result.ResultSetInternalMethods;
import com.mysql.cj.protocol.ResultsetRows;
import io.sluice.jdbc.SluiceResultSet;
import io.sluice.jdbc.UpdatableRows;
import io.sluice.routing.plan.Lasting;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.route.Route;
import io.sluice.routing.route.ShardStatement;
import io.sluice.routing.session.Aftermath;
import io.sluice.routing.session.ServerValue;
import io.sluice.routing.session.Session;
import io.sluice.routing.session.Warning;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement whose answer is one server's: on the caller's thread. Confined to its session's thread. */
final class OneShard {
    private final Session session;
    private final ShardLeases leases;
    private final Running running;

    OneShard(Session session, ShardLeases leases, Running running) {
        this.session = session;
        this.leases = leases;
        this.running = running;
    }

    Outcome run(OnShards.Call call, ShardStatement part) throws SQLException {
        boolean repeated = false;
        Hold hold = null;
        while (true) {
            try {
                return attempt(call, part);
            } catch (SQLException e) {
                if (!repeated && call.mayRepeat(session, e)) {
                    repeated = true;
                    continue;
                }
                hold = hold == null && call.refused(session, e) ? leases.hold(part.shard()) : hold;
                if (hold == null || !call.refused(session, e) || !hold.await(true)) {
                    throw call.changes(session) ? Failures.unknown(part.shard(), e) : e;
                }
            }
        }
    }

    private Outcome attempt(OnShards.Call call, ShardStatement part) throws SQLException {
        // DDL stands outside of transactions: the server commits before and after it.
        Lease lease = call.commits()
                ? leases.take(part.shard(), call.placement())
                : leases.forStatement(part.shard(), call.placement());
        boolean owned = leases.owned(lease);
        if (call.plan().access() == Plan.Access.SIDE_EFFECT || call.plan() instanceof Lasting) {
            lease.soil();
        }
        boolean handedOver = false;
        try {
            session.sent(call.plan().access(), call.route(), call.placement());
            Aftermath after = call.ready().aftermath();
            if (after != null && after.before() != null) {
                lease.run(after.before());
            }
            boolean streams = owned && call.streams() && !session.holds().on(part.shard());
            Outcome outcome = on(lease, call, part, call.options(), streams);
            handedOver = streams && outcome.rows() != null;
            return outcome;
        } catch (SQLException e) {
            leases.lacks(lease, call.plan(), e);
            throw e;
        } finally {
            if (owned && !handedOver) {
                lease.close();
            }
        }
    }

    /**
     * Runs it on a connection.
     *
     * @param options the call's own, or what is left of them
     * @param streams true where the result set takes the lease over, and closes it
     */
    Outcome on(Lease lease, OnShards.Call call, ShardStatement part, StatementOptions options, boolean streams)
            throws SQLException {
        ShardCall shardCall = ShardCall.of(call, lease, session.cluster(), part, options, false);
        running.started(options.owner(), shardCall.statement());
        try {
            return execute(call, shardCall, streams);
        } finally {
            running.ended(shardCall.statement());
        }
    }

    /** The statement itself, then the question about what it leaves behind. */
    private Outcome execute(OnShards.Call call, ShardCall shardCall, boolean streaming) throws SQLException {
        boolean rows;
        try {
            rows = shardCall.execute(call.options(), streaming);
        } catch (SQLException e) {
            settle(call, shardCall.lease(), false);
            throw e;
        }
        List<ServerValue> answer = settle(call, shardCall.lease(), true);
        Outcome outcome = rows ? rows(call, shardCall, streaming) : counts(call, shardCall);
        if (!streaming && call.plan().access() == Plan.Access.SIDE_EFFECT) {
            outcome = outcome.then(MoreResults.behind(shardCall.statement(), shardCall.lease(), call.options()));
        }
        Aftermath after = call.ready().aftermath();
        if (after != null) {
            session.told(after, answer);
        }
        return outcome;
    }

    private List<ServerValue> settle(OnShards.Call call, Lease lease, boolean done) throws SQLException {
        Aftermath after = call.ready().aftermath();
        if (after == null || lease.broken()) {
            return List.of();
        }
        String question = after.question();
        List<ServerValue> answer = question == null ? List.of() : ServerAnswers.to(lease, question);
        session.left(after, done, answer);
        leases.settle(after.shard(), lease);
        return answer;
    }

    private Outcome rows(OnShards.Call call, ShardCall shardCall, boolean streaming) throws SQLException {
        ResultSetInternalMethods inner = (ResultSetInternalMethods) shardCall.rows();
        AutoCloseable release = streaming
                ? () -> {
                    shardCall.close();
                    shardCall.lease().close();
                }
                : () -> {};
        ResultsetRows data = inner.getRows();
        data.setMetadata(LogicalFields.of(data.getMetadata(), shardCall.names()));
        ResultSet rows = call.options().updatable() && call.route() instanceof Route.One
                ? UpdatableRows.of(data, shardCall.lease().raw(), shardCall.statement(), call.options())
                : new SluiceResultSet(
                        data,
                        streaming
                                ? shardCall.lease().raw()
                                : new ReadConnection(shardCall.lease().raw()),
                        shardCall.statement(),
                        call.options().owner(),
                        release);
        boolean keeps = session.cluster().dialect().mariaDb() && call.plan().tableless();
        session.diagnostics().selected(streaming ? 0 : Math.max(inner.getRows().size(), 0), keeps);
        return new Outcome(rows, 0, null, remember(shardCall.warnings()));
    }

    private Outcome counts(OnShards.Call call, ShardCall shardCall) throws SQLException {
        boolean none = call.plan() instanceof Lasting lasting && lasting.countsNothing();
        long affected = none ? 0 : shardCall.statement().getLargeUpdateCount();
        ResultSet keys = GeneratedKeys.of(call, shardCall);
        session.diagnostics().changed(affected, GeneratedKeys.first(call, shardCall));
        return new Outcome(null, affected, keys, remember(shardCall.warnings()));
    }

    private @Nullable SQLWarning remember(List<Warning> warnings) {
        warnings.forEach(session.diagnostics()::warn);
        return ServerWarnings.chain(warnings);
    }
}
