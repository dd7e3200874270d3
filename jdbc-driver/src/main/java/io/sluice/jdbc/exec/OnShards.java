package io.sluice.jdbc.exec;

import com.mysql.cj.jdbc.result.ResultSetInternalMethods;
import io.sluice.jdbc.SluiceResultSet;
import io.sluice.routing.Ready;
import io.sluice.routing.Statements;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.route.Route;
import io.sluice.routing.route.ShardStatement;
import io.sluice.routing.session.Placement;
import io.sluice.routing.session.Session;
import io.sluice.routing.session.Warning;
import io.sluice.sql.SqlValue;
import io.sluice.sql.lex.Fingerprint;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Carries out what shards do: one shard on the caller's thread, several in parallel. Confined to its session's thread. */
final class OnShards {
    private final Session session;
    private final ShardLeases leases;
    private final Running running;
    private final ManyReads manyReads;
    private final ManyWrites manyWrites;

    OnShards(Embedded embedded, Session session, ShardLeases leases, Running running) {
        this.session = session;
        this.leases = leases;
        this.running = running;
        this.manyReads = new ManyReads(embedded, session, leases, running);
        this.manyWrites = new ManyWrites(embedded, session, leases, running);
    }

    /** One execution of a statement on shards. */
    record Call(
            Plan.OnShards plan,
            Route route,
            Placement placement,
            Ready ready,
            Fingerprint text,
            Param[] params,
            StatementOptions options) {
        /** The value of the statement's slot, for LIMIT and HAVING. */
        IntFunction<SqlValue> slots() {
            return slot -> text.isParameter(slot) ? params[text.parameterOrdinal(slot)].value() : text.value(slot);
        }

        boolean streams() {
            return options.fetchSize() == Integer.MIN_VALUE && plan.returnsRows();
        }
    }

    Outcome run(Call call) throws SQLException {
        if (call.route() instanceof Route.One one) {
            return one(call, one.part());
        }
        if (call.route() instanceof Route.Many many) {
            return call.plan().returnsRows() ? manyReads.run(call, many) : manyWrites.run(call, many);
        }
        session.diagnostics().changed(0, 0);
        return Outcome.ofCount(0);
    }

    private Outcome one(Call call, ShardStatement part) throws SQLException {
        try {
            return attempt(call, part);
        } catch (SQLException e) {
            if (!mayRepeat(call, e)) {
                throw e;
            }
            return attempt(call, part);
        }
    }

    /** A read outside of a transaction changes nothing and may be asked again elsewhere; a write whose fate is unknown may not. */
    private boolean mayRepeat(Call call, SQLException e) {
        String state = e.getSQLState();
        return call.plan().access() == Plan.Access.READ
                && !session.inTransaction()
                && state != null
                && state.startsWith("08");
    }

    private Outcome attempt(Call call, ShardStatement part) throws SQLException {
        Lease lease = leases.forStatement(part.shard(), call.placement());
        boolean owned = leases.owned(lease);
        boolean handedOver = false;
        try {
            session.sent(call.plan().access(), call.route());
            ShardCall shardCall = ShardCall.of(lease, part, call.params(), call.options(), false);
            running.started(call.options().owner(), shardCall.statement());
            try {
                if (shardCall.execute(call.options())) {
                    handedOver = owned && call.streams();
                    return rows(call, shardCall, handedOver);
                }
                return counts(call, shardCall);
            } finally {
                running.ended(call.options().owner(), shardCall.statement());
            }
        } finally {
            if (owned && !handedOver) {
                lease.close();
            }
        }
    }

    private Outcome rows(Call call, ShardCall shardCall, boolean streaming) throws SQLException {
        ResultSetInternalMethods inner = (ResultSetInternalMethods) shardCall.rows();
        AutoCloseable release = streaming
                ? () -> {
                    shardCall.close();
                    shardCall.lease().close();
                }
                : () -> {};
        SluiceResultSet rows = new SluiceResultSet(
                inner.getRows(),
                shardCall.lease().raw(),
                shardCall.statement(),
                call.options().owner(),
                release);
        session.diagnostics().selected(streaming ? 0 : Math.max(inner.getRows().size(), 0));
        SQLWarning warnings =
                call.streams() ? null : remember(shardCall.statement().getWarnings());
        return new Outcome(rows, 0, null, warnings);
    }

    private Outcome counts(Call call, ShardCall shardCall) throws SQLException {
        long affected = shardCall.statement().getLargeUpdateCount();
        ResultSet keys = GeneratedKeys.of(call, shardCall);
        session.diagnostics().changed(affected, GeneratedKeys.first(call, shardCall));
        return new Outcome(null, affected, keys, remember(shardCall.statement().getWarnings()));
    }

    /** The columns a query will have: prepared on a server, never executed. */
    @Nullable
    ResultSetMetaData describe(Fingerprint text) throws SQLException {
        if (!(Statements.plan(text, session) instanceof Plan.OnShards plan) || !plan.returnsRows()) {
            return null;
        }
        ShardStatement sample = Statements.sample(plan, text, session);
        try (Lease lease = leases.take(sample.shard(), new Placement(false, Placement.Reason.READ));
                PreparedStatement prepared = lease.raw().serverPrepareStatement(sample.sql())) {
            return prepared.getMetaData();
        }
    }

    private @Nullable SQLWarning remember(@Nullable SQLWarning warnings) {
        for (SQLWarning warning = warnings; warning != null; warning = warning.getNextWarning()) {
            session.diagnostics().warn(new Warning("Warning", warning.getErrorCode(), warning.getMessage()));
        }
        return warnings;
    }
}
