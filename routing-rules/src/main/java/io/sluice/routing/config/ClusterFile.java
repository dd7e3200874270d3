package io.sluice.routing.config;

import io.sluice.routing.causality.Scope;
import io.sluice.routing.cluster.Reads;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.cluster.Shard;
import io.sluice.routing.rights.Rights;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The cluster file as it stands, validated. Durations are written {@code 500ms}, {@code 5s}, {@code 2m}; sizes {@code 64M};
 * {@code ${NAME}} is taken from the environment, {@code ${NAME:-other}} with a default; {@code password_file} in place of
 * {@code password} names a file. Relative paths start at the cluster file. Immutable.
 *
 * @param path where it was read
 * @param schema {@code schema}: the one schema that clients see
 * @param shards {@code shards}: by name in the file's order; the physical schema is the logical one where none is stated
 * @param backend {@code backend}: who Sluice is on the servers
 * @param control {@code control}: who Sluice is on the servers when it asks them what they are and moves primaries; {@code backend}
 *     where that is not said
 * @param replication {@code replication}: who replicas are on their primary when Sluice makes them follow another; {@code control}
 *     where that is not said
 * @param rules {@code rules}: the rules file, by default {@code rules.groovy}
 * @param proxy {@code proxy}
 * @param pool {@code pool}
 * @param probe {@code probe}
 * @param failover {@code failover}
 * @param memory {@code memory}
 * @param scatters {@code scatter}, {@code allow}: whether a statement without a key may go to every shard; {@code forbid} refuses it
 *     unless its own hint allows it
 * @param deepOffset {@code deep_offset}, 5000: the OFFSET from which on a page of sorted rows of several slots is looked for by its
 *     first value; 0 for never
 * @param reads {@code reads}, prefer-replica: which servers plain reads go to, as one word or as {@code default} and {@code tables};
 *     and {@code zone}, none: where this process stands
 * @param causality {@code causality}, key: which writes a read must not miss (key, session, strict, off)
 * @param secrets each {@code password_file}
 */
