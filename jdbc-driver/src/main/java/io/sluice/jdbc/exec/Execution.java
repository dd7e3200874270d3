package io.sluice.jdbc.exec;

import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.exceptions.MySQLTimeoutException;
import io.sluice.jdbc.Errors;
import io.sluice.routing.LocalAnswer;
import io.sluice.routing.Parameters;
import io.sluice.routing.Ready;
import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.Statements;
import io.sluice.routing.plan.Lasting;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.route.Route;
import io.sluice.routing.session.NamedStatements;
import io.sluice.routing.session.Placement;
import io.sluice.routing.session.Session;
import io.sluice.sql.lex.Fingerprint;
import java.sql.Connection;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The driver's step 7: what {@link Statements} decides is carried out here. One for each application connection, used by one
 * thread at a time but for {@link #cancel} and {@link #abort}.
 */
public final class Execution implements AutoCloseable {
    static final Param[] NO_PARAMS = new Param[0];
    private static final Pattern ESCAPE = Pattern.compile("\\{\\s*[a-zA-Z?]");

    private final Embedded embedded;
    private final Session session;
    private final ShardLeases leases;
    private final Transactions transactions;
    private final SessionChanges changes;
    private final OnShards onShards;
    private final BatchSend batchSend;
    private final Running running = new Running();
    private final RoutineCalls calls;

    public Execution(Embedded embedded) {
        this.embedded = embedded;
        this.session = embedded.newSession();
        this.leases = new ShardLeases(embedded, session);
        this.transactions = new Transactions(session, leases);
        this.changes = new SessionChanges(session, leases, transactions);
        this.onShards = new OnShards(embedded, session, leases, running, transactions);
        this.calls = new RoutineCalls(this, leases, running);
        this.batchSend = new BatchSend(embedded, session, leases, running);
    }

    /** What the URL's sessionVariables want. */
    public void begin() throws SQLException {
        if (!embedded.sessionVariables().isEmpty()) {
            run("SET " + embedded.sessionVariables(), StatementOptions.INTERNAL);
        }
    }

    public Session session() {
        return session;
    }

    /** What the URL asks of the driver itself. */
    public DriverOptions options() {
        return embedded.options();
    }

    /** {@code Connection.setNetworkTimeout}: milliseconds, 0 for none. */
    public void networkTimeout(int milliseconds) throws SQLException {
        leases.networkTimeout(milliseconds);
    }

    /** {@code Connection.getNetworkTimeout}. */
    public int networkTimeout() {
        Integer set = leases.networkTimeout();
        return set == null ? options().socketTimeout() : set;
    }

    /** The fingerprint of a text under this session's sql_mode. */
    public Fingerprint fingerprint(String sql) {
        return Fingerprint.of(SqlValues.sent(sql), session.dialect());
    }

    /** The same text's fingerprint, made anew where the session reads texts otherwise now. */
    public Fingerprint current(Fingerprint fingerprint) {
        return fingerprint.dialect().equals(session.dialect()) ? fingerprint : fingerprint(fingerprint.text());
    }

    /** Runs a text without parameters. */
    public Outcome run(String sql, StatementOptions options) throws SQLException {
        String text = options.escapes() ? nativeSql(sql) : sql;
        if (!options().multiQueries()) {
            return run(fingerprint(text), NO_PARAMS, options);
        }
        return new MultiQueries(this, options).run(text);
    }

    /** The statements of a text: one, unless the URL allows several. */
    public List<Fingerprint> fingerprints(String sql) {
        return options().multiQueries() ? MultiQueries.of(sql, this) : List.of(fingerprint(sql));
    }

    /** Runs several statements one after another, each with its part of the parameters; the first that fails ends it. */
    public Outcome run(List<Fingerprint> texts, Param[] params, StatementOptions options) throws SQLException {
        return new MultiQueries(this, options).run(texts, params);
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
            throw failed(e);
        } finally {
            ended();
        }
    }

    /** A statement has ended, one way or the other; the application is not told yet. */
    void ended() {
        leases.commits().tell(session, session.transactionOpen());
    }

    /** A server's error, as the session remembers it. */
    SQLException failed(SQLException e) {
        transactions.failed(e);
        session.diagnostics().failed(e.getErrorCode(), String.valueOf(e.getMessage()));
        return e;
    }

    /** Routes a statement. */
    Ready ready(Fingerprint fingerprint, Param[] params) {
        return Statements.steps(fingerprint, values(params), session);
    }

    private static Parameters values(Param[] params) {
        return params.length == 0 ? Parameters.NONE : ordinal -> params[ordinal].value();
    }

    /**
     * The text with JDBC's escapes ({@code {ts '…'}}, {@code {fn …}}, {@code {call …}}) in MySQL's words, by Connector/J. Only
     * texts that may hold one cost a connection; JSON does not look like one.
     */
    public String nativeSql(String sql) throws SQLException {
        int brace = sql.indexOf('{');
        if (brace < 0 || !ESCAPE.matcher(sql).find(brace)) {
            return sql;
        }
        return onDefaultShard(shard -> shard.nativeSQL(sql));
    }

    private Outcome perform(Ready ready, Fingerprint fingerprint, Param[] params, StatementOptions options)
            throws SQLException {
        Plan plan = ready.plan();
        if (plan instanceof Plan.OnShards shards) {
            if (shards.access() != Plan.Access.SIDE_EFFECT) {
                // of CALL and what is not understood only the server knows what it gives: the caller checks afterwards
                options.check(shards.returnsRows());
            }
            return shards(shards, ready, fingerprint, params, options);
        }
        if (plan instanceof Plan.Refused refused) {
            throw refused(refused, fingerprint);
        }
        if (plan instanceof Plan.Local local) {
            options.check(true);
            return local(local, fingerprint, params, options);
        }
        if (plan instanceof Plan.OfName named) {
            return named(named, fingerprint, options);
        }
        options.check(false);
        if (plan instanceof Plan.ChangeSession change) {
            changes.set(change, fingerprint, params);
            return done();
        }
        if (plan instanceof Plan.TransactionControl control) {
            transactions.control(control.statement());
            return done();
        }
        if (plan instanceof Plan.Locks locks) {
            transactions.lockTables(locks);
            return done();
        }
        if (plan instanceof Plan.UseSchema use) {
            session.useSchema(use.schema());
            return done();
        }
        throw new IllegalStateException("plan " + plan.getClass());
    }

    /** PREPARE, EXECUTE, DEALLOCATE by text: EXECUTE runs as the statement it names. */
    private Outcome named(Plan.OfName plan, Fingerprint fingerprint, StatementOptions options) throws SQLException {
        switch (plan.statement().kind()) {
            case PREPARE -> {
                NamedStatements.Prepared prepared = session.named().prepare(fingerprint);
                judge(prepared.text());
                session.named().keep(prepared);
            }
            case DEALLOCATE -> session.named().deallocate(fingerprint);
            case EXECUTE, EXECUTE_IMMEDIATE -> {
                Fingerprint text = fingerprint(session.named().execute(fingerprint));
                return perform(ready(text, NO_PARAMS), text, NO_PARAMS, options);
            }
        }
        return done();
    }

    private Outcome done() {
        session.diagnostics().done(session.cluster().dialect().mariaDb());
        return Outcome.ofCount(0);
    }

    /** A server that has its tables judges a PREPARE's text. */
    private void judge(Fingerprint text) throws SQLException {
        Plan plan = Statements.plan(text, session);
        if (plan instanceof Plan.Refused refused) {
            throw refused(refused, text);
        }
        if (plan instanceof Plan.OnShards shards) {
            onShards.judge(shards, text);
            if (!shards.tableless()) {
                session.diagnostics().prepared(); // it has opened a table
            }
        } else if (plan instanceof Plan.TransactionControl || plan instanceof Plan.ChangeSession) {
            onShards.judge(session.cluster().defaultShard().name(), text.text());
        }
    }

    private Outcome local(Plan.Local plan, Fingerprint fingerprint, Param[] params, StatementOptions options)
            throws SQLException {
        LocalAnswer answer = plan.statement() instanceof io.sluice.sql.Statement.SwitchPrimary move
                ? LocalStatements.moved(move, fingerprint, values(params), embedded)
                : LocalStatements.answer(plan, fingerprint, values(params), session, embedded.health());
        return onDefaultShard(shard ->
                new Outcome(LocalRows.of(shard.unwrap(JdbcConnection.class), options.owner(), answer), 0, null, null));
    }

    private Outcome shards(
            Plan.OnShards plan, Ready ready, Fingerprint fingerprint, Param[] params, StatementOptions options)
            throws SQLException {
        Route route = Objects.requireNonNull(ready.route());
        Placement placement = Objects.requireNonNull(ready.placement());
        enter(plan);
        StatementOptions timed = options.within(ready.timeout());
        OnShards.Call call = new OnShards.Call(
                plan,
                route,
                placement,
                ready,
                fingerprint,
                params,
                timed,
                timed.timeoutMillis() == 0 ? 0 : System.nanoTime());
        leases.until(call.deadline());
        try {
            return plan.ddl() ? ddl(call) : onShards.run(call);
        } catch (SQLException e) {
            throw told(call.endedByTime(session, e) ? new MySQLTimeoutException() : e, ready, options);
        }
    }

    /** A hint's time that is over is told as the server tells its own; the application's own {@code setQueryTimeout} as Connector/J does. */
    SQLException told(SQLException failure, Ready ready, StatementOptions options) {
        if (!(failure instanceof MySQLTimeoutException) || !options.shortens(ready.timeout())) {
            return failure;
        }
        RoutingError timeout = RoutingError.timeout(session.cluster().dialect().mariaDb());
        return new SQLTimeoutException(timeout.text(), timeout.sqlState(), timeout.errno(), failure);
    }

    private Outcome ddl(OnShards.Call call) throws SQLException {
        try {
            Outcome outcome = onShards.run(call);
            embedded.schemaChanged();
            return outcome;
        } catch (SQLException | RuntimeException e) {
            // It may have been done on some shards all the same.
            embedded.schemaPerhapsChanged();
            throw e;
        } finally {
            session.ended();
        }
    }

    /** What comes before a statement on shards: DDL commits, others open the transaction that autocommit=0 wants. */
    void enter(Plan.OnShards plan) throws SQLException {
        if (transactions.readOnly() && plan.access() == Plan.Access.WRITE) {
            throw new SQLException(
                    "Connection is read-only. Queries leading to data modification are not allowed.", "S1009");
        }
        if (plan.ddl() || (plan instanceof Lasting lasting && commits(lasting))) {
            transactions.commit();
        } else {
            transactions.beginIfDue();
        }
    }

    /** LOCK TABLES does; UNLOCK TABLES where it has something to unlock. */
    private boolean commits(Lasting plan) {
        return plan.commits()
                && (!plan.unlocksTables() || !session.holds().lockedTables().isEmpty());
    }

    SQLException refused(Plan.Refused refused, Fingerprint fingerprint) throws SQLException {
        if (refused.perhapsSyntax()) {
            Optional<SQLException> syntax = onDefaultShard(shard -> SyntaxQuestion.ask(shard, fingerprint.text()));
            if (syntax.isPresent()) {
                return syntax.get();
            }
        }
        throw new RoutingException(refused.error(), refused.message());
    }

    /** Runs a batch of texts, one after another. */
    public Batch.Result batch(List<String> texts, StatementOptions options) throws SQLException {
        return oneByOne(texts, text -> run(text, options), options);
    }

    /** Runs the parts of a batch one after another; which errors end it is as in Connector/J. */
    public <T> Batch.Result oneByOne(List<T> parts, Batch.Step<T> step, StatementOptions options) throws SQLException {
        long[] counts = new long[parts.size()];
        List<String> keys = new ArrayList<>();
        SQLException failure = null;
        for (int i = 0; i < counts.length; i++) {
            try {
                Outcome outcome = step.run(parts.get(i));
                counts[i] = outcome.affected();
                GeneratedKeys.collect(outcome, keys);
            } catch (SQLException e) {
                counts[i] = java.sql.Statement.EXECUTE_FAILED;
                failure = e;
                if (Failures.endsBatch(e) || !options().batchesGoOn()) {
                    return batchSend.result(Arrays.copyOf(counts, i), keys, failure, options);
                }
            }
        }
        return batchSend.result(counts, keys, failure, options);
    }

    /** Runs a batch of one statement's parameter rows: grouped by shard, sent with Connector/J's own batch rewriting. */
    public Batch.Result batch(Fingerprint fingerprint, List<Param[]> rows, StatementOptions options)
            throws SQLException {
        try {
            Batch.Result result = new BatchRun(this, batchSend, fingerprint, options).run(rows);
            SQLException failure = result.failure();
            if (failure != null) {
                transactions.failed(failure);
            }
            return result;
        } catch (RoutingException e) {
            throw Errors.of(e);
        } finally {
            ended();
        }
    }

    /** Calls of stored routines with JDBC's parameters. */
    public RoutineCalls calls() {
        return calls;
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
        run(sql, StatementOptions.INTERNAL);
    }

    /** {@code Connection.setAutoCommit}: switching it on commits what is open. */
    public void autoCommit(boolean on) throws SQLException {
        if (session.autocommit() == on) {
            return;
        }
        try {
            if (on) {
                transactions.commit();
            }
        } catch (RoutingException e) {
            throw Errors.of(e);
        }
        session.setAutocommit(on);
    }

    /** {@code Connection.setReadOnly}: writes are refused at once, transactions begin READ ONLY. */
    public void readOnly(boolean on) {
        transactions.readOnly(on);
    }

    public boolean readOnly() {
        return transactions.readOnly();
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
        return onShard(session.cluster().defaultShard().name(), work);
    }

    /** The same with another shard's primary. */
    <T> T onShard(String shard, ShardWork<T> work) throws SQLException {
        Lease held = leases.held(shard);
        if (held != null && !held.broken()) {
            return work.on(held.raw());
        }
        try (Lease lease = leases.take(shard, Placement.silent(true))) {
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
        leases.shutDown();
        running.cancelAll();
        try {
            leases.release(true);
            leases.releaseOwn(true);
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
            leases.releaseOwn(false);
        }
    }
}
