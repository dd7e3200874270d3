package io.sluice.jdbc.exec;

import io.sluice.routing.RoutingError;
import io.sluice.routing.merge.Counts;
import io.sluice.routing.merge.Merge;
import io.sluice.routing.plan.SplitInsert;
import io.sluice.routing.route.Route;
import io.sluice.routing.route.ShardStatement;
import io.sluice.routing.session.PartWarnings;
import io.sluice.routing.session.Session;
import io.sluice.routing.session.Warning;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A write over several parts. Outside of a transaction it is one implicit transaction over its shards; inside of one a savepoint
 * on each shard makes a failed statement change nothing, as on one server. DDL cannot be rolled back: what is done is told.
 */
final class ManyWrites {
    private static final String SAVEPOINT = "`__sluice_statement`";

    private final Embedded embedded;
    private final Session session;
    private final ShardLeases leases;
    private final Running running;

    ManyWrites(Embedded embedded, Session session, ShardLeases leases, Running running) {
        this.embedded = embedded;
        this.session = session;
        this.leases = leases;
        this.running = running;
    }

    /** What one part did. */
    private record Done(long affected, long insertId, List<String> keys, List<Warning> warnings, Lease lease) {}

    Outcome run(OnShards.Call call, Route.Many many) throws SQLException {
        Map<String, List<ShardStatement>> byShard = new LinkedHashMap<>();
        for (ShardStatement part : many.parts()) {
            byShard.computeIfAbsent(part.shard(), s -> new ArrayList<>()).add(part);
        }
        if (call.plan().ddl()) {
            return ddl(call, many, byShard);
        }
        return session.inTransaction() ? inside(call, many, byShard) : implicit(call, many, byShard);
    }

    private Outcome inside(OnShards.Call call, Route.Many many, Map<String, List<ShardStatement>> byShard)
            throws SQLException {
        Map<String, Lease> used = new LinkedHashMap<>();
        for (String shard : byShard.keySet()) {
            Lease lease = leases.forStatement(shard, call.placement());
            lease.run("SAVEPOINT " + SAVEPOINT);
            used.put(shard, lease);
        }
        session.sent(call.plan().access(), call.route(), call.placement());
        try {
            return outcome(call, many, parallel(call, many, byShard, used));
        } catch (SQLException | RuntimeException e) {
            for (Lease lease : used.values()) {
                undo(lease, e);
            }
            throw e;
        }
    }

    private static void undo(Lease lease, Exception cause) {
        try {
            lease.run("ROLLBACK TO SAVEPOINT " + SAVEPOINT);
        } catch (SQLException e) {
            // A deadlock has rolled the transaction back already, and with it the savepoint; anything else leaves a
            // part of
            // the statement behind, which must not be committed.
            lease.spoil();
            cause.addSuppressed(e);
        }
    }

    private Outcome implicit(OnShards.Call call, Route.Many many, Map<String, List<ShardStatement>> byShard)
            throws SQLException {
        Map<String, Lease> used = new LinkedHashMap<>();
        try {
            // In the order of names, so that two statements that need the same shards do not wait for each other's
            // pools.
            for (String shard : byShard.keySet().stream().sorted().toList()) {
                Lease lease = leases.take(shard, call.placement());
                used.put(shard, lease);
                // Under LOCK TABLES a BEGIN would unlock them.
                boolean locked = session.holds().lockedTables().contains(shard);
                lease.begin(List.of(locked ? "SET autocommit=0" : "BEGIN"));
            }
            session.sent(call.plan().access(), call.route(), call.placement());
            Outcome outcome;
            try {
                outcome = outcome(call, many, parallel(call, many, byShard, used));
            } catch (SQLException | RuntimeException e) {
                rollback(used.values(), e);
                throw e;
            }
            commit(used);
            return outcome;
        } finally {
            for (Lease lease : used.values()) {
                giveBack(lease);
            }
        }
    }

    /** What has become of the statement is known by now: a connection that cannot go on is the next statement's affair. */
    private static void giveBack(Lease lease) throws SQLException {
        try {
            if (!lease.broken()) {
                lease.ended();
            }
        } catch (SQLException e) {
            lease.spoil();
        }
        lease.close();
    }

    private static void rollback(Iterable<Lease> used, Exception cause) {
        for (Lease lease : used) {
            try {
                lease.run("ROLLBACK");
            } catch (SQLException e) {
                lease.spoil();
                cause.addSuppressed(e);
            }
        }
    }

