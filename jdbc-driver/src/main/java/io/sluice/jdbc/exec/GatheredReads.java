package io.sluice.jdbc.exec;

import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.route.Route;
import io.sluice.routing.session.Session;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A read that one server answers over temporary tables: they are made and filled on a connection of this statement's own, then the
 * statement runs there. Confined to its session's thread.
 */
final class GatheredReads {
    private final Embedded embedded;
    private final Session session;
    private final ShardLeases leases;
    private final Running running;
    private final OneShard oneShard;
    private final FeedReads feeds;

    GatheredReads(
            Embedded embedded,
            Session session,
            ShardLeases leases,
            Running running,
            OneShard oneShard,
            ManyReads manyReads) {
        this.embedded = embedded;
        this.session = session;
        this.leases = leases;
        this.running = running;
        this.oneShard = oneShard;
        this.feeds = new FeedReads(embedded, session, leases, running, manyReads);
    }

    Outcome run(OnShards.Call call, Route.Gathered route) throws SQLException {
        Watch watch = new Watch(call.options(), call.startedNanos(), embedded.gathering());
        running.begun(watch);
        try {
            return attempt(call, route, watch);
        } catch (SQLException e) {
            if (!call.mayRepeat(session, e) || watch.stopped()) {
                throw e;
            }
            watch.again();
            return attempt(call, route, watch);
        } finally {
            running.over(watch);
        }
    }

    private Outcome attempt(OnShards.Call call, Route.Gathered route, Watch watch) throws SQLException {
        Lease lease = leases.workspace(route.answer().shard());
        boolean handedOver = false;
        try {
            session.sent(call.plan().access(), route);
            load(call, route, lease, watch);
            watch.check();
            StatementOptions rest = call.options().rest(call.startedNanos());
            Outcome outcome = oneShard.on(lease, call, route.answer(), rest, call.streams());
            handedOver = call.streams() && outcome.rows() != null;
            return outcome;
        } finally {
            watch.settled();
            if (watch.stopped()) {
                // A KILL may still be on its way, and would meet whoever has the connection then.
                lease.spoil();
            }
            if (!handedOver) {
                // The tables are dropped with the connection's state: nobody needs to wait for that.
                embedded.parallel().later(lease::close);
            }
        }
    }

    /** The columns of the answer, by preparing it over empty tables. */
    @Nullable
    ResultSetMetaData describe(Route.Gathered route) throws SQLException {
        Watch watch = new Watch(StatementOptions.INTERNAL, 0, embedded.gathering());
        try (Lease lease = leases.workspace(route.answer().shard())) {
            try (WorkTables tables = open(lease, StatementOptions.INTERNAL, 0, watch)) {
                tables.make(route);
                tables.loaded(route.copies());
            }
            return OnShards.described(lease, route.answer(), session.cluster());
        }
    }

    private WorkTables open(Lease lease, StatementOptions options, long startedNanos, Watch watch) throws SQLException {
        Cluster cluster = session.cluster();
        return WorkTables.open(
                lease,
                running,
                watch,
                new WorkTables.State(
                        options,
                        startedNanos,
                        session.image(),
                        cluster.dialect().mariaDb()));
    }

    private void load(OnShards.Call call, Route.Gathered route, Lease lease, Watch watch) throws SQLException {
        try (WorkTables tables = open(lease, call.options(), call.startedNanos(), watch)) {
            feeds.read(call, route, tables, watch);
        }
    }
}
