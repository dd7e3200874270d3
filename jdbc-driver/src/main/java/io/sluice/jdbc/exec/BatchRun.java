package io.sluice.jdbc.exec;

import io.sluice.routing.Ready;
import io.sluice.routing.RoutingException;
import io.sluice.routing.causality.Footprint;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.route.Route;
import io.sluice.routing.route.ShardStatement;
import io.sluice.routing.session.Placement;
import io.sluice.sql.lex.Fingerprint;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One executeBatch: rows that each go to one shard are grouped by shard and text and sent as Connector/J batches; all others run
 * one after another. The order of rows inside a shard is kept. Confined to one thread.
 */
final class BatchRun {
    private final Execution execution;
    private final BatchSend sender;
    private final Fingerprint fingerprint;
    private final StatementOptions options;

    BatchRun(Execution execution, BatchSend sender, Fingerprint fingerprint, StatementOptions options) {
        this.execution = execution;
        this.sender = sender;
        this.fingerprint = fingerprint;
        this.options = options;
    }

    /** Rows for one text on one shard. */
    private record Group(ShardStatement first, List<Integer> rows, List<ShardStatement> parts) {}

    Batch.Result run(List<Param[]> rows) throws SQLException {
        if (!execution.options().batchesGoOn()) {
            return oneByOne(rows); // nothing behind a row that fails may be done
        }
        List<Ready> routed = new ArrayList<>(rows.size());
        for (Param[] row : rows) {
            Ready ready = routed(row);
            if (ready == null) {
                return oneByOne(rows);
            }
            routed.add(ready);
        }
        return grouped(rows, routed);
    }

    /** The row's route where it can travel in a group, else null. */
    private @Nullable Ready routed(Param[] row) {
        try {
            Ready ready = execution.ready(fingerprint, row);
            boolean groups = ready.route() instanceof Route.One
                    && ready.aftermath() == null
                    && execution.session().holds().lockedTables().isEmpty()
                    && ready.plan() instanceof Plan.OnShards plan
                    && plan.access() == Plan.Access.WRITE
                    && !plan.ddl()
                    && !plan.returnsRows();
            return groups ? ready : null;
        } catch (RoutingException e) {
            // Its own error belongs to its own row: one by one finds it again.
            return null;
        }
    }

    private Batch.Result oneByOne(List<Param[]> rows) throws SQLException {
        return execution.oneByOne(rows, row -> execution.run(fingerprint, row, options), options);
    }

    private Batch.Result grouped(List<Param[]> rows, List<Ready> routed) throws SQLException {
        Map<String, Group> groups = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            ShardStatement part =
                    ((Route.One) Objects.requireNonNull(routed.get(i).route())).part();
            Group group = groups.computeIfAbsent(
                    part.shard() + '\0' + part.sql(), k -> new Group(part, new ArrayList<>(), new ArrayList<>()));
            group.rows().add(i);
            group.parts().add(part);
        }
        long[] counts = new long[rows.size()];
        @Nullable String[] keys = new String[rows.size()];
        Arrays.fill(counts, Statement.EXECUTE_FAILED);
        execution.enter((Plan.OnShards) routed.get(0).plan());
        Ready first = ofAll(routed);
        StatementOptions timed = options.within(first.timeout());
        Work work = new Work(groupsOf(groups, rows), first, timed, counts, keys, System.nanoTime());
        SQLException failed = sender.send(work);
        SQLException failure = failed == null ? null : execution.told(failed, first, options);
        counted(counts);
        return sender.result(counts, keysOf(routed, counts, keys), failure, options);
    }

    /** The first row's, which may change whatever one of them may. */
    private static Ready ofAll(List<Ready> routed) {
        Ready first = routed.get(0);
        Placement place = Objects.requireNonNull(first.placement());
        Footprint rows = Footprint.NOTHING;
        for (Ready each : routed) {
            rows = rows.and(Objects.requireNonNull(each.placement()).rows());
        }
        Placement all =
                new Placement(place.primary(), place.reason(), place.only(), place.plan(), place.freshness(), rows);
        return new Ready(first.plan(), first.route(), all, first.generatedIds(), first.timeout(), first.aftermath());
    }

    /** Connector/J says SUCCESS_NO_INFO for rewritten inserts; a plain INSERT that succeeds inserts its rows, no more, no less. */
    private void counted(long[] counts) {
        int rows = -1;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == Statement.SUCCESS_NO_INFO) {
                rows = rows < 0 ? InsertedRows.of(fingerprint) : rows;
                counts[i] = rows == 0 ? Statement.SUCCESS_NO_INFO : rows;
            }
        }
    }

    private static List<String> keysOf(List<Ready> routed, long[] counts, @Nullable String[] fromShards) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            long made = routed.get(i).generatedId();
            String key = made != 0 ? Long.toString(made) : fromShards[i];
            if (key != null && counts[i] != Statement.EXECUTE_FAILED) {
                all.add(key);
            }
        }
        return all;
    }

    private static List<Slice> groupsOf(Map<String, Group> groups, List<Param[]> rows) {
        List<Slice> slices = new ArrayList<>();
        for (Group group : groups.values()) {
            List<Param[]> params = new ArrayList<>();
            for (int row : group.rows()) {
                params.add(rows.get(row));
            }
            slices.add(new Slice(group.first().shard(), group.first().sql(), group.rows(), group.parts(), params));
        }
        return slices;
    }

    /** A Connector/J batch on one shard; {@code rows} are positions in the application's batch. */
    record Slice(String shard, String sql, List<Integer> rows, List<ShardStatement> parts, List<Param[]> params) {}

    /** All slices, and where their results go. */
    @SuppressWarnings("ArrayRecordComponent")
    record Work(
            List<Slice> slices,
            Ready ready,
            StatementOptions options,
            long[] counts,
            @Nullable String[] keys,
            long startedNanos) {}
}
