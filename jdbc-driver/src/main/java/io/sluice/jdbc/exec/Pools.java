package io.sluice.jdbc.exec;

import com.mysql.cj.jdbc.JdbcConnection;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.sluice.routing.RoutingError;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.cluster.Shard;
import io.sluice.routing.gather.Standing;
import io.sluice.routing.session.Balance;
import io.sluice.routing.session.SessionImage;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * HikariCP pools, opened when first needed: for each server and physical schema one for statements, and two for temporary tables.
 * Safe for use by many threads.
 *
 * <p>INVARIANT: who holds a connection for temporary tables waits for connections of statements, so it must never be the other
 * way round, nor may both come from one pool: all would wait for each other. A session that holds some of the latter, in a transaction
 * or for what it has in them, therefore has connections without a bound.
 */
public final class Pools implements AutoCloseable {
    private static final String KILL_MILLIS = "2000";

    private final Map<Key, HikariDataSource> pools = new ConcurrentHashMap<>();
    private final Map<JdbcConnection, SessionImage> images = Collections.synchronizedMap(new WeakHashMap<>());
    private final Map<JdbcConnection, Kept> kept = Collections.synchronizedMap(new WeakHashMap<>());
    private final Map<JdbcConnection, Tracking> trackings = Collections.synchronizedMap(new WeakHashMap<>());
    private final Set<Lease> leases = ConcurrentHashMap.newKeySet();
    private final Settings settings;
    private final Consumer<ServerAddress> suspect;
    private final Balance balance;
    private volatile boolean closed;

    /** One connection for temporary tables for so many for statements. */
    private static final int STATEMENTS_PER_WORKSPACE = 4;

    /** Who takes a connection, and so for whom it may have to wait. */
    private enum Use {
        STATEMENT,
        /** For temporary tables of who holds no connection. */
        WORKSPACE,
        /** For temporary tables of who holds one. */
        HOLDERS_WORKSPACE
    }

    /** There are never more than sessions that hold a connection. */
    private static final int HOLDERS = 1 << 16;

    private record Key(ServerAddress server, String schema, Use use) {
        boolean workspace() {
            return use != Use.STATEMENT;
        }
    }

    /**
     * How pools are made.
     *
     * @param user of the database servers
     * @param password of that user
     * @param maxConnections for each server, 1 or more; for temporary tables a quarter of it more, at least 1
     * @param connectionTimeoutMillis how long a statement may wait for a connection, 250 or more
     * @param connectTimeoutMillis how long a new connection may take
     * @param idleTimeoutMillis idle connections are closed after it
     * @param maxLifetimeMillis connections are renewed after it
     * @param properties further Connector/J properties, from the URL
     */
    public record Settings(
            String user,
            String password,
            int maxConnections,
            long connectionTimeoutMillis,
            long connectTimeoutMillis,
            long idleTimeoutMillis,
            long maxLifetimeMillis,
            Properties properties) {
        /** Without the password. */
        @Override
        public String toString() {
            return "Settings[user=" + user + ", maxConnections=" + maxConnections + "]";
        }
    }

    /**
     * @param suspect is told of each server that failed, so that its health is looked at again at once
     * @param balance is told how many connections to each server are in use
     */
    public Pools(Settings settings, Consumer<ServerAddress> suspect, Balance balance) {
        this.balance = balance;
        this.settings = settings;
        this.suspect = suspect;
    }

    /** A connection to a server, ours until closed. */
    Lease lease(Shard shard, ServerAddress server) throws SQLException {
        return lease(shard, new Key(server, shard.schema(), Use.STATEMENT));
    }

    /**
     * A connection whose temporary tables are ours, until closed.
     *
     * @param holding true where the caller holds a connection of {@link #lease}
     */
    Lease workspace(Shard shard, ServerAddress server, boolean holding) throws SQLException {
        Lease lease = lease(shard, new Key(server, shard.schema(), holding ? Use.HOLDERS_WORKSPACE : Use.WORKSPACE));
        lease.soil();
        return lease;
    }

    private Lease lease(Shard shard, Key key) throws SQLException {
        if (closed) {
            throw new SQLException("the data source is closed", "08003");
        }
        ServerAddress server = key.server();
        HikariDataSource pool = pools.computeIfAbsent(key, this::open);
        if (closed) {
            pool.close();
        }
        Connection pooled = connection(pool, shard, server);
        try {
            Lease lease = new Lease(this, pool, pooled, shard.name(), server);
            leases.add(lease);
            balance.use(server).add(1);
            return lease;
        } catch (SQLException | RuntimeException e) {
            pooled.close();
            throw e;
        }
    }

    private Connection connection(HikariDataSource pool, Shard shard, ServerAddress server) throws SQLException {
        try {
            return pool.getConnection();
        } catch (SQLException e) {
            if (e instanceof SQLTransientConnectionException && e.getCause() == null) {
                // Nothing failed: all connections were in use for too long.
                throw RoutingError.POOL_EXHAUSTED.with(
                        "shard " + shard.name() + " on " + server, settings.connectionTimeoutMillis());
            }
            suspect.accept(server);
            throw e;
        }
    }

