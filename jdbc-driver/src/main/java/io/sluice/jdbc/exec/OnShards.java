package io.sluice.jdbc.exec;

import io.sluice.routing.Parameters;
import io.sluice.routing.Ready;
import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.Statements;
import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.plan.Lasting;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.route.LogicalNames;
import io.sluice.routing.route.Route;
import io.sluice.routing.route.ShardStatement;
import io.sluice.routing.session.Placement;
import io.sluice.routing.session.Refusals;
import io.sluice.routing.session.Session;
import io.sluice.sql.SqlValue;
import io.sluice.sql.lex.Fingerprint;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Carries out what shards do, each kind of route in a class of its own. Confined to its session's thread. */
final class OnShards {
    private static final Placement ANYWHERE = Placement.silent(false);
    private static final Placement PRIMARY = Placement.silent(true);

    private final Session session;
    private final ShardLeases leases;
    private final OneShard oneShard;
    private final ManyReads manyReads;
    private final PagedReads pagedReads;
    private final ManyWrites manyWrites;
    private final GatheredReads gatheredReads;
    private final ScriptedWrites scriptedWrites;

    OnShards(Embedded embedded, Session session, ShardLeases leases, Running running, Transactions transactions) {
        this.session = session;
        this.leases = leases;
        this.oneShard = new OneShard(session, leases, running);
        this.manyReads = new ManyReads(embedded, session, leases, running);
        this.pagedReads = new PagedReads(embedded, session, leases, running, manyReads);
        this.manyWrites = new ManyWrites(embedded, session, leases, running);
        this.gatheredReads = new GatheredReads(embedded, session, leases, running, oneShard, manyReads);
        this.scriptedWrites = new ScriptedWrites(embedded, session, leases, running, transactions);
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

        /**
         * A statement with logical names that is a part of this one, decided about as one that the application might send.
         *
         * @param startedNanos where its time counts from
         * @throws RoutingException where it is refused
         */
        Call part(ShardStatement statement, Session session, StatementOptions options, long startedNanos) {
            Fingerprint own = Fingerprint.of(statement.sql(), session.dialect());
            Param[] bound = new Param[statement.parameters().length];
            for (int i = 0; i < bound.length; i++) {
                bound[i] = ShardCall.param(statement, i, params);
            }
            Parameters values = bound.length == 0 ? Parameters.NONE : ordinal -> bound[ordinal].value();
            Ready decided = Statements.prepare(own, values, session);
            if (decided.plan() instanceof Plan.Refused refused) {
                throw new RoutingException(refused.error(), refused.message());
            }
            if (!(decided.plan() instanceof Plan.OnShards onShards)) {
                throw RoutingError.BUG.with("a part that no shard takes");
            }
            return new Call(
                    onShards,
                    Objects.requireNonNull(decided.route()),
                    Objects.requireNonNull(decided.placement()),
                    decided,
                    own,
                    bound,
                    options,
                    startedNanos);
        }

        /** The same elsewhere. */
        Call on(Placement other) {
            return new Call(plan, route, other, ready, text, params, options, startedNanos);
        }

        /**
         * A read outside of a transaction changes nothing and may be asked again, where its connection broke or a table was not there;
         * a write whose fate is unknown may not.
         */
        boolean mayRepeat(Session session, SQLException e) {
            boolean lacking = Failures.lacksTable(e)
                    && plan.access() == Plan.Access.READ
                    && ready.aftermath() == null
                    && !plan.reads().isEmpty()
                    && !session.inTransaction();
            return (lostRead(session, e) || lacking) && !late();
        }

        /** Its time was over when its connection broke, and nothing can have changed. */
        boolean endedByTime(Session session, SQLException e) {
            return lostRead(session, e) && late();
        }

        private boolean lostRead(Session session, SQLException e) {
            return plan.access() == Plan.Access.READ && !session.inTransaction() && Failures.lost(e);
        }

        /** When its time is over, as {@link System#nanoTime}; 0 for never. */
        long deadline() {
            long limit = TimeUnit.MILLISECONDS.toNanos(options.timeoutMillis());
            return limit > 0 ? startedNanos + limit : 0;
        }

        /** A write met a server that takes none any more and has done nothing of it: it may be sent to the shard's primary. */
        boolean refused(Session session, SQLException e) {
            return plan.access() == Plan.Access.WRITE
                    && !session.inTransaction()
                    && Refusals.readOnly(e.getErrorCode(), e.getMessage());
        }

        /** It commits by itself, and may change something. */
        boolean changes(Session session) {
            boolean changes = plan.access() == Plan.Access.WRITE || plan.access() == Plan.Access.SIDE_EFFECT;
            return changes && !session.inTransaction();
        }

        private boolean late() {
            long limit = TimeUnit.MILLISECONDS.toNanos(options.timeoutMillis());
            return limit > 0 && System.nanoTime() - startedNanos >= limit;
        }

        boolean streams() {
            return options.fetchSize() == Integer.MIN_VALUE
                    && plan.returnsRows()
                    && ready.aftermath() == null
                    && !options.updatable();
        }

        /** It ends the open transaction by itself. */
        boolean commits() {
            return plan.ddl() || (plan instanceof Lasting lasting && lasting.commits());
        }
    }

