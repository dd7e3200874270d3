package io.sluice.routing.config;

import io.sluice.routing.causality.Scope;
import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.cluster.Shard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Takes a cluster file apart; used once, by one thread. The keys and defaults are explained at {@link ClusterFile}. */
final class ClusterFileReader {
    private static final int MOST_ROWS = 1 << 30;
    /** What mysql_native_password keeps, and caching_sha2_password: {@code $A$}, rounds, {@code $}, 20 bytes, 43 characters. */
    private static final String HASH = "\\*[0-9A-Fa-f]{40}|0[xX]244124(3[0-9]|[46][1-6]){3}24[0-9A-Fa-f]{126}";

    private final Path path;
    private final UnaryOperator<String> environment;

    ClusterFileReader(Path path, UnaryOperator<String> environment) {
        this.path = path;
        this.environment = environment;
    }

    ClusterFile read() {
        YamlNode root = YamlTree.read(String.valueOf(path.getFileName()), content());
        if (!(root instanceof YamlNode.Mapping mapping)) {
            throw new ConfigError(path.getFileName() + ":1: must be a mapping that begins with schema: …");
        }
        Section file = new Section(path, "", mapping, environment)
                .only(
                        "schema",
                        "rules",
                        "shards",
                        "backend",
                        "control",
                        "replication",
                        "proxy",
                        "pool",
                        "probe",
                        "failover",
                        "memory",
                        "scatter",
                        "deep_offset",
                        "reads",
                        "causality",
                        "zone");
        String schema = file.text("schema");
        ClusterFile.Backend backend = login(file.section("backend"));
        ClusterFile.Backend control = login(file, "control", backend);
        return new ClusterFile(
                path,
                schema,
                shards(file, schema),
                backend,
                control,
                login(file, "replication", control),
                path.resolveSibling(file.text("rules", "rules.groovy")),
                proxy(file.section("proxy")),
                pool(file.section("pool")),
                probe(file.section("probe").only("interval", "timeout", "max_lag")),
                failover(file.section("failover").only("hold", "hold_statements")),
                memory(file.section("memory")
                        .only(
                                "plan_cache",
                                "merge_rows",
                                "merge_total",
                                "spill_bytes",
                                "gather_rows",
                                "gather_bytes",
                                "gather_total")),
                scatters(file),
                file.number("deep_offset", Cluster.DEEP_OFFSET, 0, Integer.MAX_VALUE),
                Servers.reads(file),
                causality(file),
                secrets(file));
    }

    private static List<Path> secrets(Section file) {
        List<Section> all = new ArrayList<>(file.section("proxy").sectionList("users"));
        all.add(file.section("backend"));
        all.add(file.section("control"));
        all.add(file.section("replication"));
        return all.stream()
                .filter(each -> each.has("password_file"))
                .map(each -> each.path("password_file"))
                .toList();
    }

    private static Scope causality(Section file) {
        Scope scope = Scope.of(file.text("causality", "key"));
        if (scope == null) {
            throw file.wrong("causality", "must be key, session, strict or off");
        }
        return scope;
    }

    private static boolean scatters(Section file) {
        String scatter = file.text("scatter", "allow");
        if (!scatter.equals("allow") && !scatter.equals("forbid")) {
            throw file.wrong("scatter", "must be allow or forbid");
        }
        return scatter.equals("allow");
    }