    private HikariDataSource open(Key key) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(
                "sluice-" + key.server() + "-" + key.schema() + (key.workspace() ? "-temporary-" + key.use() : ""));
        config.setJdbcUrl("jdbc:mysql://" + key.server() + "/" + key.schema());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(most(key.use()));
        config.setMinimumIdle(0);
        config.setConnectionTimeout(settings.connectionTimeoutMillis());
        config.setIdleTimeout(Math.max(10_000, settings.idleTimeoutMillis()));
        config.setMaxLifetime(Math.max(30_000, settings.maxLifetimeMillis()));
        // A server that is down must not keep the data source from starting.
        config.setInitializationFailTimeout(-1);
        Properties properties = properties();
        if (key.workspace()) {
            // Else Connector/J asks the server before each statement that is no SELECT whether it may write.
            properties.setProperty("readOnlyPropagatesToServer", "false");
        }
        config.setDataSourceProperties(properties);
        return new HikariDataSource(config);
    }

    private int most(Use use) {
        int most = settings.maxConnections();
        return switch (use) {
            case STATEMENT -> most;
            case WORKSPACE -> Math.max(1, most / STATEMENTS_PER_WORKSPACE);
            case HOLDERS_WORKSPACE -> HOLDERS;
        };
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("allowPublicKeyRetrieval", "true");
        properties.setProperty("cachePrepStmts", "true");
        properties.setProperty("prepStmtCacheSize", "256");
        properties.setProperty("prepStmtCacheSqlLimit", "4096");
        properties.setProperty("rewriteBatchedStatements", "true");
        properties.setProperty("connectTimeout", String.valueOf(settings.connectTimeoutMillis()));
        properties.putAll(settings.properties());
        // INVARIANT: results that were read in full outlive the lease of their connection, and text rows are what
        // merging reads.
        properties.setProperty("dontTrackOpenResources", "true");
        properties.setProperty("useServerPrepStmts", "false");
        properties.setProperty("trackSessionState", "true");
        // INVARIANT: routing takes a string's characters and bytes for those that reach the servers.
        properties.setProperty("characterEncoding", "UTF-8");
        properties.remove("connectionCollation");
        return properties;
    }

    /**
     * Asks a server to stop what one of its connections does, over a connection of its own and within some seconds.
     *
     * @throws SQLException where it does not take the KILL
     */
    void kill(ServerAddress server, long connection) throws SQLException {
        Properties properties = properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password());
        properties.setProperty("connectTimeout", KILL_MILLIS);
        properties.setProperty("socketTimeout", KILL_MILLIS);
        try (Connection killer = DriverManager.getConnection("jdbc:mysql://" + server + "/", properties);
                Statement statement = killer.createStatement()) {
            statement.execute("KILL QUERY " + connection);
        }
    }

    /**
     * Temporary tables that stay on a connection.
     *
     * @param under the state of the sessions that have made them
     */
    record Kept(Standing tables, SessionImage under) {
        static final Kept NONE = new Kept(Standing.NONE, SessionImage.CLEAN);
    }

    Kept kept(JdbcConnection raw) {
        return kept.getOrDefault(raw, Kept.NONE);
    }

    void keep(JdbcConnection raw, Kept tables) {
        if (tables.tables().isEmpty()) {
            kept.remove(raw);
        } else {
            kept.put(raw, tables);
        }
    }

    SessionImage image(JdbcConnection raw) {
        return images.isEmpty() ? SessionImage.CLEAN : images.getOrDefault(raw, SessionImage.CLEAN);
    }

    void remember(JdbcConnection raw, SessionImage image) {
        if (image.isClean()) {
            images.remove(raw);
        } else {
            images.put(raw, image);
        }
    }

    /** What a connection tells of its commits. */
    Tracking tracking(JdbcConnection raw) throws SQLException {
        Tracking known = trackings.get(raw);
        if (known == null) {
            known = Tracking.on(raw);
            trackings.put(raw, known);
        }
        return known;
    }

    void suspect(ServerAddress server) {
        suspect.accept(server);
    }

    /** {@code pool} is the one that it came from: told of a stranger, HikariCP would count wrong in both. */
    void evict(HikariDataSource pool, Connection pooled, JdbcConnection raw) {
        images.remove(raw);
        kept.remove(raw);
        trackings.remove(raw);
        pool.evictConnection(pooled);
    }

    void returned(Lease lease) {
        if (leases.remove(lease)) {
            balance.use(lease.server()).add(-1);
        }
    }

    /** Servers that somebody uses now. */
    Set<ServerAddress> servers() {
        return pools.keySet().stream().map(Key::server).collect(Collectors.toSet());
    }

    /** Breaks off all connections to a server, those with a statement under way too. */
    void lose(ServerAddress server) {
        leases.stream().filter(lease -> lease.server().equals(server)).forEach(Lease::abort);
        pools.forEach((key, pool) -> {
            if (key.server().equals(server)) {
                pool.getHikariPoolMXBean().softEvictConnections();
            }
        });
    }

    /** Statements and transactions on a server now. */
    int running(ServerAddress server) {
        return (int) leases.stream()
                .filter(lease -> lease.server().equals(server) && lease.working())
                .count();
    }

    /** A server is a primary no longer: no connection to it is used again by anybody but who reads an answer in it now. */
    void retire(ServerAddress server) {
        leases.stream().filter(lease -> lease.server().equals(server)).forEach(Lease::spoil);
        pools.forEach((key, pool) -> {
            if (key.server().equals(server)) {
                pool.getHikariPoolMXBean().softEvictConnections();
            }
        });
    }

    /** Closes all pools; leases still out are closed when they come back. */
    @Override
    public void close() {
        closed = true;
        pools.values().forEach(HikariDataSource::close);
        pools.clear();
    }
}