    private void commit(Map<String, Lease> used) throws SQLException {
        List<String> done = new ArrayList<>();
        Map<String, @Nullable SQLException> failed = new LinkedHashMap<>();
        SQLException failure = null;
        for (Map.Entry<String, Lease> entry : used.entrySet()) {
            boolean undone = failure != null && done.isEmpty();
            try {
                // While nothing is committed yet, nothing need be: the rest is rolled back rather than left in halves.
                entry.getValue().run(undone ? "ROLLBACK" : "COMMIT");
                if (undone) {
                    failed.put(entry.getKey(), null);
                } else {
                    done.add(entry.getKey());
                }
            } catch (SQLException e) {
                entry.getValue().spoil();
                failed.put(entry.getKey(), e);
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw Outcomes.told(RoutingError.PARTIAL_COMMIT, session, done, failed, failure);
        }
    }

    private Outcome ddl(OnShards.Call call, Route.Many many, Map<String, List<ShardStatement>> byShard)
            throws SQLException {
        session.sent(call.plan().access(), call.route(), call.placement());
        List<Done> results = new ArrayList<>();
        List<String> done = new ArrayList<>();
        for (Map.Entry<String, List<ShardStatement>> entry : byShard.entrySet()) {
            try (Lease lease = leases.take(entry.getKey(), call.placement())) {
                for (ShardStatement part : entry.getValue()) {
                    results.add(execute(call, part, lease));
                }
                done.add(entry.getKey());
            } catch (SQLException e) {
                if (results.isEmpty()) {
                    throw e;
                }
                Map<String, @Nullable SQLException> failed = new LinkedHashMap<>();
                byShard.keySet().stream()
                        .filter(shard -> !done.contains(shard))
                        .forEach(shard -> failed.put(shard, shard.equals(entry.getKey()) ? e : null));
                throw Outcomes.told(RoutingError.PARTIAL_WRITE, session, done, failed, e);
            }
        }
        return outcome(call, many, results);
    }

    private List<Done> parallel(
            OnShards.Call call, Route.Many many, Map<String, List<ShardStatement>> byShard, Map<String, Lease> used)
            throws SQLException {
        @Nullable Done[] results = new Done[many.parts().size()];
        List<Callable<Void>> work = new ArrayList<>();
        byShard.forEach((shard, parts) -> work.add(() -> {
            Lease lease = java.util.Objects.requireNonNull(used.get(shard));
            for (ShardStatement part : parts) {
                results[index(many.parts(), part)] = execute(call, part, lease);
            }
            return null;
        }));
        embedded.parallel().all(work, () -> cancel(call));
        List<Done> all = new ArrayList<>();
        for (Done result : results) {
            all.add(java.util.Objects.requireNonNull(result));
        }
        return all;
    }

    private void cancel(OnShards.Call call) {
        if (call.options().owner() == null) {
            return;
        }
        try {
            running.cancel(call.options().owner());
        } catch (SQLException e) {
            // what cannot be cancelled has ended
            return;
        }
    }

    private static int index(List<ShardStatement> parts, ShardStatement part) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) == part) {
                return i;
            }
        }
        throw new IllegalArgumentException("not a part of this route");
    }

    private Done execute(OnShards.Call call, ShardStatement part, Lease lease) throws SQLException {
        StatementOptions options = call.options().forPart(call.startedNanos());
        ShardCall shardCall = ShardCall.of(call, lease, session.cluster(), part, options, false);
        running.started(call.options().owner(), shardCall.statement());
        try (shardCall) {
            shardCall.execute(options, false);
            boolean keys = call.options().generatedKeys()
                    && call.ready().generatedIds().isEmpty();
            return new Done(
                    shardCall.statement().getLargeUpdateCount(),
                    Math.max(shardCall.statement().getLastInsertID(), 0),
                    keys ? GeneratedKeys.fromShard(shardCall) : List.of(),
                    shardCall.warnings(),
                    lease);
        } finally {
            running.ended(shardCall.statement());
        }
    }

    private Outcome outcome(OnShards.Call call, Route.Many many, List<Done> results) throws SQLException {
        List<Counts> parts = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        List<Warning> warnings = new ArrayList<>();
        PartWarnings told = new PartWarnings();
        for (Done result : results) {
            parts.add(new Counts(result.affected(), result.insertId(), 0, ""));
            keys.addAll(result.keys());
            // The rows of an INSERT that is split are texts of their own.
            result.warnings().stream()
                    .filter(warning -> call.plan() instanceof SplitInsert || told.tells(result, warning))
                    .forEach(warnings::add);
        }
        Counts counts = many.merge() instanceof Merge.SameEverywhere ? Counts.same(parts) : Counts.sum(parts);
        long made = call.ready().generatedId();
        session.diagnostics().changed(counts.affected(), made != 0 ? made : counts.insertId());
        warnings.forEach(session.diagnostics()::warn);
        return new Outcome(
                null,
                counts.affected(),
                call.options().generatedKeys()
                        ? GeneratedKeys.of(call, results.get(0).lease(), keys)
                        : null,
                ServerWarnings.chain(warnings));
    }
}
