package io.sluice.jdbc.exec;

import com.mysql.cj.protocol.ColumnDefinition;
import com.mysql.cj.protocol.ResultsetRows;
import com.mysql.cj.result.DefaultColumnDefinition;
import com.mysql.cj.result.Field;
import io.sluice.jdbc.SluiceResultSet;
import io.sluice.jdbc.UpdatableRows;
import io.sluice.routing.merge.ColumnMeta;
import io.sluice.routing.merge.KeptRows;
import io.sluice.routing.merge.Merger;
import io.sluice.routing.merge.Mergers;
import io.sluice.routing.merge.Quota;
import io.sluice.routing.merge.Row;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.route.Route;
import io.sluice.routing.route.ShardStatement;
import io.sluice.routing.session.PartWarnings;
import io.sluice.routing.session.Session;
import io.sluice.routing.session.Warning;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A read over several shards. By default each shard's parts are read in full over one connection, shards in parallel, and the
 * connection goes back before the next is asked for: nobody holds one while waiting for another. The rows are kept, beyond a bound in
 * temporary files. A statement that streams (fetch size {@code Integer.MIN_VALUE}) holds one connection for each part instead, so
 * that nothing is kept, where {@link Streams} has so many.
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
                && session.holds().shards().isEmpty()
                && embedded.streams().begins(many.parts());
        Quota quota = new Quota(embedded.limits());
        List<ShardCall> calls = new ArrayList<>();
        boolean handedOver = false;
        try {
            if (streams) {
                streaming(call, many, calls);
            } else {
                kept(call, many, calls, quota);
            }
            // Rows are counted as they are read; told first, because a result that scrolls is read at once.
            session.diagnostics().selected(0);
            Shown shown = merged(call, many, calls, () -> close(many, calls, streams, quota));
            handedOver = !(shown.rows instanceof UpdatableRows);
            return new Outcome(shown.rows, 0, null, warnings(calls, many, shown.cuts));
        } finally {
            if (!handedOver) {
                close(many, calls, streams, quota);
            }
        }
    }

    /** What the client gets; {@code cuts} are known before it reads, unless it streams. */
    private record Shown(ResultSet rows, List<Warning> cuts) {}

    private void close(Route.Many many, List<ShardCall> calls, boolean streams, Quota quota) throws SQLException {
        calls.forEach(ShardCall::forget);
        quota.close();
        if (streams) {
            try {
                closeAll(calls);
            } finally {
                embedded.streams().ended(many.parts());
            }
        }
    }

    /** All rows of a question of ours, in no order; the session knows nothing of it. */
    List<Row> rows(OnShards.Call call, Route.Many many) throws SQLException {
        Quota quota = new Quota(embedded.limits());
        List<ShardCall> calls = new ArrayList<>();
        try {
            kept(call, many, calls, quota);
            List<Row> all = new ArrayList<>();
            for (ShardCall shardCall : calls) {
                MergedRows.Source rows = shardCall.source();
                for (Row row = rows.next(); row != null; row = rows.next()) {
                    all.add(row);
                }
            }
            return all;
        } finally {
            close(many, calls, false, quota);
        }
    }

    private @Nullable SQLWarning warnings(List<ShardCall> calls, Route.Many many, List<Warning> cuts) {
        List<Warning> all = new ArrayList<>();
        PartWarnings parts = new PartWarnings(many.merge());
        for (ShardCall call : calls) {
            call.warnings().stream()
                    .filter(warning -> parts.tells(call, warning))
                    .forEach(all::add);
        }
        all.addAll(cuts);
        all.forEach(session.diagnostics()::warn);
        return ServerWarnings.chain(all);
    }

    private void kept(OnShards.Call call, Route.Many many, List<ShardCall> calls, Quota quota) throws SQLException {
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
        session.sent(call.plan().access(), call.route(), call.placement());
        @Nullable ShardCall[] done = new ShardCall[parts.size()];
        List<Callable<Void>> work = new ArrayList<>();
        byShard.forEach((shard, indices) -> work.add(() -> {
            try {
                onShard(call, parts, shard, indices, done, quota);
            } catch (SQLException e) {
                if (!call.mayRepeat(session, e)) {
                    throw e;
                }
                onShard(call, parts, shard, indices, done, quota);
            }
            return null;
        }));
        try {
            embedded.parallel().all(work, () -> cancel(call));
        } finally {
            Arrays.stream(done).filter(Objects::nonNull).forEach(calls::add);
        }
    }

    private void onShard(
            OnShards.Call call,
            List<ShardStatement> parts,
            String shard,
            List<Integer> indices,
            @Nullable ShardCall[] done,
            Quota quota)
            throws SQLException {
        Lease held = leases.fixed(shard);
        Lease lease = held != null ? held : leases.take(shard, call.placement());
        try {
            soil(call, lease);
            for (int i : indices) {
                ShardCall before = done[i];
                if (before != null) {
                    before.forget();
                }
                done[i] = keep(call, parts.get(i), lease, quota);
            }
        } catch (SQLException e) {
            leases.lacks(lease, call.plan(), e);
            throw e;
        } finally {
            if (held == null) {
                lease.close();
            }
        }
    }

    private ShardCall keep(OnShards.Call call, ShardStatement part, Lease lease, Quota quota) throws SQLException {
        StatementOptions plain = call.options().forPart(call.startedNanos());
        ShardCall shardCall = ShardCall.of(call, lease, session.cluster(), part, plain, true);
        running.started(plain.owner(), shardCall.statement());
        boolean complete = false;
        try {
            shardCall.keep(plain, new KeptRows(quota));
            complete = true;
            return shardCall;
        } finally {
            if (!complete) {
                shardCall.forget();
                FeedReads.giveUp(shardCall, leases.free(lease));
            }
            running.ended(shardCall.statement());
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

    private void streaming(OnShards.Call call, Route.Many many, List<ShardCall> calls) throws SQLException {
        session.sent(call.plan().access(), call.route(), call.placement());
        for (ShardStatement part : many.parts()) {
            Lease lease = leases.take(part.shard(), call.placement());
            soil(call, lease);
            try {
                calls.add(execute(call, part, lease));
            } catch (SQLException | RuntimeException e) {
                lease.close();
                throw e;
            }
        }
    }

    private ShardCall execute(OnShards.Call call, ShardStatement part, Lease lease) throws SQLException {
        StatementOptions plain = call.options().forPart(call.startedNanos());
        ShardCall shardCall = ShardCall.of(call, lease, session.cluster(), part, plain, true);
        running.started(plain.owner(), shardCall.statement());
        try {
            shardCall.execute(plain, true);
            return shardCall;
        } finally {
            running.ended(shardCall.statement());
        }
    }

    private Shown merged(OnShards.Call call, Route.Many many, List<ShardCall> calls, AutoCloseable release)
            throws SQLException {
        List<MergedRows.Source> rows = new ArrayList<>();
        for (ShardCall shardCall : calls) {
            rows.add(shardCall.source());
        }
        ShardCall first = calls.get(0);
        Field[] fields = LogicalFields.of(first.fields(), first.names());
        List<ColumnMeta> metas = Arrays.stream(fields).map(ManyReads::meta).toList();
        Merger merger = Mergers.open(many.merge(), rows.size(), metas, call.slots(), embedded.limits());
        int width = Mergers.visibleWidth(many.merge(), fields.length);
        ColumnDefinition visible = new DefaultColumnDefinition(Arrays.copyOf(fields, width));
        boolean mariaDb = session.cluster().dialect().mariaDb();
        MergedRows merged = new MergedRows(
                merger,
                visible,
                rows,
                call.options().maxRows(),
                mariaDb,
                session.diagnostics().found());
        AutoCloseable both = () -> {
            merger.close();
            release.close();
        };
        // What is asked next may be FOUND_ROWS() or SHOW WARNINGS: rows that nobody sees are counted now, and texts
        // cut, unless it streams.
        boolean ahead = call.options().fetchSize() != Integer.MIN_VALUE;
        boolean counts = ahead && Mergers.counts(many.merge());
        boolean joins = ahead && Mergers.joins(many.merge());
        boolean handedOver = false;
        try {
            boolean updatable = call.options().updatable();
            boolean inMemory = call.options().scrolls() || counts || joins || updatable;
            ResultsetRows shown = inMemory ? merged.inMemory() : merged;
            if (counts) {
                merged.countRest();
            }
            if (updatable) {
                // All rows are read: nothing is left for it to give back.
                return new Shown(
                        UpdatableRows.of(shown, first.lease().raw(), first.statement(), call.options()),
                        PartWarnings.cuts(merger));
            }
            SluiceResultSet set = new SluiceResultSet(
                    shown,
                    new ReadConnection(first.lease().raw()),
                    first.statement(),
                    call.options().owner(),
                    both);
            set.setResultSetType(call.options().resultSetType());
            handedOver = true;
            return new Shown(set, PartWarnings.cuts(merger));
        } finally {
            if (!handedOver) {
                merger.close(); // the rest is the caller's
            }
        }
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
