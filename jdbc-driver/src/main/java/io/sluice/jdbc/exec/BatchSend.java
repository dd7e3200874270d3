package io.sluice.jdbc.exec;

import io.sluice.jdbc.exec.BatchRun.Slice;
import io.sluice.jdbc.exec.BatchRun.Work;
import io.sluice.routing.route.Route;
import io.sluice.routing.session.Placement;
import io.sluice.routing.session.Session;
import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Sends the slices of a batch: shards in parallel, a shard's slices one after another over one connection. */
final class BatchSend {
    private final Embedded embedded;
    private final Session session;
    private final ShardLeases leases;
    private final Running running;

    BatchSend(Embedded embedded, Session session, ShardLeases leases, Running running) {
        this.embedded = embedded;
        this.session = session;
        this.leases = leases;
        this.running = running;
    }

    /** The first failure, null for none; counts and keys are filled in for each row that was sent. */
    @Nullable
    SQLException send(Work work) throws SQLException {
        Placement placement = new Placement(true, Placement.Reason.WRITE);
        Map<String, List<Slice>> byShard = new LinkedHashMap<>();
        for (Slice slice : work.slices()) {
            byShard.computeIfAbsent(slice.shard(), s -> new ArrayList<>()).add(slice);
        }
        for (List<Slice> slices : byShard.values()) {
            if (session.inTransaction()) {
                leases.forStatement(slices.get(0).shard(), placement);
            }
            session.sent(
                    io.sluice.routing.plan.Plan.Access.WRITE,
                    new Route.One(slices.get(0).parts().get(0)));
        }
        List<Callable<Void>> calls = new ArrayList<>();
        List<SQLException> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        byShard.forEach((shard, slices) -> calls.add(() -> {
            Lease held = leases.held(shard);
            Lease lease = held != null ? held : leases.take(shard, placement);
            try {
                for (Slice slice : slices) {
                    SQLException failure = send(work, slice, lease);
                    if (failure != null) {
                        failures.add(failure);
                    }
                }
            } finally {
                if (held == null) {
                    lease.close();
                }
            }
            return null;
        }));
        embedded.parallel().all(calls, () -> {});
        return failures.isEmpty() ? null : failures.get(0);
    }

    private @Nullable SQLException send(Work work, Slice slice, Lease lease) throws SQLException {
        boolean keys = work.options().generatedKeys();
        try (PreparedStatement prepared = keys
                ? lease.raw().prepareStatement(slice.sql(), Statement.RETURN_GENERATED_KEYS)
                : lease.raw().prepareStatement(slice.sql())) {
            prepared.setQueryTimeout(work.options().timeoutSeconds());
            for (int i = 0; i < slice.params().size(); i++) {
                ShardCall.bind(prepared, slice.parts().get(i), slice.params().get(i));
                prepared.addBatch();
            }
            running.started(work.options().owner(), prepared);
            try {
                counts(work, slice, prepared.executeLargeBatch());
                if (keys && work.ready().generatedIds().isEmpty()) {
                    keys(work, slice, prepared);
                }
                return null;
            } catch (BatchUpdateException e) {
                lease.judge(e);
                counts(work, slice, e.getLargeUpdateCounts());
                return e;
            } finally {
                running.ended(work.options().owner(), prepared);
            }
        } catch (SQLException e) {
            lease.judge(e);
            return e;
        }
    }

    private static void counts(Work work, Slice slice, long[] counts) {
        for (int i = 0; i < counts.length && i < slice.rows().size(); i++) {
            work.counts()[slice.rows().get(i)] = counts[i];
        }
    }

    private static void keys(Work work, Slice slice, PreparedStatement prepared) throws SQLException {
        try (ResultSet keys = prepared.getGeneratedKeys()) {
            for (int i = 0; i < slice.rows().size() && keys.next(); i++) {
                work.keys()[slice.rows().get(i)] = keys.getString(1);
            }
        }
    }

    /** The batch's result; generated keys where they were asked for. */
    Batch.Result result(long[] counts, List<String> keys, @Nullable SQLException failure, StatementOptions options)
            throws SQLException {
        ResultSet rows = null;
        if (options.generatedKeys()) {
            String shard = session.cluster().defaultShard().name();
            Lease held = leases.held(shard);
            if (held != null) {
                rows = GeneratedKeys.rows(held, options, keys);
            } else {
                try (Lease lease = leases.take(shard, new Placement(true, Placement.Reason.WRITE))) {
                    rows = GeneratedKeys.rows(lease, options, keys);
                }
            }
        }
        long affected = 0;
        for (long count : counts) {
            affected += Math.max(count, 0);
        }
        return new Batch.Result(counts, new Outcome(null, affected, rows, null), failure);
    }
}
