package io.sluice.jdbc.exec;

import io.sluice.routing.RoutingError;
import io.sluice.routing.session.Session;
import io.sluice.sql.Statement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * BEGIN, COMMIT, ROLLBACK and savepoints over the touched shards: best effort, one after another, and the outcome for each shard
 * is told where they differ. Confined to its session's thread.
 */
final class Transactions {
    private final Session session;
    private final ShardLeases leases;

    Transactions(Session session, ShardLeases leases) {
        this.session = session;
        this.leases = leases;
    }

    /** Carries a transaction statement out. */
    void control(Statement.Transaction statement, boolean consistentSnapshot) throws SQLException {
        String savepoint = statement.savepoint();
        switch (statement.kind()) {
            case BEGIN -> {
                commit();
                session.begin(statement.readOnly(), consistentSnapshot);
            }
            case COMMIT -> end(true, statement.chain());
            case ROLLBACK -> end(false, statement.chain());
            case SAVEPOINT -> savepoint(named(savepoint));
            case ROLLBACK_TO -> backTo(named(savepoint), true);
            case RELEASE_SAVEPOINT -> backTo(named(savepoint), false);
        }
    }

    private static String named(@Nullable String savepoint) {
        return savepoint == null ? "" : savepoint;
    }

    /** Commits what is open; nothing where nothing is. */
    void commit() throws SQLException {
        end(true, false);
    }

    /** Rolls back what is open; nothing where nothing is. */
    void rollback() throws SQLException {
        end(false, false);
    }

    private void end(boolean commit, boolean chain) throws SQLException {
        Map<String, Lease> held = leases.held();
        List<String> done = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        SQLException failure = null;
        for (Map.Entry<String, Lease> entry : held.entrySet()) {
            try {
                entry.getValue().run(commit ? "COMMIT" : "ROLLBACK");
                done.add(entry.getKey());
            } catch (SQLException e) {
                // A connection that failed here may still be inside its transaction: nobody may inherit it.
                entry.getValue().spoil();
                failed.add(entry.getKey());
                failure = failure == null ? e : failure;
            }
        }
        leases.release(false);
        if (chain) {
            session.endedAndChained();
        } else {
            session.ended();
        }
        if (failure != null && commit) {
            throw outcome(done, failed, failure);
        }
    }

    /** One shard: its own error. Several: which have committed and which have not. */
    private SQLException outcome(List<String> done, List<String> failed, SQLException failure) {
        if (done.isEmpty() && failed.size() == 1) {
            return failure;
        }
        throw Outcomes.told(RoutingError.PARTIAL_COMMIT, session, done, failed, failure);
    }

    private void savepoint(String name) throws SQLException {
        if (!session.inTransaction()) {
            return; // as MySQL: the statement's own transaction ends at once, and the savepoint with it
        }
        for (Lease lease : leases.held().values()) {
            lease.run("SAVEPOINT " + ShardLeases.quoted(name));
        }
        session.savepoint(name);
    }

    private void backTo(String name, boolean keep) throws SQLException {
        session.backTo(name, keep);
        for (Lease lease : leases.held().values()) {
            lease.run((keep ? "ROLLBACK TO SAVEPOINT " : "RELEASE SAVEPOINT ") + ShardLeases.quoted(name));
        }
    }
}
