package io.sluice.jdbc.exec;

import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.conf.RuntimeProperty;
import com.mysql.cj.exceptions.CJException;
import com.mysql.cj.jdbc.exceptions.SQLExceptionsMapping;
import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.gather.LoadText;
import io.sluice.routing.gather.Loading;
import io.sluice.routing.merge.Merge;
import io.sluice.routing.route.Feed;
import io.sluice.routing.route.FeedKeys;
import io.sluice.routing.route.Route;
import io.sluice.routing.route.ShardStatement;
import io.sluice.routing.session.Placement;
import io.sluice.routing.session.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of feeds, each a statement as the client itself might send: shards in parallel, and of each shard one part after
 * another, row by row. Nobody holds a connection while waiting for another of the same pool. Confined to its session's thread.
 */
final class FeedReads {
    private final Embedded embedded;
    private final Session session;
    private final ShardLeases leases;
    private final Running running;
    private final ManyReads manyReads;

    FeedReads(Embedded embedded, Session session, ShardLeases leases, Running running, ManyReads manyReads) {
        this.embedded = embedded;
        this.session = session;
        this.leases = leases;
        this.running = running;
        this.manyReads = manyReads;
    }

    /**
     * One feed's statement, and where its rows go.
     *
     * @param before what is left to be loaded of the one before, beside it; null for the first
     */
    private record Work(OnShards.Call call, FeedRows.Into into, FeedRows.@Nullable Into before) {
        void loadBefore() throws SQLException {
            if (before != null) {
                before.load();
            }
        }

        FeedRows rows() {
            return new FeedRows(into);
        }

        Watch watch() {
            return into.watch();
        }
    }

    /** Makes the tables of all feeds and fills them; and what is made of them. */
    void read(OnShards.Call gathered, Route.Gathered route, WorkTables tables, Watch watch) throws SQLException {
        List<OnShards.Call> calls = new ArrayList<>();
        for (Feed feed : route.feeds()) {
            calls.add(prepared(gathered, feed.unbound()));
        }
        FeedKeys keys = new FeedKeys(route);
        try (Snapshot snapshot = begun(gathered, route, calls, tables, watch)) {
            FeedRows.@Nullable Into before = null;
            for (int i = 0; i < calls.size(); i++) {
                ShardStatement rows = keys.statement(i);
                if (rows != null) {
                    OnShards.Call call = bound(gathered, rows, calls.get(i));
                    Loading loading = route.feeds().get(i).loading();
                    FeedRows.Into into = new FeedRows.Into(loading, keys.keys(i), tables, watch, new LoadText(loading));
                    read(new Work(call, into, before));
                    before = into;
                }
            }
            FeedRows.@Nullable Into last = before;
            snapshot.end(() -> {
                if (last != null) {
                    last.load();
                }
                tables.loaded(route.copies());
            });
        }
    }

    private Snapshot begun(
            OnShards.Call gathered, Route.Gathered route, List<OnShards.Call> calls, WorkTables tables, Watch watch)
            throws SQLException {
        Snapshot snapshot = new Snapshot(embedded, leases, watch, gathered);
        snapshot.begin(session, calls, () -> tables.make(route));
        return snapshot;
    }

    /** What the feeds before it leave of a feed, where it is asked where the feed as such would be. */
    private OnShards.Call bound(OnShards.Call gathered, ShardStatement rows, OnShards.Call unbound) {
        if (rows.sql().equals(unbound.text().text())) {
            return unbound;
        }
        try {
            OnShards.Call bound = prepared(gathered, rows).on(unbound.placement());
            return FeedKeys.within(bound.route(), unbound.route()) ? bound : unbound;
        } catch (RoutingException refused) {
            return unbound;
        }
    }

    private void read(Work work) throws SQLException {
        if (work.call().route() instanceof Route.One one) {
            streams(work, List.of(one.part()));
        } else if (work.call().route() instanceof Route.Many many && many.merge() instanceof Merge.Concat) {
            // The order of rows means nothing in a table.
            streams(work, many.parts());
        } else if (work.call().route() instanceof Route.Many many) {
            merged(work, many);
        } else {
            throw RoutingError.BUG.with(
                    "a feed that is no plain read: " + work.call().text().text());
        }
    }

    private void merged(Work work, Route.Many many) throws SQLException {
        FeedRows rows = work.rows();
        work.loadBefore();
        try (ResultSet result =
                Objects.requireNonNull(manyReads.run(work.call(), many).rows())) {
            rows.take(result);
        } catch (CJException e) {
            throw work.watch().told(SQLExceptionsMapping.translateException(e));
        }
        rows.end();
    }

