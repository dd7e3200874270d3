package io.sluice.routing.control;

import io.sluice.routing.RoutingError;
import io.sluice.routing.causality.Written;
import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.cluster.Health;
import io.sluice.routing.cluster.Holding;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.cluster.Shard;
import io.sluice.routing.config.ClusterFile;
import io.sluice.routing.config.Clusters;
import io.sluice.routing.config.ConfigSource;
import io.sluice.routing.config.Configuration;
import io.sluice.routing.schema.Schema;
import io.sluice.sql.Dialect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that goes on beside the statements, put together once for both doors: the files are watched, the servers are
 * watched, the schema is loaded and loaded again, and all of it ends in {@link #cluster()} and {@link #health()}, one volatile
 * read each. Safe for use by many threads.
 */
public final class ControlPlane implements AutoCloseable {
    /** How long one question about a schema may take: a server opens thousands of tables for it, perhaps for the first time. */
    private static final Duration SCHEMA = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(ControlPlane.class);

    private final Clusters clusters;
    private final Written written = new Written();
    private final Prober prober;
    private final ConfigSource files;
    private final ExecutorService loading;
    private final List<Consumer<Configuration>> listeners = new java.util.concurrent.CopyOnWriteArrayList<>();
    private final Holding holding = new Holding();
    private final Object switching = new Object();
    private volatile ToIntFunction<ServerAddress> running = server -> 0;
    private final List<Consumer<ServerAddress>> demotions = new java.util.concurrent.CopyOnWriteArrayList<>();
    /** By shard; touched by the prober's calls alone, one at a time. */
    private final Map<String, ServerAddress> primaries = new HashMap<>();

    private volatile Set<String> shardsWithoutPrimary = Set.of();
    private volatile Health last = Health.unknown();

    private ControlPlane(Configuration configuration) {
        clusters = new Clusters(configuration, Schema.empty(), Dialect.MARIADB);
        limits(configuration);
        loading = oneThread();
        written.scope(configuration.file().causality());
        prober = Prober.start(shards(), settings(configuration.file()), written, this::seen);
        files = ConfigSource.watch(configuration, System::getenv, this::changed, Duration.ofSeconds(1));
    }

    /** One daemon thread; what is asked again while a load waits is served by that load. */
    private static ExecutorService oneThread() {
        return new ThreadPoolExecutor(0, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(64), work -> {
            Thread thread = new Thread(work, "sluice-schema");
            thread.setDaemon(true);
            return thread;
        });
    }

    private static ProbeSettings settings(ClusterFile file) {
        ClusterFile.Probe probe = file.probe();
        return new ProbeSettings(account(file.control()), probe.interval(), probe.timeout(), probe.maxLag());
    }

    static Account account(ClusterFile.Backend login) {
        return new Account(login.user(), login.password().reveal(), login.tls());
    }

    /**
     * Starts, and waits until every server was asked once and the schema is loaded, at most {@code patience}. Servers that are
     * dead are no error: they are down, and the schema follows when they come.
     */
    public static ControlPlane start(Configuration configuration, Duration patience) {
        ControlPlane plane = new ControlPlane(configuration);
        plane.prober.awaitFirst(patience);
        try {
            plane.reloadSchema().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            LOG.warn("the schema is not loaded yet; it follows when the servers answer");
        }
        return plane;
    }

    /** The current snapshot. */
    public Cluster cluster() {
        return clusters.get();
    }

    /** What this process has written, and which replica has it: for every session. */
    public Written written() {
        return written;
    }

    /** The files in force. */
    public Configuration configuration() {
        return clusters.configuration();
    }

    /** What is known of the servers. */
    public Health health() {
        return prober.health();
    }

    /** A server failed a door: it is asked at once. Returns at once. */
    public void suspect(ServerAddress server) {
        prober.suspect(server);
    }

    /**
     * Statements wait for a shard's primary: all its servers are asked at once. Returns at once.
     *
     * <p>INVARIANT: that is said again and again while they wait, and nobody may have to wait for the answer, as {@link
     * #awaitAnswer} does for one that has failed: reads go on on the replicas meanwhile.
     */
    public void suspect(Shard shard) {
        shard.servers().forEach(prober::hurry);
    }

    /**
     * Waits until a server that is suspected has been asked since then.
     *
     * @param patience at most; a server that is not suspected is not waited for
     */
    public void awaitAnswer(ServerAddress server, Duration patience) {
        prober.awaitAnswer(server, patience);
    }

    /** @param counts what the door runs on a server: statements, and transactions that are open there */
    public void running(ToIntFunction<ServerAddress> counts) {
        running = counts;
    }

    /**
     * SLUICE SWITCH PRIMARY. Blocks.
     *
     * @param server host and port of a replica of the shard
     * @param patience how long what runs may take to end, and the replica to catch up
     * @return what was done, in sentences
     * @throws io.sluice.routing.RoutingException SWITCH_FAILED, which says how things are now
     */
    public List<String> switchPrimary(String shard, String server, Duration patience) {
        Shard place = clusters.get().shards().get(shard);
        if (place == null) {
            throw RoutingError.SWITCH_FAILED.with(shard, server, "there is no such shard");
        }
        ServerAddress to = place.servers().stream()
                .filter(each -> each.toString().equals(server))
                .findFirst()
                .orElseThrow(() ->
                        RoutingError.SWITCH_FAILED.with(shard, server, "it is none of its servers " + place.servers()));
        synchronized (switching) {
            return new Switch(this, place, to, patience, running).run();
        }
    }

    /** Who may wait for a primary. */
    public Holding holding() {
        return holding;
    }

    /** Is told of each server that is a shard's primary no longer, on a probe's thread; must be quick. */
    public void onDemotion(Consumer<ServerAddress> listener) {
        demotions.add(listener);
    }

    private void limits(Configuration configuration) {
        ClusterFile.Failover failover = configuration.file().failover();
        holding.limits(failover.hold(), failover.holdStatements());
    }

    /** What is wrong with the files as they are now, empty where nothing is. */
    public String configurationError() {
        return files.error();
    }

    /** Is told of each new configuration, on the watching thread. */
    public void onConfiguration(Consumer<Configuration> listener) {
        listeners.add(listener);
    }

    /**
     * Loads the schema again, as after DDL, on a thread of its own.
     *
     * @return done when statements see it; done exceptionally where no server could be asked
     */
    public CompletableFuture<Void> reloadSchema() {
        try {
            return CompletableFuture.runAsync(this::load, loading);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void load() {
        Schema loaded = new SchemaLoader(account(configuration().file().backend()), SCHEMA).load(shards(), last);
        clusters.schema(loaded.keeping(clusters.get().schema()));
    }

    private void changed(Configuration configuration) {
        clusters.configuration(configuration);
        limits(configuration);
        written.scope(configuration.file().causality());
        prober.watch(shards());
        reloadSchema();
        listeners.forEach(listener -> listener.accept(configuration));
    }

    /** Flavour and versions follow the servers; a shard whose primary appears may have a schema that nobody has read yet. */
    private void seen(Health health) {
        last = health;
        holding.seen(shards(), health);
        demote(health);
        Dialect reading = Reading.of(health);
        if (reading != null) {
            clusters.dialect(reading);
        }
        Set<String> without = shards().stream()
                .filter(shard -> health.primary(shard) == null)
                .map(Shard::name)
                .collect(Collectors.toUnmodifiableSet());
        if (!without.containsAll(shardsWithoutPrimary)) {
            reloadSchema();
        }
        shardsWithoutPrimary = without;
    }

    private void demote(Health health) {
        for (Shard shard : shards()) {
            ServerAddress before = primaries.get(shard.name());
            ServerAddress now = health.primary(shard);
            Health.State state = before == null ? null : health.servers().get(before);
            // One that only does not answer may be the primary still.
            boolean demoted = before != null && !before.equals(now) && (now != null || (state != null && state.up()));
            if (demoted) {
                demotions.forEach(listener -> listener.accept(before));
                primaries.remove(shard.name());
            }
            if (now != null) {
                primaries.put(shard.name(), now);
            }
        }
    }

    private List<Shard> shards() {
        Collection<Shard> shards = clusters.get().shards().values();
        return new ArrayList<>(shards);
    }

    /** Ends all watching; {@link #cluster()} and {@link #health()} stay as they are. */
    @Override
    public void close() {
        files.close();
        prober.close();
        loading.shutdownNow();
    }
}
