package io.sluice.jdbc.exec;

import com.mysql.cj.jdbc.JdbcConnection;
import io.sluice.jdbc.Errors;
import io.sluice.routing.LocalAnswer;
import io.sluice.routing.Parameters;
import io.sluice.routing.Ready;
import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.Statements;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.route.Route;
import io.sluice.routing.session.Placement;
import io.sluice.routing.session.Session;
import io.sluice.sql.lex.Fingerprint;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The driver's step 7: what {@link Statements} decides is carried out here. One for each application connection, used by one
 * thread at a time but for {@link #cancel} and {@link #abort}.
 */
public final class Execution implements AutoCloseable {
    static final Param[] NO_PARAMS = new Param[0];

    private final Embedded embedded;
    private final Session session;
    private final ShardLeases leases;
    private final Transactions transactions;
    private final SessionChanges changes;
    private final OnShards onShards;
    private final BatchSend batchSend;
    private final Running running = new Running();
    private boolean readOnly;

    public Execution(Embedded embedded) {
        this.embedded = embedded;
        this.session = embedded.newSession();
        this.leases = new ShardLeases(embedded, session);
        this.transactions = new Transactions(session, leases);
        this.changes = new SessionChanges(session, leases, transactions);
        this.onShards = new OnShards(embedded, session, leases, running);
        this.batchSend = new BatchSend(embedded, session, leases, running);
    }

    public Session session() {
        return session;
    }

    /** The fingerprint of a text under this session's sql_mode. */
    public Fingerprint fingerprint(String sql) {
        return Fingerprint.of(sql, session.dialect());
    }

    /** The same text's fingerprint, made anew where the session reads texts otherwise now. */
    public Fingerprint current(Fingerprint fingerprint) {
        return fingerprint.dialect().equals(session.dialect()) ? fingerprint : fingerprint(fingerprint.text());
    }

    /** Runs a text without parameters. */
    public Outcome run(String sql, StatementOptions options) throws SQLException {
        return run(fingerprint(sql), NO_PARAMS, options);
    }

    /** Runs a statement with its parameters. */
    public Outcome run(Fingerprint fingerprint, Param[] params, StatementOptions options) throws SQLException {
        try {
            return perform(ready(fingerprint, params), fingerprint, params, options);
        } catch (RoutingException e) {
            if (e.error() != RoutingError.PARTIAL_COMMIT && e.error() != RoutingError.PARTIAL_WRITE) {
                // those two have told the outcome of each shard already
                session.diagnostics().failed(e);
            }
            throw Errors.of(e);
        } catch (SQLException e) {
            session.diagnostics().failed(e.getErrorCode(), String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private Ready ready(Fingerprint fingerprint, Param[] params) {
        Parameters values = params.length == 0 ? Parameters.NONE : ordinal -> params[ordinal].value();
        return Statements.prepare(fingerprint, values, session);
    }

    private Outcome perform(Ready ready, Fingerprint fingerprint, Param[] params, StatementOptions options)
            throws SQLException {
        Plan plan = ready.plan();
        if (plan instanceof Plan.OnShards shards) {
            return shards(shards, ready, fingerprint, params, options);
        }
        if (plan instanceof Plan.ChangeSession change) {
            changes.set(change, fingerprint, params);
            return Outcome.ofCount(0);
        }
        if (plan instanceof Plan.TransactionControl control) {
            transactions.control(control.statement(), snapshot(fingerprint));
            return Outcome.ofCount(0);
        }
        if (plan instanceof Plan.UseSchema use) {
            session.useSchema(use.schema());
            return Outcome.ofCount(0);
        }
        if (plan instanceof Plan.Local local) {
            return local(local, fingerprint, options);
        }
        if (plan instanceof Plan.Refused refused) {
            throw refused(refused, fingerprint);
        }
        throw new IllegalStateException("plan " + plan.getClass());
    }

    private Outcome local(Plan.Local plan, Fingerprint fingerprint, StatementOptions options) throws SQLException {
        LocalAnswer answer = LocalStatements.answer(plan, fingerprint, session, embedded.health());
        return onDefaultShard(shard ->
                new Outcome(LocalRows.of(shard.unwrap(JdbcConnection.class), options.owner(), answer), 0, null, null));
    }

    private static boolean snapshot(Fingerprint fingerprint) {
        return fingerprint.text().toUpperCase(java.util.Locale.ROOT).contains("CONSISTENT");
    }

    private Outcome shards(
            Plan.OnShards plan, Ready ready, Fingerprint fingerprint, Param[] params, StatementOptions options)
            throws SQLException {
        Route route = java.util.Objects.requireNonNull(ready.route());
        Placement placement = java.util.Objects.requireNonNull(ready.placement());
        if (plan.ddl()) {
            transactions.commit();
        }
        if (leases.held().isEmpty() && session.inTransaction() && !session.transactionOpen()) {
            session.begin(readOnly, false);
        }
        Outcome outcome = onShards.run(new OnShards.Call(plan, route, placement, ready, fingerprint, params, options));
        if (plan.ddl()) {
            embedded.schemaChanged();
        }
        return outcome;
    }

    private SQLException refused(Plan.Refused refused, Fingerprint fingerprint) throws SQLException {
        if (refused.perhapsSyntax()) {
            SQLException syntax = onDefaultShard(shard -> SyntaxQuestion.ask(shard, fingerprint.text()));
            if (syntax != null) {
                return syntax;
            }
        }
        throw new RoutingException(refused.error(), refused.message());
    }

    /** Runs a batch of one statement's parameter rows: grouped by shard, sent with Connector/J's own batch rewriting. */
    public Batch.Result batch(Fingerprint fingerprint, List<Param[]> rows, StatementOptions options)
            throws SQLException {
        return new BatchRun(this, batchSend, fingerprint, options).run(rows);
    }

    /** Routes one row of a batch. */
    Ready route(Fingerprint fingerprint, Param[] params) throws SQLException {
        try {
            return ready(fingerprint, params);
        } catch (RoutingException e) {
            throw Errors.of(e);
        }
    }

    /** The columns a query will have, null where it is no query. */
    public @Nullable ResultSetMetaData describe(Fingerprint fingerprint) throws SQLException {
        try {
            return onShards.describe(fingerprint);
        } catch (RoutingException e) {
            throw Errors.of(e);
        }
    }

    /** COMMIT, ROLLBACK and savepoints, as JDBC calls make them. */
    public void control(String sql) throws SQLException {
        run(sql, internal());
    }

    private static StatementOptions internal() {
        return new StatementOptions(
                null, 0, 0, 0, false, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY, false);
    }

    /** {@code Connection.setAutoCommit}: a change commits what is open. */
    public void autoCommit(boolean on) throws SQLException {
        if (session.autocommit() == on) {
            return;
        }
        try {
            transactions.commit();
        } catch (RoutingException e) {
            throw Errors.of(e);
        }
        session.setAutocommit(on);
    }

    /** {@code Connection.setReadOnly}: transactions begin READ ONLY. */
    public void readOnly(boolean on) throws SQLException {
        if (session.transactionOpen() && on != readOnly) {
            throw new SQLException("Connection.setReadOnly() is not allowed inside a transaction", "25001");
        }
        readOnly = on;
    }

    public boolean readOnly() {
        return readOnly;
    }

    /** {@code Connection.setTransactionIsolation}. */
    public void isolation(int level) throws SQLException {
        control("SET SESSION TRANSACTION ISOLATION LEVEL " + Isolation.words(level));
    }

    /** {@code Connection.getTransactionIsolation}. */
    public int isolation() throws SQLException {
        return Isolation.of(session.image());
    }

    /** {@code Connection.setCatalog}. */
    public void use(String schema) throws SQLException {
        try {
            session.useSchema(schema);
        } catch (RoutingException e) {
            throw Errors.of(e);
        }
    }

    /** True where the default shard's primary answers in time. */
    public boolean valid(int timeoutSeconds) {
        try {
            return onDefaultShard(shard -> shard.isValid(timeoutSeconds));
        } catch (SQLException e) {
            return false;
        }
    }

    /** Work on a connection of the default shard's primary. */
    public interface ShardWork<T> {
        T on(Connection shard) throws SQLException;
    }

    /** Borrows the default shard's primary for something that is no statement of the session. */
    public <T> T onDefaultShard(ShardWork<T> work) throws SQLException {
        String shard = session.cluster().defaultShard().name();
        Lease held = leases.held(shard);
        if (held != null) {
            return work.on(held.raw());
        }
        try (Lease lease = leases.take(shard, new Placement(true, Placement.Reason.SIDE_EFFECT))) {
            return work.on(lease.raw());
        } catch (RoutingException e) {
            throw Errors.of(e);
        }
    }

    /** Stops what a statement is running, from another thread. */
    public void cancel(java.sql.Statement owner) throws SQLException {
        running.cancel(owner);
    }

    /** {@code Connection.abort}: everything stops, nothing is committed. */
    public void abort() {
        running.cancelAll();
        try {
            leases.release(true);
        } catch (SQLException e) {
            // the connections are thrown away: that they fail is what was asked for
            session.ended();
        }
    }

    /** Rolls back what is open and gives everything back. */
    @Override
    public void close() throws SQLException {
        try {
            transactions.rollback();
        } catch (RoutingException e) {
            throw Errors.of(e);
        } finally {
            leases.release(false);
        }
    }
}