    private String content() {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new ConfigError(path + ": cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static Map<String, Shard> shards(Section file, String schema) {
        Map<String, Shard> shards = new LinkedHashMap<>();
        file.section("shards").sections().forEach((name, section) -> {
            section.only("servers", "schema");
            shards.put(name, Servers.shard(name, section, section.text("schema", schema)));
        });
        if (shards.isEmpty()) {
            throw file.wrong("shards", "is missing or empty");
        }
        return shards;
    }

    private static ClusterFile.Backend login(Section file, String key, ClusterFile.Backend otherwise) {
        return file.has(key) ? login(file.section(key)) : otherwise;
    }

    private static ClusterFile.Backend login(Section section) {
        section.only("user", "password", "password_file", "tls");
        return new ClusterFile.Backend(section.text("user"), section.secret(), Tls.backends(section.section("tls")));
    }

    private static ClusterFile.Proxy proxy(Section section) {
        section.only(
                "listen",
                "users",
                "max_connections",
                "max_allowed_packet",
                "login_timeout",
                "idle_timeout",
                "transaction_timeout",
                "statement_timeout",
                "threads",
                "server_version",
                "tls",
                "proxy_protocol",
                "metrics",
                "slow_statement",
                "log_literals",
                "drain_timeout");
        List<ClusterFile.User> users = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Section user : section.sectionList("users")) {
            user.only("name", "password", "password_file", "password_hash", "max_connections", "grants");
            if (!names.add(user.text("name"))) {
                throw user.wrong("name", "'" + user.text("name") + "' stands twice");
            }
            users.add(user(user));
        }
        return new ClusterFile.Proxy(
                section.address("listen", "127.0.0.1:3307"),
                users,
                (int) section.number("max_connections", 1000, 1, 1_000_000),
                (int) section.number("max_allowed_packet", 64 << 20, 1024, 1 << 30),
                new ClusterFile.Timeouts(
                        section.duration("login_timeout", Duration.ofSeconds(10)),
                        section.duration("idle_timeout", Duration.ofHours(8)),
                        section.duration("transaction_timeout", Duration.ZERO),
                        section.duration("statement_timeout", Duration.ZERO)),
                (int) section.number("threads", 0, 0, 1024),
                section.text("server_version", ""),
                Tls.door(section.section("tls")),
                section.networks("proxy_protocol"),
                operations(section));
    }

    private static ClusterFile.Operations operations(Section section) {
        ClusterFile.Operations standard = ClusterFile.Operations.DEFAULT;
        Section metrics = section.section("metrics").only("listen");
        return new ClusterFile.Operations(
                metrics.has("listen") ? metrics.address("listen", "") : null,
                section.duration("slow_statement", standard.slowStatement()),
                section.flag("log_literals", standard.logLiterals()),
                section.duration("drain_timeout", standard.drainTimeout()));
    }

    private static ClusterFile.User user(Section user) {
        boolean hashed = user.has("password_hash");
        if (hashed && (user.has("password") || user.has("password_file"))) {
            throw user.wrong("password_hash", "stands beside a password");
        }
        Secret secret = hashed ? new Secret(user.text("password_hash")) : user.secret();
        if (hashed && !secret.reveal().matches(HASH)) {
            throw user.wrong("password_hash", "is none of mysql_native_password (*…) or caching_sha2_password (0x…)");
        }
        return new ClusterFile.User(
                user.text("name"),
                secret,
                hashed,
                (int) user.number("max_connections", 0, 0, 1_000_000),
                Grants.read(user));
    }

    private static ClusterFile.Pool pool(Section section) {
        section.only("max_per_server", "acquire_timeout", "connect_timeout", "idle_timeout", "max_lifetime");
        return new ClusterFile.Pool(
                (int) section.number("max_per_server", 64, 1, 100_000),
                section.duration("acquire_timeout", Duration.ofSeconds(5)),
                section.duration("connect_timeout", Duration.ofSeconds(3)),
                section.duration("idle_timeout", Duration.ofMinutes(5)),
                section.duration("max_lifetime", Duration.ofMinutes(30)));
    }

    private static ClusterFile.Probe probe(Section section) {
        return new ClusterFile.Probe(
                section.duration("interval", Duration.ofSeconds(1)),
                section.duration("timeout", Duration.ofSeconds(2)),
                section.duration("max_lag", Duration.ofSeconds(10)));
    }

    private static ClusterFile.Failover failover(Section section) {
        return new ClusterFile.Failover(section.duration("hold", Duration.ofSeconds(10)), (int)
                section.number("hold_statements", 10_000, 0, 1_000_000));
    }

    private static ClusterFile.Memory memory(Section section) {
        return new ClusterFile.Memory(
                section.number("plan_cache", 32 << 20, 1 << 16, 1L << 40),
                (int) section.number("merge_rows", 100_000, 1, MOST_ROWS),
                section.number("merge_total", 0, 0, 1L << 50),
                section.number("spill_bytes", 4L << 30, 0, 1L << 50),
                (int) section.number("gather_rows", 1_000_000, 1, MOST_ROWS),
                section.number("gather_bytes", 1L << 30, 1 << 10, 1L << 50),
                section.number("gather_total", 8L << 30, 1 << 10, 1L << 50));
    }
}
