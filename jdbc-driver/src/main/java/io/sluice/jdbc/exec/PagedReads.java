package io.sluice.jdbc.exec;

import io.sluice.routing.merge.Row;
import io.sluice.routing.route.Paging;
import io.sluice.routing.route.Route;
import io.sluice.routing.session.Session;
import java.sql.SQLException;
import java.util.List;

/**
 * A page far behind the first row: its first value is looked for, then it is read from there ({@link Paging}). Each shard is asked on one
 * connection, the transaction's or the one of a {@link Snapshot}. Confined to its session's thread.
 */
final class PagedReads {
    private final Embedded embedded;
    private final Session session;
    private final ShardLeases leases;
    private final Running running;
    private final ManyReads manyReads;

    PagedReads(Embedded embedded, Session session, ShardLeases leases, Running running, ManyReads manyReads) {
        this.embedded = embedded;
        this.session = session;
        this.leases = leases;
        this.running = running;
        this.manyReads = manyReads;
    }

    Outcome run(OnShards.Call call, Route.Many whole, Paging paging) throws SQLException {
        Watch watch = new Watch(call.options(), call.startedNanos(), embedded.gathering());
        running.begun(watch);
        try {
            return paged(call, paging, watch);
        } catch (SQLException e) {
            if (!call.mayRepeat(session, e) || watch.stopped()) {
                throw watch.told(e);
            }
        } finally {
            running.over(watch);
        }
        return manyReads.run(call, new Route.Many(whole.parts(), whole.merge()));
    }

    private Outcome paged(OnShards.Call call, Paging paging, Watch watch) throws SQLException {
        // Questions and page: never one read alone.
        List<OnShards.Call> reads = List.of(call, call);
        try (Snapshot snapshot = Snapshot.begun(embedded, session, leases, watch, call, reads)) {
            for (Route.Many question = paging.next(); question != null; question = paging.next()) {
                watch.check();
                List<Row> rows = manyReads.rows(call, question);
                paging.rows(rows);
            }
            watch.check();
            Outcome page = manyReads.run(call, paging.page());
            snapshot.end(() -> {});
            return page;
        }
    }
}
