package io.sluice.jdbc.exec;

import com.mysql.cj.jdbc.StatementImpl;
import com.mysql.cj.jdbc.exceptions.MySQLTimeoutException;
import io.sluice.jdbc.Errors;
import io.sluice.routing.Ready;
import io.sluice.routing.RoutingException;
import io.sluice.routing.Statements;
import io.sluice.routing.plan.Hints;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.route.Route;
import io.sluice.routing.session.Session;
import io.sluice.routing.session.Warning;
import io.sluice.sql.SqlValue;
import io.sluice.sql.lex.Fingerprint;
import java.sql.CallableStatement;
import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Calls of stored routines with JDBC's parameters: Connector/J's own CallableStatement, on the one shard that has the routine. Confined
 * to its session's thread.
 */
public final class RoutineCalls {
    private static final Pattern HINT = Pattern.compile("/\\*\\s*sluice:.*?\\*/", Pattern.DOTALL);

    private final Execution execution;
    private final Session session;
    private final ShardLeases leases;
    private final Running running;

    RoutineCalls(Execution execution, ShardLeases leases, Running running) {
        this.execution = execution;
        this.session = execution.session();
        this.leases = leases;
        this.running = running;
    }

    /** Binds and registers parameters. */
    public interface Binding {
        void on(CallableStatement statement) throws SQLException;
    }

    /**
     * What a call gave.
     *
     * @param statement where its output parameters are read, whatever becomes of its connection
     * @param outcome its first result; the others are behind it
     */
    public record Result(CallableStatement statement, Outcome outcome) {}

    /**
     * Runs a routine.
     *
     * @param sql the text with its escape {@code {call …}}
     * @throws SQLException where it would concern several shards
     */
    public Result run(String sql, StatementOptions options, Binding binding) throws SQLException {
        try {
            Ready ready = ready(sql);
            execution.enter((Plan.OnShards) ready.plan());
            return run(ready, sql, options.within(ready.timeout()), binding);
        } catch (RoutingException e) {
            session.diagnostics().failed(e);
            throw Errors.of(e);
        } catch (SQLException e) {
            throw execution.failed(e);
        } finally {
            execution.ended();
        }
    }

    /** One shard's; its values say nothing of where. */
    private Ready ready(String sql) throws SQLException {
        Fingerprint fingerprint = execution.fingerprint(execution.nativeSql(sql));
        if (!Hints.sharded(fingerprint) && session.cluster().shards().size() > 1) {
            throw Errors.unsupported(
                    "CallableStatement over several shards, without a hint that names one (/* sluice: shard=s0 */),");
        }
        Ready ready = Statements.steps(fingerprint, ordinal -> new SqlValue.Unreadable(), session);
        if (ready.plan() instanceof Plan.Refused refused) {
            throw execution.refused(refused, fingerprint);
        }
        if (!(ready.plan() instanceof Plan.OnShards) || !(ready.route() instanceof Route.One)) {
            throw Errors.unsupported("CallableStatement for a statement that is no call on one shard");
        }
        return ready;
    }

    private Result run(Ready ready, String sql, StatementOptions options, Binding binding) throws SQLException {
        Route.One route = (Route.One) Objects.requireNonNull(ready.route());
        String shard = route.part().shard();
        Lease lease = leases.forStatement(shard, Objects.requireNonNull(ready.placement()));
        boolean owned = leases.owned(lease);
        lease.soil();
        try {
            session.sent(((Plan.OnShards) ready.plan()).access(), route);
            CallableStatement inner = prepared(lease, sql, options.resultSetType());
            binding.on(inner);
            return new Result(inner, execute(lease, inner, options));
        } finally {
            if (owned) {
                lease.close();
            }
        }
    }

    /** What the routine's parameters are. */
    public ParameterMetaData describe(String sql) throws SQLException {
        try {
            Ready ready = ready(sql);
            String shard =
                    ((Route.One) Objects.requireNonNull(ready.route())).part().shard();
            try (Lease lease = leases.take(shard, Objects.requireNonNull(ready.placement()));
                    CallableStatement inner = prepared(lease, sql, ResultSet.TYPE_FORWARD_ONLY)) {
                return inner.getParameterMetaData();
            }
        } catch (RoutingException e) {
            throw Errors.of(e);
        }
    }

    private static CallableStatement prepared(Lease lease, String sql, int type) throws SQLException {
        String text = HINT.matcher(sql).replaceAll(" ").strip();
        return lease.raw().prepareCall(text, type, ResultSet.CONCUR_READ_ONLY);
    }

    private Outcome execute(Lease lease, CallableStatement inner, StatementOptions options) throws SQLException {
        if (options.maxRows() > 0) {
            inner.setLargeMaxRows(options.maxRows());
        }
        TimeLimit limit = TimeLimit.start(lease, options.timeoutMillis());
        running.started(options.owner(), inner);
        try {
            boolean rows = inner.execute();
            List<Warning> warnings = ServerWarnings.of(lease.raw());
            warnings.forEach(session.diagnostics()::warn);
            return Objects.requireNonNull(
                    MoreResults.from((StatementImpl) inner, rows, lease, options, ServerWarnings.chain(warnings)));
        } catch (SQLException e) {
            throw limit.ended(e) ? new MySQLTimeoutException() : lease.judged(e);
        } finally {
            running.ended(inner);
            limit.end();
        }
    }
}
