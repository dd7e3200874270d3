package io.sluice.jdbc.exec;

import io.sluice.routing.RoutingError;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.session.Session;
import io.sluice.sql.Statement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * BEGIN, COMMIT, ROLLBACK and savepoints over the touched shards: best effort, one after another, and the outcome for each shard
 * is told where they differ. Confined to its session's thread.
 */
final class Transactions {
    private final Session session;
    private final ShardLeases leases;
    private boolean readOnly;

    Transactions(Session session, ShardLeases leases) {
        this.session = session;
        this.leases = leases;
    }

    /** {@code Connection.setReadOnly}: transactions begin READ ONLY from now on. */
    void readOnly(boolean on) {
        readOnly = on;
        session.setReadOnly(on);
    }

    boolean readOnly() {
        return readOnly;
    }

    /** With autocommit off, the first statement opens the transaction. */
    void beginIfDue() {
        if (session.inTransaction() && !session.transactionOpen()) {
            session.begin(readOnly, false);
        }
    }

    /** A statement failed: where its shard has rolled the whole transaction back, the other shards follow, as on one server. */
    void failed(SQLException e) {
        if (!session.transactionOpen() || !Failures.rolledBack(e)) {
            return;
        }
        try {
            rollback();
        } catch (SQLException suppressed) {
            e.addSuppressed(suppressed);
        }
    }

    /** Carries a transaction statement out. */
    void control(Statement.Transaction statement) throws SQLException {
        String savepoint = statement.savepoint();
        switch (statement.kind()) {
            case BEGIN -> {
                commit();
                leases.unlockTables();
                session.begin(readOnly || statement.readOnly(), statement.consistentSnapshot());
            }
            case COMMIT -> end(true, statement.chain());
            case ROLLBACK -> end(false, statement.chain());
            case SAVEPOINT -> savepoint(named(savepoint));
            case ROLLBACK_TO -> backTo(named(savepoint), true);
            case RELEASE_SAVEPOINT -> backTo(named(savepoint), false);
        }
    }

    /** LOCK TABLES, and UNLOCK TABLES where something is locked, commit. */
    void lockTables(Plan.Locks plan) throws SQLException {
        if (!plan.parts().isEmpty() || !session.holds().lockedTables().isEmpty()) {
            commit();
            leases.lockTables(plan);
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
        List<String> lost = commit ? leases.lost() : List.of();
        List<String> done = new ArrayList<>();
        Map<String, @Nullable SQLException> failed = new LinkedHashMap<>();
        boolean committing = commit && lost.isEmpty();
        for (Map.Entry<String, Lease> entry : held.entrySet()) {
            SQLException e = ended(entry.getValue(), committing);
            if (committing && e == null) {
                done.add(entry.getKey());
            } else {
                failed.put(entry.getKey(), e);
            }
            // While nothing is committed yet, nothing need be: the rest is rolled back rather than left in halves.
            committing &= e == null || !done.isEmpty();
        }
        over(chain);
        if (!lost.isEmpty()) {
            throw RoutingError.CONNECTION_LOST.with(
                    String.join(", ", lost), "nothing was committed, the transaction is rolled back");
        }
        if (commit && !failed.isEmpty()) {
            throw outcome(done, failed);
        }
    }

    private static @Nullable SQLException ended(Lease lease, boolean commit) {
        try {
            lease.run(commit ? "COMMIT" : "ROLLBACK");
            return null;
        } catch (SQLException e) {
            // A connection that failed here may still be inside its transaction: nobody may inherit it.
            lease.spoil();
            return commit ? Failures.unknown(lease.shard(), e) : e;
        }
    }

    private void over(boolean chain) throws SQLException {
        try {
            leases.release(false);
        } finally {
            leases.commits().tell(session, false);
            if (chain) {
                session.endedAndChained();
            } else {
                session.ended();
            }
        }
    }

    /** One shard: its own error. Several: which have committed and which have not. */
    private SQLException outcome(List<String> done, Map<String, @Nullable SQLException> failed) {
        SQLException first =
                failed.values().stream().filter(Objects::nonNull).findFirst().orElseThrow();
        if (done.isEmpty() && failed.size() == 1) {
            return first;
        }
        throw Outcomes.told(RoutingError.PARTIAL_COMMIT, session, done, failed, first);
    }

    /**
     * The savepoint of a statement that has failed: what came behind it is undone, and itself forgotten. Where that is not possible,
     * a part of the statement is left, and the transaction cannot be committed any more.
     */
    void undo(String name, Exception cause) {
        if (!session.savepoints().contains(name) || (cause instanceof SQLException e && Failures.rolledBack(e))) {
            return;
        }
        session.backTo(name, false);
        for (Lease lease : leases.held().values()) {
            try {
                lease.run("ROLLBACK TO SAVEPOINT " + ShardLeases.quoted(name));
                lease.run("RELEASE SAVEPOINT " + ShardLeases.quoted(name));
            } catch (SQLException e) {
                lease.spoil();
                cause.addSuppressed(e);
            }
        }
    }

    void savepoint(String name) throws SQLException {
        if (!session.inTransaction()) {
            return; // as MySQL: the statement's own transaction ends at once, and the savepoint with it
        }
        beginIfDue();
        for (Lease lease : leases.held().values()) {
            lease.run("SAVEPOINT " + ShardLeases.quoted(name));
        }
        session.savepoint(name);
    }

    void backTo(String name, boolean keep) throws SQLException {
        session.backTo(name, keep);
        for (Lease lease : leases.held().values()) {
            lease.run((keep ? "ROLLBACK TO SAVEPOINT " : "RELEASE SAVEPOINT ") + ShardLeases.quoted(name));
        }
    }
}
