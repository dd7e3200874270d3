package io.sluice.jdbc.exec;

import io.sluice.jdbc.Errors;
import io.sluice.routing.LocalAnswer;
import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.SwitchOrder;
import io.sluice.routing.cluster.Health;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.cluster.Shard;
import io.sluice.routing.config.ClusterFile;
import io.sluice.routing.config.Configuration;
import io.sluice.routing.control.ConnectorTls;
import io.sluice.routing.control.ControlPlane;
import io.sluice.routing.gather.Allowance;
import io.sluice.routing.merge.MergeLimits;
import io.sluice.routing.session.Balance;
import io.sluice.routing.session.Placement;
import io.sluice.routing.session.ServerUse;
import io.sluice.routing.session.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What all connections of one data source share: the control plane, the pools, the threads. Owns them; {@link #close} frees
 * everything. Safe for use by many threads.
 */
public final class Embedded implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(15);
    private static final int MAX_THREADS = 64;
    /** How long a server that has just failed is asked whether it lives before it is given another statement. */
    private static final Duration ANSWER = Duration.ofMillis(500);

    /** With any of these Connector/J sends points in time in other ways than as the JVM's local time. */
    private static final Set<String> TIME_PROPERTIES =
            Set.of("connectionTimeZone", "serverTimezone", "sendFractionalSeconds", "preserveInstants");

    private final AtomicLong connectionIds = new AtomicLong();
    private final ControlPlane control;
    private final Balance balance;
    private final Pools pools;
    private final DownServers downServers;
    private final Parallel parallel;
    private final Streams streams;
    private final MergeLimits limits;
    private final Allowance.Limits gathering;
    private final boolean localTimes;
    private final String sessionVariables;
    private final DriverOptions options;
    /** Connector/J's jdbcCompliantTruncation: errors in place of cut values. */
    private final boolean strict;

    /** Files that were made of texts or resources and end with this, or null. */
    private final @Nullable Path copy;

    private Embedded(Configuration configuration, Properties properties, @Nullable Path copy) throws SQLException {
        ClusterFile file = configuration.file();
        this.copy = copy;
        options = DriverOptions.of(properties);
        sessionVariables = Readable.sessionVariables(properties);
        control = ControlPlane.start(configuration, START);
        balance = new Balance(() -> control.cluster().reads().zone());
        pools = new Pools(
                new Pools.Settings(
                        file.backend().user(),
                        file.backend().password().reveal(),
                        file.pool().maxPerServer(),
                        Math.max(250, file.pool().acquireTimeout().toMillis()),
                        file.pool().connectTimeout().toMillis(),
                        file.pool().idleTimeout().toMillis(),
                        file.pool().maxLifetime().toMillis(),
                        ofPools(file, properties)),
                control::suspect,
                balance);
        control.onDemotion(pools::retire);
        control.running(pools::running);
        localTimes = TIME_PROPERTIES.stream().noneMatch(properties::containsKey);
        downServers = DownServers.watch(pools, control::health);
        parallel = new Parallel(MAX_THREADS);
        streams = new Streams(file.pool().maxPerServer());
        strict = !"false".equalsIgnoreCase(properties.getProperty("jdbcCompliantTruncation"));
        limits = MergeLimits.of(
                file.memory().mergeRows(),
                file.memory().spillBytes(),
                file.memory().mergeTotal());
        gathering = Allowance.Limits.of(
                file.memory().gatherRows(),
                file.memory().gatherBytes(),
                file.memory().gatherTotal());
    }

    /** What the URL says beats the cluster file. */
    private static Properties ofPools(ClusterFile file, Properties properties) {
        Properties all = new Properties();
        all.putAll(ConnectorTls.properties(file.backend().tls()));
        all.putAll(Readable.ofPools(properties));
        return all;
    }

    /** True where a Timestamp travels as the JVM's local time. */
    public boolean sendsLocalTimes() {
        return localTimes;
    }

    /**
     * Reads the files and starts.
     *
     * @param source where the cluster file and the rules are
     * @param properties for Connector/J
     * @throws SQLException where the files are wrong; it names file, line and cause
     */
    public static Embedded start(ClusterSource source, Properties properties) throws SQLException {
        Readable.check(properties);
        Path copy = null;
        try {
            Path path = source.path();
            copy = source.copied() ? path : null;
            return new Embedded(Configuration.read(path), properties, copy);
        } catch (IOException | RuntimeException | SQLException e) {
            if (copy != null) {
                ClusterSource.remove(copy);
            }
            if (e instanceof SQLException failure) {
                throw failure;
            }
            throw new SQLException(String.valueOf(e.getMessage()), "08001", RoutingError.CONFIG.errno(), e);
        }
    }

    /** What the driver itself does for Connector/J's properties. */
    DriverOptions options() {
        return options;
    }

    /** What every session sets when it begins, in the form of SET; empty for nothing. */
    String sessionVariables() {
        return sessionVariables;
    }

    Session newSession() {
        String user = control.configuration().file().backend().user();
        Session session = Session.inUtf8mb4(control::cluster, connectionIds.incrementAndGet(), user);
        if (strict) {
            session.loginMode("STRICT_TRANS_TABLES");
        }
        session.readsFrom(options.reads());
        session.causality().share(control.written());
        session.causality().scope(options.causality());
        session.useSchema(control.cluster().name());
        return session;
    }

    /**
     * A connection to a server that may be given the statement; servers that cannot be reached are passed over, and a primary that
     * is not there is waited for.
     */
    Lease lease(Shard shard, Placement placement, Hold.Patience patience) throws SQLException {
        return lease(shard, placement, hold(shard, patience), pools::lease);
    }

    /**
     * A connection to the shard's primary for temporary tables.
     *
     * @param holding true where the caller holds another connection
     */
    Lease workspace(Shard shard, boolean holding, Hold.Patience patience) throws SQLException {
        return lease(
                shard,
                new Placement(true, Placement.Reason.SIDE_EFFECT),
                hold(shard, patience),
                (where, server) -> pools.workspace(where, server, holding));
    }

    /** A statement that may have to wait for the shard's primary. */
    Hold hold(Shard shard, Hold.Patience patience) {
        return new Hold(control, shard, patience);
    }

    private interface Source {
        Lease lease(Shard shard, ServerAddress server) throws SQLException;
    }

    private Lease lease(Shard shard, Placement placement, Hold hold, Source source) throws SQLException {
        while (true) {
            SQLException failure;
            boolean refused = false;
            try {
                Lease lease = reached(shard, placement, source);
                if (control.holding().current(shard, control.health(), placement.primary(), lease.server())) {
                    return lease;
                }
                lease.close(); // while it was waited for, the primary has moved
                continue;
            } catch (RoutingException e) {
                // Unless replicas alone will do, there was no primary a moment ago; it may have come meanwhile.
                boolean there = placement.only() && control.holding().primary(shard, control.health()) != null;
                if (e.error() != RoutingError.SHARD_DOWN || there) {
                    throw e;
                }
                failure = Errors.of(e);
            } catch (SQLException e) {
                failure = Failures.unreached(shard.name(), placement, e);
                if (Failures.refused(e) != null) {
                    throw failure;
                }
                refused = true;
            }
            if (!hold.await(refused)) {
                throw failure;
            }
        }
    }

    /** Of the first server that can be reached. */
    private Lease reached(Shard shard, Placement placement, Source source) throws SQLException {
        SQLException failure = null;
        control.holding().check(shard, placement.primary());
        for (ServerAddress server : balance.servers(shard, control.health(), placement)) {
            try {
                control.awaitAnswer(server, ANSWER);
                Health.State state = control.health().servers().get(server);
                if (state != null && !state.up()) {
                    throw new SQLException(state.why(), "08S01");
                }
                return source.lease(shard, server);
            } catch (SQLException e) {
                failure = e;
            }
        }
        throw failure == null ? new SQLException("none is known", "08S01") : failure;
    }

    /** SLUICE SWITCH PRIMARY. */
    LocalAnswer switchPrimary(SwitchOrder order) {
        return LocalAnswer.lines("switch", control.switchPrimary(order.shard(), order.server(), order.patience()));
    }

    /** After DDL: waits until statements see the schema as it is now. */
    void schemaChanged() {
        try {
            control.reloadSchema().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new RoutingException(
                    RoutingError.BUG, "the statement is done, but the schema could not be loaded again");
        }
    }

    /** After DDL that failed: the schema is loaded again, by and by. */
    void schemaPerhapsChanged() {
        CompletableFuture<?> ignored = control.reloadSchema();
    }

    /** Whether a connection leads to a server that is not its shard's primary. */
    boolean isReplica(Lease lease) {
        Shard shard = control.cluster().shards().get(lease.shard());
        return shard != null && !lease.server().equals(control.health().primary(shard));
    }

    /** What goes on on a server. */
    ServerUse use(ServerAddress server) {
        return balance.use(server);
    }

    Health health() {
        return control.health();
    }

    Parallel parallel() {
        return parallel;
    }

    /** Which reads over several shards may stream now. */
    Streams streams() {
        return streams;
    }

    MergeLimits limits() {
        return limits;
    }

    /** How much one statement may bring together on a server. */
    Allowance.Limits gathering() {
        return gathering;
    }

    @Override
    public void close() {
        downServers.close();
        parallel.close();
        pools.close();
        control.close();
        if (copy != null) {
            ClusterSource.remove(copy);
        }
    }
}
