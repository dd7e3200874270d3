package io.sluice.jdbc.exec;

import com.mysql.cj.NativeSession;
import com.mysql.cj.jdbc.JdbcConnection;
import com.zaxxer.hikari.HikariDataSource;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.session.SessionImage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection to one server, ours until it is closed. Confined to the thread that runs the statement.
 *
 * <p>INVARIANT: a connection goes back to its pool only outside of a transaction and without an open stream; where that cannot
 * be said for certain it is thrown away.
 */
final class Lease implements AutoCloseable {
    private final Pools pools;
    private final HikariDataSource pool;
    private final String shard;
    private final Connection pooled;
    private final JdbcConnection raw;
    private final ServerAddress server;
    private volatile boolean broken;
    private boolean soiled;
    private List<String> parting = List.of();
    private boolean closed;
    private volatile boolean kept;
    private boolean withoutAutocommit;
    private @Nullable Tracking tracking;
    /** Its own, where the session has another; null where not. */
    private @Nullable Integer ownNetworkTimeout;

    Lease(Pools pools, HikariDataSource pool, Connection pooled, String shard, ServerAddress server)
            throws SQLException {
        this.pools = pools;
        this.pool = pool;
        this.shard = shard;
        this.pooled = pooled;
        this.raw = pooled.unwrap(JdbcConnection.class);
        this.server = server;
    }

    JdbcConnection raw() {
        return raw;
    }

    ServerAddress server() {
        return server;
    }

    /** What it reads from now on and commits is told there, until it goes back. */
    void tells(Commits commits) throws SQLException {
        Tracking of = pools.tracking(raw);
        of.tell(gtid -> commits.committed(shard, gtid));
        tracking = of;
    }

    /** The shard's name. */
    String shard() {
        return shard;
    }

    /** Brings the connection to the session's state: variables as set, everything else as new. */
    void dress(SessionImage image) throws SQLException {
        SessionImage now = pools.image(raw);
        String set = image.statementFrom(now);
        if (set != null) {
            run(set);
            pools.remember(raw, image);
            modes(image.value("sql_mode"));
        }
    }

    /**
     * INVARIANT: Connector/J believes the sql_mode of its login for ever and escapes values by it: under NO_BACKSLASH_ESCAPES its
     * backslashes would end no quote.
     */
    private void modes(@Nullable String modes) {
        Map<String, String> variables = raw.getSession().getServerSession().getServerVariables();
        String atLogin = variables.computeIfAbsent("sluice:sql_mode", name -> variables.getOrDefault("sql_mode", ""));
        variables.put("sql_mode", modes == null ? atLogin : modes);
    }

    private void part() throws SQLException {
        for (String said : parting) {
            run(said);
        }
    }

    /** Back to the state of a new connection, whatever was set on it. */
    void undress() throws SQLException {
        // INVARIANT: Connector/J remembers the SQL_SELECT_LIMIT it has set for setMaxRows, and a reset takes it away.
        raw.setSessionMaxRows(-1);
        raw.resetServerState();
        collation();
        pools.keep(raw, Pools.Kept.NONE);
        if (tracking != null) {
            Tracking.begin(raw);
        }
        pools.remember(raw, SessionImage.CLEAN);
        modes(null);
    }

    /**
     * INVARIANT: Connector/J's login brings a collation (MariaDB: utf8mb4_0900_ai_ci), and the SET NAMES after its reset the server's
     * own; texts that are no column's would compare otherwise on connections that were reset.
     */
    private void collation() throws SQLException {
        String atLogin =
                raw.getSession().getServerSession().getServerVariables().get("collation_connection");
        if (atLogin != null && atLogin.startsWith("utf8mb4_")) {
            run("SET collation_connection='" + atLogin + "'");
        }
    }

    /** How long its socket waits for the server until it goes back, in milliseconds; 0 for ever. */
    void networkTimeout(int milliseconds) throws SQLException {
        if (broken()) {
            return;
        }
        int before = raw.getNetworkTimeout();
        if (before == milliseconds) {
            return; // as after a pool's question whether its connection lives: it sets another, and then this one again
        }
        if (ownNetworkTimeout == null) {
            ownNetworkTimeout = before;
        }
        raw.setNetworkTimeout(Runnable::run, milliseconds);
    }

