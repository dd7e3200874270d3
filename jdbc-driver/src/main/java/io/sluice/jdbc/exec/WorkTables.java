package io.sluice.jdbc.exec;

import com.mysql.cj.jdbc.StatementImpl;
import com.mysql.cj.jdbc.exceptions.MySQLTimeoutException;
import io.sluice.jdbc.Errors;
import io.sluice.routing.RoutingError;
import io.sluice.routing.gather.Loading;
import io.sluice.routing.gather.Making;
import io.sluice.routing.gather.Standing;
import io.sluice.routing.gather.Workspace;
import io.sluice.routing.route.Feed;
import io.sluice.routing.route.Route;
import io.sluice.routing.session.LoadWarnings;
import io.sluice.routing.session.SessionImage;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The temporary tables of one gathered statement, on a connection that is this statement's alone. Several threads may load them; the
 * rest is the session's thread's.
 */
final class WorkTables implements AutoCloseable {
    private final Lease lease;
    private final Running running;
    private final Watch watch;
    private final State state;
    private final StatementImpl statement;

    /** What its tables are where they stay; null where they do not. */
    private Pools.@Nullable Kept keeping;

    private List<String> parting = List.of();

    /**
     * What goes on on the connection.
     *
     * @param options the application's statement's
     * @param startedNanos where its time counts from
     * @param image what the session has set
     * @param mariaDb the server's flavour
     */
    record State(StatementOptions options, long startedNanos, SessionImage image, boolean mariaDb) {}

    private WorkTables(Lease lease, Running running, Watch watch, State state) throws SQLException {
        this.lease = lease;
        this.running = running;
        this.watch = watch;
        this.state = state;
        this.statement = (StatementImpl) lease.raw().createStatement();
        statement.setEscapeProcessing(false);
        running.started(state.options().owner(), statement);
    }

    /** @param lease in the session's state; stays the caller's */
    static WorkTables open(Lease lease, Running running, Watch watch, State state) throws SQLException {
        return new WorkTables(lease, running, watch, state);
    }

    /** Makes the tables of all feeds, empty as yet. */
    void make(Route.Gathered route) throws SQLException {
        Pools.Kept found = lease.tables();
        Making making = Making.of(
                route.feeds().stream().map(Feed::loading).toList(),
                route.copies(),
                found.tables(),
                found.under().equals(state.image()));
        boolean writes = !found.tables().isEmpty() && state.image().readOnlyAgain() == null;
        for (String begin : writes ? Workspace.again(state.mariaDb()) : Workspace.begin(state.mariaDb())) {
            prepare(begin);
        }
        for (String create : making.create()) {
            prepare(create);
        }
        boolean clean = !Making.leavesMore(route.answer().sql());
        Standing stays = clean && state.image().readOnlyAgain() == null ? making.stays() : null;
        keeping = stays == null ? null : new Pools.Kept(stays, state.image());
        parting = making.empty();
    }

    /** What not every account may do. */
    private void prepare(String sql) throws SQLException {
        try {
            run(sql);
        } catch (SQLException e) {
            if (Failures.denied(e)) {
                throw Errors.of(RoutingError.GATHER_DENIED.with(lease.shard(), String.valueOf(e.getMessage())));
            }
            throw e;
        }
    }

    /** Runs a statement, one thread after another. */
    synchronized void run(String sql) throws SQLException {
        watch.check();
        TimeLimit limit = TimeLimit.start(
                lease, state.options().rest(state.startedNanos()).timeoutMillis());
        try {
            statement.execute(sql);
        } catch (SQLException e) {
            throw limit.ended(e) ? new MySQLTimeoutException() : watch.told(lease.judged(e));
        } finally {
            limit.end();
        }
    }

    /** Runs an INSERT, one thread after another. */
    synchronized void load(Loading loading, String insert) throws SQLException {
        run(insert);
        int count = ServerWarnings.count(lease.raw());
        if (count > 0) {
            LoadWarnings.judge(loading, ServerWarnings.of(lease.raw()), count);
        }
    }

    /**
     * All is loaded: makes the copies; then the connection is as the session wants it.
     *
     * @param copies statements
     */
    void loaded(List<String> copies) throws SQLException {
        for (String copy : copies) {
            run(copy);
        }
        run(Workspace.AFTER_LOADING);
        String readOnly = state.image().readOnlyAgain();
        if (readOnly != null) {
            run(readOnly);
        }
        if (keeping != null) {
            lease.keeps(keeping, parting);
        }
    }

    /** Ends the loading; the tables stay until the lease is closed. */
    @Override
    public void close() throws SQLException {
        running.ended(statement);
        statement.close();
    }
}