    Outcome run(Call call) throws SQLException {
        if (call.route() instanceof Route.One one) {
            return oneShard.run(call, one.part());
        }
        if (call.route() instanceof Route.Many many) {
            if (many.paging() != null) {
                return pagedReads.run(call, many, many.paging());
            }
            return call.plan().returnsRows() ? manyReads.run(call, many) : manyWrites.run(call, many);
        }
        if (call.route() instanceof Route.Gathered gathered) {
            return gatheredReads.run(call, gathered);
        }
        if (call.route() instanceof Route.Load load) {
            if (load.parts().size() == 1 && load.rows() == null) {
                return oneShard.run(call, load.parts().get(0));
            }
            throw RoutingError.CROSS_SHARD.with(
                    "LOAD DATA LOCAL through the driver", "load the file through the proxy");
        }
        return scriptedWrites.run(call, (Route.Scripted) call.route(), this);
    }

    /** Lets a server judge a statement: prepared, never executed. */
    void judge(Plan.OnShards plan, Fingerprint text) throws SQLException {
        Route.Gathered gathered = Statements.gatheredSample(plan, text, session);
        if (gathered != null) {
            gatheredReads.describe(gathered);
            return;
        }
        ShardStatement sample = Statements.sample(plan, text, session);
        judge(sample.shard(), sample.sql());
    }

    /** The same of a text for one shard. */
    void judge(String shard, String sql) throws SQLException {
        Lease held = leases.held(shard);
        if (held != null) {
            held.raw().serverPrepareStatement(sql).close();
            return;
        }
        try (Lease lease = leases.take(shard, ANYWHERE)) {
            lease.raw().serverPrepareStatement(sql).close();
        } catch (SQLException e) {
            if (!Failures.lacksTable(e)) {
                throw e;
            }
            try (Lease lease = leases.take(shard, PRIMARY)) {
                lease.raw().serverPrepareStatement(sql).close();
            }
        }
    }

    /** The columns a query will have: prepared on a server, never executed. */
    @Nullable
    ResultSetMetaData describe(Fingerprint text) throws SQLException {
        if (!(Statements.plan(text, session) instanceof Plan.OnShards plan) || !plan.returnsRows()) {
            return null;
        }
        Route.Gathered gathered = Statements.gatheredSample(plan, text, session);
        if (gathered != null) {
            return gatheredReads.describe(gathered);
        }
        ShardStatement sample = Statements.sample(plan, text, session);
        try (Lease lease = leases.take(sample.shard(), ANYWHERE)) {
            return described(lease, sample, session.cluster());
        } catch (SQLException e) {
            if (!Failures.lacksTable(e)) {
                throw e;
            }
            try (Lease lease = leases.take(sample.shard(), PRIMARY)) {
                return described(lease, sample, session.cluster());
            }
        }
    }

    /** {@code sample} on a connection that has its tables. */
    static @Nullable ResultSetMetaData described(Lease lease, ShardStatement sample, Cluster cluster)
            throws SQLException {
        try (PreparedStatement prepared = lease.raw().serverPrepareStatement(sample.sql())) {
            return LogicalMetaData.of(prepared.getMetaData(), LogicalNames.of(cluster, sample));
        }
    }
}
