package io.sluice.jdbc.exec;

import com.mysql.cj.jdbc.exceptions.MySQLTimeoutException;
import io.sluice.routing.gather.Workspace;
import io.sluice.routing.route.Route;
import io.sluice.routing.route.ShardStatement;
import io.sluice.routing.session.Placement;
import io.sluice.routing.session.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/**
 * What one statement reads of a shard in several reads is one moment's: one connection to each of its shards, with a transaction whose
 * view of the data begins with it. All of them begin side by side, so that the moments of different shards are close together; that
 * they are the same is nothing that servers could promise. Confined to its session's thread.
 */
final class Snapshot implements AutoCloseable {
    private final Embedded embedded;
    private final ShardLeases leases;
    private final Watch watch;
    private final StatementOptions options;
    private final long startedNanos;

    /** @param whole the statement */
    Snapshot(Embedded embedded, ShardLeases leases, Watch watch, OnShards.Call whole) {
        this.embedded = embedded;
        this.leases = leases;
        this.watch = watch;
        this.options = whole.options();
        this.startedNanos = whole.startedNanos();
    }

    /** What is done on another connection at the same time, by the caller's thread. */
    interface Beside {
        void run() throws SQLException;
    }

    /** A snapshot that has begun, see {@link #begin}, while nothing was done beside that. */
    static Snapshot begun(
            Embedded embedded,
            Session session,
            ShardLeases leases,
            Watch watch,
            OnShards.Call whole,
            List<OnShards.Call> reads)
            throws SQLException {
        Snapshot snapshot = new Snapshot(embedded, leases, watch, whole);
        snapshot.begin(session, reads, () -> {});
        return snapshot;
    }

    /**
     * Begins it where it is needed: not inside a transaction, whose isolation says what is seen and whose connections are opened here,
     * nor where one connection has to serve what the session holds in it. Where that fails nothing is left of it.
     *
     * @param reads of one moment
     */
    void begin(Session session, List<OnShards.Call> reads, Beside beside) throws SQLException {
        Map<String, Placement> shards = shards(session, reads);
        try {
            // INVARIANT: in one order for all statements, so that no two of them wait for each other's connections.
            for (Map.Entry<String, Placement> shard : shards.entrySet()) {
                watch.check();
                if (session.inTransaction()) {
                    // Opening a shard changes the session: it is done here, before workers start.
                    leases.forStatement(shard.getKey(), shard.getValue());
                } else {
                    leases.reads(shard.getKey(), shard.getValue());
                }
            }
            onAll(Workspace.SNAPSHOT, beside);
        } catch (SQLException | RuntimeException e) {
            leases.endReads(true);
            throw e;
        }
    }

    private static Map<String, Placement> shards(Session session, List<OnShards.Call> reads) {
        Map<String, Placement> shards = new TreeMap<>();
        int parts = 0;
        for (OnShards.Call read : reads) {
            for (ShardStatement part : parts(read.route())) {
                parts++;
                shards.merge(part.shard(), read.placement(), Placement::and);
            }
        }
        boolean once = reads.size() == 1 && parts == shards.size();
        if (session.inTransaction()) {
            return shards;
        }
        if (once) {
            shards.clear();
        }
        shards.keySet().removeIf(session.holds()::on);
        return shards;
    }

    private static List<ShardStatement> parts(Route route) {
        if (route instanceof Route.One one) {
            return List.of(one.part());
        }
        return route instanceof Route.Many many ? many.parts() : List.of();
    }

    private void onAll(List<String> statements, Beside beside) throws SQLException {
        List<Callable<Void>> work = new ArrayList<>();
        for (Lease lease : leases.reading()) {
            work.add(() -> {
                for (String statement : statements) {
                    run(lease, statement);
                }
                return null;
            });
        }
        work.add(() -> {
            beside.run();
            return null;
        });
        embedded.parallel().all(work, watch::cancel);
    }

    private void run(Lease lease, String statement) throws SQLException {
        watch.check();
        TimeLimit limit = TimeLimit.start(lease, options.rest(startedNanos).timeoutMillis());
        try {
            lease.run(statement);
        } catch (SQLException e) {
            throw limit.ended(e) ? new MySQLTimeoutException() : watch.told(e);
        } finally {
            limit.end();
        }
    }

    /** All is read: the connections go back. */
    void end(Beside beside) throws SQLException {
        onAll(List.of("COMMIT"), beside);
        leases.endReads(false);
    }

    /** Throws away what was not ended. */
    @Override
    public void close() throws SQLException {
        leases.endReads(true);
    }
}