    private OnShards.Call prepared(OnShards.Call gathered, ShardStatement rows) {
        OnShards.Call own = gathered.part(rows, session, gathered.options().feed(), gathered.startedNanos());
        if (!own.plan().returnsRows()) {
            throw RoutingError.BUG.with("a feed that gives no rows: " + rows.sql());
        }
        return gathered.placement().reason() == Placement.Reason.HINT ? own.on(gathered.placement()) : own;
    }

    private void streams(Work work, List<ShardStatement> parts) throws SQLException {
        OnShards.Call call = work.call();
        Map<String, List<ShardStatement>> byShard = new LinkedHashMap<>();
        parts.forEach(part ->
                byShard.computeIfAbsent(part.shard(), s -> new ArrayList<>()).add(part));
        session.sent(call.plan().access(), call.route(), call.placement());
        List<Callable<Void>> all = new ArrayList<>();
        if (work.before() != null) {
            all.add(watched(work, work::loadBefore));
        }
        byShard.forEach((shard, here) -> all.add(watched(work, () -> onShard(work, shard, here))));
        try {
            embedded.parallel().all(all, () -> interrupted(work));
        } catch (SQLException | RuntimeException e) {
            throw work.watch().first(e);
        }
    }

    private static Callable<Void> watched(Work work, Snapshot.Beside one) {
        return () -> {
            try {
                one.run();
                return null;
            } catch (SQLException | RuntimeException e) {
                work.watch().failed(e);
                throw e;
            }
        };
    }

    private void onShard(Work work, String shard, List<ShardStatement> parts) throws SQLException {
        Lease held = leases.fixed(shard);
        Lease lease = held != null ? held : leases.take(shard, work.call().placement());
        FeedRows rows = work.rows();
        try {
            for (ShardStatement part : parts) {
                part(work, part, lease, rows);
            }
            rows.end();
        } finally {
            if (work.watch().stopped() && leases.free(lease)) {
                // A KILL may still be on its way, and would meet whoever has the connection then.
                lease.spoil();
            }
            if (held == null) {
                lease.close();
            }
        }
    }

    private void part(Work work, ShardStatement part, Lease lease, FeedRows rows) throws SQLException {
        OnShards.Call call = work.call();
        StatementOptions rest = call.options().forPart(call.startedNanos());
        ShardCall shardCall = ShardCall.of(call, lease, session.cluster(), part, rest, true);
        RuntimeProperty<Integer> patience =
                lease.raw().getPropertySet().getIntegerProperty(PropertyKey.netTimeoutForStreamingResults);
        int before = patience.getValue();
        running.started(rest.owner(), shardCall.statement());
        try {
            // The server waits for INSERTs at most: it needs no longer net_write_timeout, which takes two statements
            // more.
            patience.setValue(0);
            work.watch().check();
            shardCall.execute(rest, true);
            rows.stream(shardCall, call.options().rest(call.startedNanos()).timeoutMillis());
            shardCall.closeWithRows();
        } catch (CJException e) {
            SQLException failure = lease.judged(SQLExceptionsMapping.translateException(e));
            throw work.watch().told(Failures.renamed(failure, shardCall.names()));
        } catch (SQLException | RuntimeException e) {
            giveUp(shardCall, leases.free(lease));
            throw e;
        } finally {
            patience.setValue(before);
            running.ended(shardCall.statement());
        }
    }

    /** Stops what is still on its way; where the session goes on with this connection, nothing may be left of it. */
    static void giveUp(ShardCall shardCall, boolean free) {
        Lease lease = shardCall.lease();
        if (!lease.streaming()) {
            return;
        }
        lease.kill();
        if (free) {
            return; // a connection that streams is thrown away
        }
        try {
            shardCall.closeWithRows();
        } catch (CJException e) {
            lease.ended(SQLExceptionsMapping.translateException(e));
        } catch (SQLException e) {
            lease.ended(e);
        }
        try {
            lease.run("DO 0");
        } catch (SQLException e) {
            // The rows had ended before the KILL came: it was to meet this.
            return;
        }
    }

    private void interrupted(Work work) {
        work.watch().cancel();
        Statement owner = work.call().options().owner();
        if (owner == null) {
            return;
        }
        try {
            running.cancel(owner);
        } catch (SQLException e) {
            // what cannot be cancelled has ended
            return;
        }
    }
}