    /** Runs a control statement: SET, BEGIN, COMMIT. */
    void run(String sql) throws SQLException {
        try (Statement statement = raw.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw judged(e);
        }
    }

    /**
     * An error of this connection as the application is told of it. Where it says that the connection is lost, that is not used
     * again, and the error names the shard.
     */
    SQLException judged(SQLException e) {
        if (!Failures.lost(e)) {
            return e;
        }
        broken = true;
        pools.suspect(server);
        return Failures.named(shard, e);
    }

    /** A result was given up, and its last words are {@code e}: nothing is wrong where the server was told to stop. */
    void ended(SQLException e) {
        SQLException ignored = judged(e);
        broken |= streaming();
    }

    /** The connection is in a state that nobody should inherit: it is thrown away. */
    void spoil() {
        broken = true;
    }

    /**
     * Its server is asked to stop what the connection does. One that does not even take that answers nothing any more: then the
     * connection is broken off. May be called by any thread.
     */
    void kill() {
        try {
            pools.kill(server, raw.getId());
        } catch (SQLException e) {
            // A server's own refusal (too many connections, no such connection) means that it lives.
            if (e.getErrorCode() == 0) {
                pools.suspect(server);
                abort();
            }
        }
    }

    /** Breaks the connection off, whatever goes on on it; may be called by any thread. */
    void abort() {
        broken = true;
        try {
            raw.abort(Runnable::run);
        } catch (SQLException e) {
            // It is broken already.
        }
    }

    /** A statement may have left something on the connection (a lock, a variable): it is reset before it goes back. */
    void soil() {
        soiled = true;
    }

    /** The temporary tables that stay on it. */
    Pools.Kept tables() {
        return pools.kept(raw);
    }

    /**
     * What stays on it now: it is not reset before it goes back, but {@code said} is run; unless it is soiled after this.
     */
    void keeps(Pools.Kept tables, List<String> said) {
        soiled = false;
        parting = said;
        pools.keep(raw, tables);
    }

    /** The session holds something in it, or not any more: as long as it does, {@link #close} leaves it open. */
    void keep(boolean on) {
        kept = on;
    }

    /** Whether a statement or a transaction has it, and not only what the session holds in it. */
    boolean working() {
        return !kept
                || (raw.getSession() instanceof NativeSession session
                        && session.getProtocol() != null
                        && session.getProtocol().getServerSession().inTransactionOnServer());
    }

    /** Sends what begins a transaction. */
    void begin(List<String> statements) throws SQLException {
        for (String statement : statements) {
            run(statement);
            withoutAutocommit |= statement.equals("SET autocommit=0");
        }
    }

    /** The transaction on it is over. */
    void ended() throws SQLException {
        if (withoutAutocommit) {
            withoutAutocommit = false;
            run("SET autocommit=1");
        }
    }

    /** True where it is lost or spoilt: nothing can be asked of it any more. */
    boolean broken() {
        try {
            return broken || raw.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    /** True where a result is still on its way: reading it to its end could take for ever. */
    boolean streaming() {
        return raw.getSession() instanceof NativeSession session
                && session.getProtocol() != null
                && session.getProtocol().getStreamingData() != null;
    }

    /** Gives the connection back, or throws it away. */
    @Override
    public void close() throws SQLException {
        if (closed || kept) {
            return;
        }
        closed = true;
        pools.returned(this);
        if (tracking != null) {
            tracking.tell(null);
        }
        try {
            broken |= streaming();
            if (ownNetworkTimeout != null && !broken()) {
                raw.setNetworkTimeout(Runnable::run, ownNetworkTimeout);
            }
            if (soiled && !broken()) {
                undress();
            } else if (!broken()) {
                part();
            }
        } catch (SQLException | RuntimeException e) {
            // What cannot be reset is thrown away; the statement itself has ended well.
            broken = true;
        } finally {
            if (broken()) {
                pools.evict(pool, pooled, raw);
            }
            pooled.close();
        }
    }
}
