package io.sluice.jdbc.exec;

import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.conf.RuntimeProperty;
import com.mysql.cj.jdbc.StatementImpl;
import io.sluice.jdbc.exec.BatchRun.Slice;
import io.sluice.jdbc.exec.BatchRun.Work;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.route.LogicalNames;
import io.sluice.routing.route.Route;
import io.sluice.routing.session.Placement;
import io.sluice.routing.session.Session;
import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Sends the slices of a batch: shards in parallel, a shard's slices one after another over one connection.
 *
 * <p>A slice goes out first as few large statements (Connector/J's rewriting), inside of a transaction or behind a savepoint. If
 * any of it fails, all of it is undone and sent again row by row, as plain Connector/J does: so counts, failures and what is in
 * the tables afterwards are those of row by row, and only failing batches pay for it.
 */
final class BatchSend {
    private static final int WORTH_REWRITING = 4;
    private static final String SAVEPOINT = "`__sluice_batch`";

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

    /** The last failure, null for none; counts and keys are filled in for each row that was sent. */
    @Nullable
    SQLException send(Work work) throws SQLException {
        Placement placement = Objects.requireNonNull(work.ready().placement());
        boolean inside = session.inTransaction();
        Map<String, List<Slice>> byShard = new LinkedHashMap<>();
        for (Slice slice : work.slices()) {
            byShard.computeIfAbsent(slice.shard(), s -> new ArrayList<>()).add(slice);
        }
        for (List<Slice> slices : byShard.values()) {
            if (inside) {
                leases.forStatement(slices.get(0).shard(), placement);
            }
            session.sent(Plan.Access.WRITE, new Route.One(slices.get(0).parts().get(0)), placement);
        }
        List<Callable<Void>> calls = new ArrayList<>();
        List<SQLException> failures = Collections.synchronizedList(new ArrayList<>());
        byShard.forEach((shard, slices) -> calls.add(() -> {
            Lease held = leases.held(shard);
            Lease lease = held != null ? held : leases.take(shard, placement);
            try {
                for (Slice slice : slices) {
                    SQLException failure = send(work, slice, lease, inside);
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
        embedded.parallel().all(calls, running::cancelAll);
        return failures.isEmpty() ? null : failures.get(failures.size() - 1);
    }

    private @Nullable SQLException send(Work work, Slice slice, Lease lease, boolean inside) throws SQLException {
        RuntimeProperty<Boolean> rewriting =
                lease.raw().getPropertySet().getBooleanProperty(PropertyKey.rewriteBatchedStatements);
        // The application's URL may say rewriteBatchedStatements=false: then rows are sent one by one.
        if (!rewriting.getValue()) {
            return execute(work, slice, lease);
        }
        if (slice.rows().size() >= WORTH_REWRITING && Placeholders.joinable(slice.sql())) {
            SQLException failure = large(work, slice, lease, inside);
            if (failure == null || Failures.endsBatch(failure) || lease.broken()) {
                return failure;
            }
        }
        rewriting.setValue(false);
        try {
            return execute(work, slice, lease);
        } finally {
            rewriting.setValue(true);
        }
    }

    private @Nullable SQLException large(Work work, Slice slice, Lease lease, boolean inside) throws SQLException {
        lease.run(inside ? "SAVEPOINT " + SAVEPOINT : "BEGIN");
        SQLException failure;
        try {
            failure = execute(work, slice, lease);
        } catch (RuntimeException e) {
            lease.spoil();
            throw e;
        }
        if (failure == null) {
            return inside ? null : commit(work, slice, lease);
        }
        for (int row : slice.rows()) {
            work.counts()[row] = Statement.EXECUTE_FAILED;
            work.keys()[row] = null;
        }
        if (!inside || !Failures.rolledBack(failure)) {
            undo(lease, inside, failure);
        }
        return failure;
    }

    private static @Nullable SQLException commit(Work work, Slice slice, Lease lease) {
        try {
            lease.run("COMMIT");
            return null;
        } catch (SQLException e) {
            lease.spoil();
            slice.rows().forEach(row -> work.counts()[row] = Statement.EXECUTE_FAILED);
            return e;
        }
    }

    private static void undo(Lease lease, boolean inside, SQLException cause) {
        try {
            lease.run(inside ? "ROLLBACK TO SAVEPOINT " + SAVEPOINT : "ROLLBACK");
        } catch (SQLException e) {
            lease.spoil();
            cause.addSuppressed(e);
        }
    }

    /** One Connector/J batch. */
    private @Nullable SQLException execute(Work work, Slice slice, Lease lease) {
        try {
            return executeBatch(work, slice, lease);
        } catch (SQLException e) {
            return lease.judged(e);
        }
    }

    private SQLException renamed(SQLException e, Slice slice) {
        return Failures.renamed(
                e, LogicalNames.of(session.cluster(), slice.parts().get(0)));
    }

    private @Nullable SQLException executeBatch(Work work, Slice slice, Lease lease) throws SQLException {
        boolean keys = work.options().generatedKeys();
        try (PreparedStatement prepared = keys
                ? lease.raw().prepareStatement(slice.sql(), Statement.RETURN_GENERATED_KEYS)
                : lease.raw().prepareStatement(slice.sql())) {
            Placeholders.check(prepared, slice.parts().get(0));
            long left = work.options().forPart(work.startedNanos()).timeoutMillis();
            ((StatementImpl) prepared).setTimeoutInMillis(left);
            for (int i = 0; i < slice.params().size(); i++) {
                ShardCall.bind(prepared, slice.parts().get(i), slice.params().get(i));
                prepared.addBatch();
            }
            running.started(work.options().owner(), prepared);
            try {
                counts(work, slice, prepared.executeLargeBatch());
                return null;
            } catch (BatchUpdateException e) {
                counts(work, slice, e.getLargeUpdateCounts());
                return renamed(lease.judged(e.getCause() instanceof SQLException cause ? cause : e), slice);
            } finally {
                running.ended(prepared);
                if (keys && work.ready().generatedIds().isEmpty() && !lease.broken()) {
                    keys(work, slice, prepared);
                }
            }
        }
    }

    private static void counts(Work work, Slice slice, long[] counts) {
        for (int i = 0; i < counts.length && i < slice.rows().size(); i++) {
            work.counts()[slice.rows().get(i)] = counts[i];
        }
    }

    /** Connector/J has a key for each row that succeeded. */
    private static void keys(Work work, Slice slice, PreparedStatement prepared) throws SQLException {
        try (ResultSet keys = prepared.getGeneratedKeys()) {
            for (int row : slice.rows()) {
                if (work.counts()[row] != Statement.EXECUTE_FAILED && keys.next()) {
                    work.keys()[row] = keys.getString(1);
                }
            }
        }
    }

    /** The batch's result; generated keys where they were asked for. */
    Batch.Result result(long[] counts, List<String> keys, @Nullable SQLException failure, StatementOptions options)
            throws SQLException {
        long affected = Arrays.stream(counts).filter(count -> count > 0).sum();
        ResultSet rows = options.generatedKeys() ? keys(keys, options) : null;
        if (failure == null) {
            session.diagnostics().changed(affected, keys.isEmpty() ? 0 : Long.parseUnsignedLong(keys.get(0)));
        }
        return new Batch.Result(counts, new Outcome(null, affected, rows, null), failure);
    }

    private ResultSet keys(List<String> keys, StatementOptions options) throws SQLException {
        String shard = session.cluster().defaultShard().name();
        try (Lease lease = leases.take(shard, new Placement(true, Placement.Reason.WRITE))) {
            return GeneratedKeys.rows(lease, options, keys);
        }
    }
}
