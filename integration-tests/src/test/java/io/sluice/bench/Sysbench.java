package io.sluice.bench;

import io.sluice.examples.servers.Progress;
import io.sluice.examples.servers.RunningServer;
import io.sluice.examples.servers.ServerLayout;
import io.sluice.examples.servers.ServerSet;
import io.sluice.examples.servers.ServerSettings;
import io.sluice.examples.servers.Shard;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs sysbench against a plain server, an HAProxy TCP hop and the proxy (pass-through, and sharded 2 × 2) in turn, round by
 * round, and prints throughput as a ratio to direct and CPU per statement as a ratio to HAProxy (M), medians of all rounds.
 *
 * <p>Then a million rows through each ({@link BigResult}). Needs {@code sysbench}, {@code mariadb} and, for M, {@code haproxy} on the path. Settings: {@code -Dsysbench.threads=8,32}, {@code
 * -Dsysbench.seconds=5}, {@code -Dsysbench.rounds=3}, {@code -Dsysbench.rows=100000}, {@code
 * -Dsysbench.warm=40}: CPU seconds that a JVM gets before it is measured, so that a busy machine only makes it longer.
 */
public final class Sysbench {
    private static final List<String> WORKLOADS = List.of("oltp_point_select", "oltp_read_write");
    private static final List<String> MODES = List.of("disable", "auto");

    private final Path folder;
    private final List<Process> children = new ArrayList<>();

    private Sysbench(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("sluice-sysbench");
        Sysbench bench = new Sysbench(folder);
        try (ServerSet servers = ServerSet.start(
                ServerLayout.shards(2, 0), ServerSettings.standard(), new Progress(System.out::println))) {
            bench.run(servers);
        } finally {
            bench.children.forEach(Process::destroy);
        }
    }

    private void run(ServerSet servers) throws Exception {
        List<SysbenchTarget> targets = new ArrayList<>();
        RunningServer first = servers.shards().get(0).primary();
        for (Shard shard : servers.shards()) {
            database(shard.primary(), "sbdirect");
            database(shard.primary(), "sbpass");
            database(shard.primary(), "sbsharded");
        }
        SysbenchTarget direct =
                new SysbenchTarget("direct", first.address().port(), first.user(), first.password(), "sbdirect", null);
        targets.add(direct);
        if (SysbenchTarget.has("haproxy")) {
            int port = freePort();
            targets.add(new SysbenchTarget(
                    "haproxy", port, first.user(), first.password(), "sbdirect", haproxy(port, first)));
        }
        SysbenchTarget pass =
                proxy("pass-through", "sbpass", "single 'sbtest1', on: 's0'\nsingle 'bigrows', on: 's0'\n", servers);
        SysbenchTarget sharded = proxy(
                "sharded 2x2",
                "sbsharded",
                "table('sbtest1') {\n    key 'id'\n    shards 's0', 's1'\n    tables 'sbtest1_0', 'sbtest1_1'\n"
                        + "    modulo()\n}\n",
                servers);
        targets.add(pass);
        targets.add(sharded);
        for (SysbenchTarget target : List.of(direct, pass, sharded)) {
            System.out.println("loading " + target.name());
            target.prepare(Integer.getInteger("sysbench.rows", 100_000));
        }
        BigResult.load(first, "sbdirect");
        BigResult.load(first, "sbpass");
        measure(targets);
        BigResult.measure(
                targets.stream().filter(target -> target != sharded).toList(),
                Integer.getInteger("sysbench.rounds", 3));
    }

    private static void measure(List<SysbenchTarget> targets) throws Exception {
        int rounds = Integer.getInteger("sysbench.rounds", 3);
        int seconds = Integer.getInteger("sysbench.seconds", 5);
        SysbenchReport report = new SysbenchReport();
        int warm = Integer.getInteger("sysbench.warm", 40);
        for (SysbenchTarget target : targets) {
            target.warm(warm);
        }
        for (String workload : WORKLOADS) {
            for (String mode : MODES) {
                for (String threads :
                        System.getProperty("sysbench.threads", "8,32").split(",")) {
                    for (int round = 0; round < rounds; round++) {
                        for (SysbenchTarget target : targets) {
                            String cell = String.format(
                                    Locale.ROOT, "%-18s %-8s %3s", workload.substring(5), mode, threads.trim());
                            report.add(
                                    cell,
                                    round,
                                    target.name(),
                                    target.run(workload, mode, Integer.parseInt(threads.trim()), seconds));
                        }
                    }
                }
            }
        }
        report.print();
        for (SysbenchTarget target : targets) {
            System.out.println(target.name() + ": resident " + target.residentMib() + " MiB");
        }
    }

    private static void database(RunningServer server, String name) throws SQLException {
        try (Connection connection = server.connect("mysql");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
    }

    private Process haproxy(int port, RunningServer server) throws IOException {
        Path config = folder.resolve("haproxy.cfg");
        Files.writeString(
                config,
                "global\n  nbthread 2\n  maxconn 4096\ndefaults\n  mode tcp\n  timeout connect 5s\n  timeout client 1h\n"
                        + "  timeout server 1h\nlisten db\n  bind 127.0.0.1:" + port + "\n  server one 127.0.0.1:"
                        + server.address().port() + "\n");
        return child(List.of("haproxy", "-db", "-f", config.toString()), "haproxy");
    }

    private SysbenchTarget proxy(String name, String schema, String rules, ServerSet servers) throws Exception {
        Path home = Files.createDirectory(folder.resolve(schema));
        int port = freePort();
        StringBuilder yaml = new StringBuilder("schema: " + schema + "\nrules: rules.groovy\nshards:\n");
        for (int i = 0; i < servers.shards().size(); i++) {
            RunningServer server = servers.shards().get(i).primary();
            yaml.append("  s" + i + ": { servers: [\"127.0.0.1:"
                    + server.address().port() + "\"], schema: " + schema + " }\n");
        }
        RunningServer first = servers.shards().get(0).primary();
        yaml.append("backend: { user: " + first.user() + ", password: \"" + first.password() + "\" }\n");
        yaml.append("proxy:\n  listen: 127.0.0.1:" + port + "\n  users:\n    - { name: bench, password: bench }\n");
        Files.writeString(home.resolve("cluster.yaml"), yaml);
        Files.writeString(home.resolve("rules.groovy"), rules);
        Process process = child(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.sluice.proxy.ProxyMain",
                        "--config",
                        home.resolve("cluster.yaml").toString()),
                schema);
        SysbenchTarget target = new SysbenchTarget(name, port, "bench", "bench", schema, process);
        target.awaitOpen();
        return target;
    }

    private Process child(List<String> command, String log) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log + ".log").toFile())
                .start();
        children.add(process);
        return process;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
