package io.sluice.jdbc.exec;

import com.mysql.cj.jdbc.result.ResultSetInternalMethods;
import com.mysql.cj.protocol.ColumnDefinition;
import com.mysql.cj.protocol.ResultsetRows;
import com.mysql.cj.result.DefaultColumnDefinition;
import com.mysql.cj.result.Field;
import io.sluice.jdbc.SluiceResultSet;
import io.sluice.routing.merge.ColumnMeta;
import io.sluice.routing.merge.Merger;
import io.sluice.routing.merge.Mergers;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.route.Route;
import io.sluice.routing.route.ShardStatement;
import io.sluice.routing.session.Session;
import io.sluice.routing.session.Warning;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A read over several shards. By default each shard's parts are read in full over one connection, shards in parallel, and the
 * connection goes back before the next is asked for: nobody holds one while waiting for another. A statement that streams
 * (fetch size {@code Integer.MIN_VALUE}) holds one connection for each part instead, so that nothing is buffered.
 */
final class ManyReads {
    private final Embedded embedded;
    private final Session session;
    private final ShardLeases leases;
    private final Running running;

    ManyReads(Embedded embedded, Session session, ShardLeases leases, Running running) {
        this.embedded = embedded;
        this.session = session;
        this.leases = leases;
        this.running = running;
    }

    Outcome run(OnShards.Call call, Route.Many many) throws SQLException {
        boolean streams = call.streams()
                && !session.inTransaction()
                && leases.reading().isEmpty()
                && session.holds().shards().isEmpty();
        List<ShardCall> calls = streams ? streaming(call, many) : buffered(call, many);
        boolean handedOver = false;
        try {
            // Rows are counted as they are read; told first, because a result that scrolls is read at once.
            session.diagnostics().selected(0);
            SluiceResultSet rows = merged(call, many, calls, streams);
            handedOver = true;
            return new Outcome(rows, 0, null, warnings(calls));
        } finally {
            if (!handedOver && streams) {
                closeAll(calls);
            }
        }
    }

    private @Nullable SQLWarning warnings(List<ShardCall> calls) {
        List<Warning> all = new ArrayList<>();
        calls.forEach(call -> all.addAll(call.warnings()));
        all.forEach(session.diagnostics()::warn);
        return ServerWarnings.chain(all);
    }

    private List<ShardCall> buffered(OnShards.Call call, Route.Many many) throws SQLException {
        Map<String, List<Integer>> byShard = new LinkedHashMap<>();
        List<ShardStatement> parts = many.parts();
        for (int i = 0; i < parts.size(); i++) {
            byShard.computeIfAbsent(parts.get(i).shard(), s -> new ArrayList<>())
                    .add(i);
        }
        if (session.inTransaction()) {
            // Opening a shard changes the session: it is done here, before workers start.
            for (String shard : byShard.keySet()) {
                leases.forStatement(shard, call.placement());
            }
        }
        session.sent(call.plan().access(), call.route());
        ShardCall[] calls = new ShardCall[parts.size()];
        List<Callable<Void>> work = new ArrayList<>();
        byShard.forEach((shard, indices) -> work.add(() -> {
            try {
                onShard(call, parts, shard, indices, calls);
            } catch (SQLException e) {
                if (!call.mayRepeat(session, e)) {
                    throw e;
                }
                onShard(call, parts, shard, indices, calls);
            }
            return null;
        }));
        embedded.parallel().all(work, () -> cancel(call));
        return Arrays.asList(calls);
    }

    private void onShard(
            OnShards.Call call, List<ShardStatement> parts, String shard, List<Integer> indices, ShardCall[] calls)
            throws SQLException {
        Lease held = leases.fixed(shard);
        Lease lease = held != null ? held : leases.take(shard, call.placement());
        try {
            soil(call, lease);
            for (int i : indices) {
                calls[i] = execute(call, parts.get(i), lease, false);
            }
        } finally {
            if (held == null) {
                lease.close();
            }
        }
    }

    private static void soil(OnShards.Call call, Lease lease) {
        if (call.plan().access() == Plan.Access.SIDE_EFFECT) {
            lease.soil();
        }
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

    private List<ShardCall> streaming(OnShards.Call call, Route.Many many) throws SQLException {
        List<ShardCall> calls = new ArrayList<>();
        boolean done = false;
        try {
            session.sent(call.plan().access(), call.route());
            for (ShardStatement part : many.parts()) {
                Lease lease = leases.take(part.shard(), call.placement());
                soil(call, lease);
                try {
                    calls.add(execute(call, part, lease, true));
                } catch (SQLException | RuntimeException e) {
                    lease.close();
                    throw e;
                }
            }
            done = true;
            return calls;
        } finally {
            if (!done) {
                closeAll(calls);
            }
        }
    }

    private ShardCall execute(OnShards.Call call, ShardStatement part, Lease lease, boolean stream)
            throws SQLException {
        StatementOptions plain = call.options().forPart(call.startedNanos());
        ShardCall shardCall = ShardCall.of(call, lease, session.cluster(), part, plain, stream);
        running.started(plain.owner(), shardCall.statement());
        try {
            shardCall.execute(plain, stream);
            return shardCall;
        } finally {
            running.ended(shardCall.statement());
        }
    }

    private SluiceResultSet merged(OnShards.Call call, Route.Many many, List<ShardCall> calls, boolean streams)
            throws SQLException {
        List<ResultsetRows> rows = new ArrayList<>();
        for (ShardCall shardCall : calls) {
            rows.add(((ResultSetInternalMethods) shardCall.rows()).getRows());
        }
        Field[] fields = LogicalFields.of(
                rows.get(0).getMetadata().getFields(), calls.get(0).names());
        List<ColumnMeta> metas = new ArrayList<>();
        for (Field field : fields) {
            metas.add(meta(field));
        }
        Merger merger = Mergers.open(many.merge(), rows.size(), metas, call.slots(), embedded.limits());
        int width = Mergers.visibleWidth(many.merge(), fields.length);
        ColumnDefinition visible = new DefaultColumnDefinition(Arrays.copyOf(fields, width));
        boolean mariaDb = session.cluster().dialect().mariaDb();
        MergedRows merged = new MergedRows(
                merger,
                visible,
                rows,
                fields.length,
                call.options().maxRows(),
                mariaDb,
                session.diagnostics().found());
        ShardCall first = calls.get(0);
        ResultsetRows shown = call.options().scrolls() ? merged.inMemory() : merged;
        SluiceResultSet set = new SluiceResultSet(
                shown,
                new ReadConnection(first.lease().raw()),
                first.statement(),
                call.options().owner(),
                () -> {
                    if (streams) {
                        closeAll(calls);
                    }
                });
        set.setResultSetType(call.options().resultSetType());
        return set;
    }

    static ColumnMeta meta(Field field) {
        return new ColumnMeta(
                field.getMysqlTypeId(),
                field.isUnsigned(),
                field.getCollationIndex(),
                field.getDecimals(),
                field.getFlags() & 0xFFFF);
    }

    private static void closeAll(List<ShardCall> calls) throws SQLException {
        SQLException failure = null;
        for (ShardCall shardCall : calls) {
            try (Lease lease = shardCall.lease()) {
                try {
                    shardCall.closeWithRows();
                } catch (SQLException e) {
                    lease.spoil();
                    failure = e;
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
