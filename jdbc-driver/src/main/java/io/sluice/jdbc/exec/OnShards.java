package io.sluice.jdbc.exec;

import com.mysql.cj.jdbc.result.ResultSetInternalMethods;
import com.mysql.cj.protocol.ResultsetRows;
import io.sluice.jdbc.SluiceResultSet;
import io.sluice.routing.Ready;
import io.sluice.routing.Statements;
import io.sluice.routing.plan.Lasting;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.route.LogicalNames;
import io.sluice.routing.route.Route;
import io.sluice.routing.route.ShardStatement;
import io.sluice.routing.session.Aftermath;
import io.sluice.routing.session.Placement;
import io.sluice.routing.session.ServerValue;
import io.sluice.routing.session.Session;
import io.sluice.routing.session.Warning;
import io.sluice.sql.SqlValue;
import io.sluice.sql.lex.Fingerprint;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Carries out what shards do: one shard on the caller's thread, several in parallel. Confined to its session's thread. */
final class OnShards {
    private final Session session;
    private final ShardLeases leases;
    private final Running running;
    private final ManyReads manyReads;
    private final ManyWrites manyWrites;

    OnShards(Embedded embedded, Session session, ShardLeases leases, Running running) {
        this.session = session;
        this.leases = leases;
        this.running = running;
        this.manyReads = new ManyReads(embedded, session, leases, running);
        this.manyWrites = new ManyWrites(embedded, session, leases, running);
    }

    /** One execution of a statement on shards; {@code startedNanos} is where its timeout counts from. */
    record Call(
            Plan.OnShards plan,
            Route route,
            Placement placement,
            Ready ready,
            Fingerprint text,
            Param[] params,
            StatementOptions options,
            long startedNanos) {
        /** The value of the statement's slot, for LIMIT and HAVING. */
        IntFunction<SqlValue> slots() {
            return slot -> text.isParameter(slot) ? params[text.parameterOrdinal(slot)].value() : text.value(slot);
        }

        /** A read outside of a transaction changes nothing and may be asked again; a write whose fate is unknown may not. */
        boolean mayRepeat(Session session, SQLException e) {
            return lostRead(session, e) && !late();
        }

        /** Its time was over when its connection broke, and nothing can have changed. */
        boolean endedByTime(Session session, SQLException e) {
            return lostRead(session, e) && late();
        }

        private boolean lostRead(Session session, SQLException e) {
            return plan.access() == Plan.Access.READ && !session.inTransaction() && Failures.lost(e);
        }

        private boolean late() {
            long limit = TimeUnit.MILLISECONDS.toNanos(options.timeoutMillis());
            return limit > 0 && System.nanoTime() - startedNanos >= limit;
        }

        boolean streams() {
            return options.fetchSize() == Integer.MIN_VALUE && plan.returnsRows() && ready.aftermath() == null;
        }

        /** It ends the open transaction by itself. */
        boolean commits() {
            return plan.ddl() || (plan instanceof Lasting lasting && lasting.commits());
        }
    }

    Outcome run(Call call) throws SQLException {
        if (call.route() instanceof Route.One one) {
            return one(call, one.part());
        }
        Route.Many many = (Route.Many) call.route();
        return call.plan().returnsRows() ? manyReads.run(call, many) : manyWrites.run(call, many);
    }

    private Outcome one(Call call, ShardStatement part) throws SQLException {
        try {
            return attempt(call, part);
        } catch (SQLException e) {
            if (!call.mayRepeat(session, e)) {
                throw e;
            }
            return attempt(call, part);
        }
    }

    private Outcome attempt(Call call, ShardStatement part) throws SQLException {
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
            session.sent(call.plan().access(), call.route());
            Aftermath after = call.ready().aftermath();
            if (after != null && after.before() != null) {
                lease.run(after.before());
            }
            ShardCall shardCall = ShardCall.of(call, lease, session.cluster(), part, call.options(), false);
            running.started(call.options().owner(), shardCall.statement());
            try {
                boolean streams = owned && call.streams() && !session.holds().on(part.shard());
                Outcome outcome = execute(call, shardCall, streams);
                handedOver = streams && outcome.rows() != null;
                return outcome;
            } finally {
                running.ended(shardCall.statement());
            }
        } finally {
            if (owned && !handedOver) {
                lease.close();
            }
        }
    }

    /** The statement itself, then the question about what it leaves behind. */
    private Outcome execute(Call call, ShardCall shardCall, boolean streaming) throws SQLException {
        boolean rows;
        try {
            rows = shardCall.execute(call.options(), streaming);
        } catch (SQLException e) {
            settle(call, shardCall.lease(), false);
            throw e;
        }
        List<ServerValue> answer = settle(call, shardCall.lease(), true);
        Outcome outcome = rows ? rows(call, shardCall, streaming) : counts(call, shardCall);
        Aftermath after = call.ready().aftermath();
        if (after != null) {
            session.told(after, answer);
        }
        return outcome;
    }

    private List<ServerValue> settle(Call call, Lease lease, boolean done) throws SQLException {
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

    private Outcome rows(Call call, ShardCall shardCall, boolean streaming) throws SQLException {
        ResultSetInternalMethods inner = (ResultSetInternalMethods) shardCall.rows();
        AutoCloseable release = streaming
                ? () -> {
                    shardCall.close();
                    shardCall.lease().close();
                }
                : () -> {};
        ResultsetRows data = inner.getRows();
        data.setMetadata(LogicalFields.of(data.getMetadata(), shardCall.names()));
        SluiceResultSet rows = new SluiceResultSet(
                data,
                streaming
                        ? shardCall.lease().raw()
                        : new ReadConnection(shardCall.lease().raw()),
                shardCall.statement(),
                call.options().owner(),
                release);
        session.diagnostics().selected(streaming ? 0 : Math.max(inner.getRows().size(), 0));
        return new Outcome(rows, 0, null, remember(shardCall.warnings()));
    }

    private Outcome counts(Call call, ShardCall shardCall) throws SQLException {
        long affected = shardCall.statement().getLargeUpdateCount();
        ResultSet keys = GeneratedKeys.of(call, shardCall);
        session.diagnostics().changed(affected, GeneratedKeys.first(call, shardCall));
        return new Outcome(null, affected, keys, remember(shardCall.warnings()));
    }

    /** Lets a server judge a text: prepared, never executed. */
    void prepare(String shard, String sql) throws SQLException {
        Lease held = leases.held(shard);
        if (held != null) {
            held.raw().serverPrepareStatement(sql).close();
            return;
        }
        try (Lease lease = leases.take(shard, new Placement(false, Placement.Reason.READ))) {
            lease.raw().serverPrepareStatement(sql).close();
        }
    }

    /** The columns a query will have: prepared on a server, never executed. */
    @Nullable
    ResultSetMetaData describe(Fingerprint text) throws SQLException {
        if (!(Statements.plan(text, session) instanceof Plan.OnShards plan) || !plan.returnsRows()) {
            return null;
        }
        ShardStatement sample = Statements.sample(plan, text, session);
        try (Lease lease = leases.take(sample.shard(), new Placement(false, Placement.Reason.READ));
                PreparedStatement prepared = lease.raw().serverPrepareStatement(sample.sql())) {
            return LogicalMetaData.of(prepared.getMetaData(), LogicalNames.of(session.cluster(), sample));
        }
    }

    private @Nullable SQLWarning remember(List<Warning> warnings) {
        warnings.forEach(session.diagnostics()::warn);
        return ServerWarnings.chain(warnings);
    }
}