public record ClusterFile(
        Path path,
        String schema,
        Map<String, Shard> shards,
        Backend backend,
        Backend control,
        Backend replication,
        Path rules,
        Proxy proxy,
        Pool pool,
        Probe probe,
        Failover failover,
        Memory memory,
        boolean scatters,
        long deepOffset,
        Reads reads,
        Scope causality,
        List<Path> secrets) {
    public ClusterFile {
        secrets = List.copyOf(secrets);
        shards = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(shards));
    }

    /** The files that the cluster file names and that hold settings, as its rules do. */
    public List<Path> files() {
        List<Path> files = new ArrayList<>(List.of(path, rules));
        files.addAll(secrets);
        files.addAll(proxy.tls().files());
        files.addAll(backend.tls().files());
        return files;
    }

    /** The login on the servers. */
    public record Backend(String user, Secret password, Tls.Backends tls) {}

    /**
     * The proxy's door.
     *
     * @param listen {@code listen}, 127.0.0.1:3307
     * @param users {@code users}: who may come in
     * @param maxConnections {@code max_connections}, 1000: clients at a time; more are told "Too many connections"
     * @param maxAllowedPacket {@code max_allowed_packet} in bytes, 64M: longer packets of clients are refused
     * @param timeouts {@code …_timeout}
     * @param threads {@code threads}: event loops; 0 (the default) for one per processor
     * @param serverVersion {@code server_version}: what the greeting says; empty (the default) for the backends' own
     * @param tls {@code tls}
     * @param balancers {@code proxy_protocol}: who says where its clients are, by the PROXY protocol
     * @param operations what operators see, and how the proxy ends
     */
    public record Proxy(
            ServerAddress listen,
            List<User> users,
            int maxConnections,
            int maxAllowedPacket,
            Timeouts timeouts,
            int threads,
            String serverVersion,
            Tls.Door tls,
            List<Network> balancers,
            Operations operations) {
        public Proxy {
            balancers = List.copyOf(balancers);
            users = List.copyOf(users);
        }
    }

    /**
     * What operators see, and how the proxy ends.
     *
     * @param metrics {@code metrics.listen}, none: where {@code /metrics} and {@code /health} are answered by HTTP
     * @param slowStatement {@code slow_statement}, never: a statement that takes longer is logged
     * @param logLiterals {@code log_literals}, false: whether its literals are shown in the log
     * @param drainTimeout {@code drain_timeout}, 30s: what statements and transactions are given to end when the proxy does
     */
    public record Operations(
            @Nullable ServerAddress metrics, Duration slowStatement, boolean logLiterals, Duration drainTimeout) {
        /** What holds where nothing is said. */
        public static final Operations DEFAULT = new Operations(null, Duration.ZERO, false, Duration.ofSeconds(30));
    }

    /**
     * A client's login.
     *
     * @param password {@code password} or {@code password_file}; with {@code password_hash} what a server keeps of it
     * @param hashed whether it is such a hash
     * @param maxConnections {@code max_connections}, 0: connections at a time; 0 for as many as there are
     * @param rights {@code grants}: what the user may do; every statement where nothing is granted
     */
    public record User(String name, Secret password, boolean hashed, int maxConnections, Rights rights) {}

    /**
     * When clients are sent away, and statements stopped; zero for never.
     *
     * @param login {@code login_timeout}, 10s
     * @param idle {@code idle_timeout}, 8h: a client that is silent for longer
     * @param transaction {@code transaction_timeout}, never: a client that is silent for longer inside a transaction
     * @param statement {@code statement_timeout}, never: as the hint of that name says, where a statement has none
     */
    public record Timeouts(Duration login, Duration idle, Duration transaction, Duration statement) {}

    /**
     * Connections to the servers, in both doors.
     *
     * @param maxPerServer {@code max_per_server}, 64
     * @param acquireTimeout {@code acquire_timeout}, 5s: then error 1040
     * @param connectTimeout {@code connect_timeout}, 3s
     * @param idleTimeout {@code idle_timeout}, 5m: idle connections are closed after it
     * @param maxLifetime {@code max_lifetime}, 30m
     */
    public record Pool(
            int maxPerServer,
            Duration acquireTimeout,
            Duration connectTimeout,
            Duration idleTimeout,
            Duration maxLifetime) {}

    /**
     * How servers are watched.
     *
     * @param interval {@code interval}, 1s
     * @param timeout {@code timeout}, 2s: a server that takes longer to answer is down
     * @param maxLag {@code max_lag}, 10s: a replica further behind is given no reads
     */
    public record Probe(Duration interval, Duration timeout, Duration maxLag) {}

    /**
     * What happens when a primary moves.
     *
     * @param hold {@code hold}, 10s: how long statements that are not sent yet wait for a shard's primary; 0s for not at all
     * @param holdStatements {@code hold_statements}, 10000: how many of a process wait at a time
     */
    public record Failover(Duration hold, int holdStatements) {}

    /**
     * Upper bounds of memory.
     *
     * @param planCache {@code plan_cache} in bytes, 32M
     * @param mergeRows {@code merge_rows}, 100000: rows one statement may hold in memory while answers are merged
     * @param mergeTotal {@code merge_total}, 0 (a quarter of the heap): bytes that all statements may hold in memory for that
     * @param spillBytes {@code spill_bytes}, 4G: bytes that one statement may write to temporary files for that
     * @param gatherRows {@code gather_rows}, 1000000: rows one statement may bring together in temporary tables of a server
     * @param gatherBytes {@code gather_bytes}, 1G: how much they may be
     * @param gatherTotal {@code gather_total}, 8G: how much all statements may bring together at a time
     */
    public record Memory(
            long planCache,
            int mergeRows,
            long mergeTotal,
            long spillBytes,
            int gatherRows,
            long gatherBytes,
            long gatherTotal) {}

    /**
     * Reads and validates a file, taking {@code ${…}} from the process's environment.
     *
     * @throws ConfigError with file, line, path and cause
     */
    public static ClusterFile read(Path path) {
        return read(path, System::getenv);
    }

    /** The same with another environment, which answers null for what it does not have. */
    public static ClusterFile read(Path path, UnaryOperator<String> environment) {
        return new ClusterFileReader(path, environment).read();
    }
}
