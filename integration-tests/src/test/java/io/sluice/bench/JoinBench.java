package io.sluice.bench;

import io.sluice.examples.servers.Flavour;
import io.sluice.examples.servers.Progress;
import io.sluice.examples.servers.RunningServer;
import io.sluice.examples.servers.ServerLayout;
import io.sluice.examples.servers.ServerSet;
import io.sluice.examples.servers.ServerSettings;
import io.sluice.examples.servers.Shard;
import io.sluice.it.doors.ClusterFolder;
import io.sluice.it.doors.ProxyDoor;
import io.sluice.it.servers.TestServers;
import io.sluice.routing.gather.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A join over two shards, whose tables give some tens of rows, beside the queries that its shards answer for it: one after another in
 * each round, medians over all. Also what a server needs for each of the statements around the temporary tables: made and dropped as for
 * the first statement on a connection, or emptied as behind each.
 *
 * <p>Settings: {@code -Djoin.rounds=1000}; {@code -Dsluice.servers=mysql}.
 */
public final class JoinBench {
    private static final String RULES =
            """
            table('users')  { key 'id'; shards 's0', 's1'; modulo() }
            table('orders') { key 'id'; shards 's0', 's1'; modulo() }
            """;

    private static final String USERS = "SELECT `u`.`id`, CAST(`u`.`name` AS BINARY), CAST(`u`.`city` AS BINARY) FROM"
            + " `users` AS `u` WHERE (u.city = 'c3')";
    private static final String ORDERS = "SELECT `o`.`id`, `o`.`buyer`, `o`.`total` FROM `orders` AS `o` WHERE"
            + " (`o`.`buyer` IN (3, 103, 203, 303, 403, 503, 603, 703, 803, 903, 1003, 1103, 1203, 1303, 1403, 1503))";
    private static final String JOIN =
            "SELECT u.name, o.total FROM users u JOIN orders o ON o.buyer = u.id WHERE u.city = 'c3' ORDER BY o.id";

    private static final int USERS_COUNT = 1600;
    private static final int ORDERS_COUNT = 4000;

    private final Map<String, Callable<?>> work = new LinkedHashMap<>();
    private final ExecutorService side = Executors.newFixedThreadPool(2);

    private JoinBench() {}

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("sluice-join");
        try (ServerSet set = ServerSet.start(
                ServerLayout.shards(2, 0).with("plain"),
                ServerSettings.standard(),
                new Progress(System.out::println))) {
            TestServers servers = new TestServers(set, "joinbench");
            servers.freshSchema();
            ClusterFolder cluster = ClusterFolder.write(folder, servers, RULES, false);
            try (ProxyDoor proxy = ProxyDoor.open(cluster)) {
                load(proxy);
                new JoinBench().run(servers, cluster, proxy);
            }
        }
        System.exit(0);
    }

    private static void load(ProxyDoor proxy) throws SQLException {
        StringBuilder users = new StringBuilder("INSERT INTO users VALUES ");
        for (int i = 0; i < USERS_COUNT; i++) {
            users.append(i == 0 ? "" : ", ").append("(%d, 'name %d', 'c%d')".formatted(i, i, i % 100));
        }
        StringBuilder orders = new StringBuilder("INSERT INTO orders VALUES ");
        for (int i = 0; i < ORDERS_COUNT; i++) {
            orders.append(i == 0 ? "" : ", ").append("(%d, %d, %d.50)".formatted(i, i % USERS_COUNT, i % 90));
        }
        proxy.run(
                "CREATE TABLE users (id BIGINT NOT NULL PRIMARY KEY, name VARCHAR(40) NOT NULL, city VARCHAR(20) NOT NULL,"
                        + " KEY (city)) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci",
                "CREATE TABLE orders (id BIGINT NOT NULL PRIMARY KEY, buyer BIGINT NOT NULL, total DECIMAL(10, 2) NOT NULL,"
                        + " KEY (buyer))",
                users.toString(),
                orders.toString());
    }

    private void run(TestServers servers, ClusterFolder cluster, ProxyDoor proxy) throws Exception {
        List<Statement> shards = new ArrayList<>();
        for (Shard shard : servers.shards()) {
            shards.add(direct(shard.primary(), servers.schema()));
        }
        work.put("shard queries alone", () -> rows(shards, USERS) + rows(shards, ORDERS));
        Connection text = DriverManager.getConnection(proxy.mySqlUrl());
        Connection driver = DriverManager.getConnection(cluster.sluiceUrl() + "?sslMode=DISABLED");
        Statement throughProxy = text.createStatement();
        Statement throughDriver = driver.createStatement();
        work.put("join, proxy", () -> rows(throughProxy, JOIN));
        work.put("join, driver", () -> rows(throughDriver, JOIN));
        steps(direct(servers.shard(0).primary(), servers.schema()), servers);
        int rounds = Integer.getInteger("join.rounds", 1000);
        measure(rounds / 2);
        if (Boolean.getBoolean("join.log")) {
            log(servers);
        }
        print(measure(rounds));
        side.shutdown();
    }

    /** What a gathered read says in its workspace, one by one. */
    private void steps(Statement workspace, TestServers servers) {
        List<String> all = new ArrayList<>(Workspace.begin(servers.flavour() == Flavour.MARIADB));
        all.add(
                "CREATE TEMPORARY TABLE `__a` (`id` bigint NOT NULL, `name` varchar(40) COLLATE utf8mb4_general_ci NOT NULL,"
                        + " `city` varchar(20) COLLATE utf8mb4_general_ci NOT NULL, PRIMARY KEY (`id`))");
        all.add(
                "CREATE TEMPORARY TABLE `__b` (`id` bigint NOT NULL, `buyer` bigint NOT NULL, `total` decimal(10,2) NOT NULL,"
                        + " PRIMARY KEY (`id`), KEY (`buyer`))");
        all.add("INSERT INTO `__a` VALUES "
                + String.join(
                        ", ",
                        java.util.stream.IntStream.range(0, 16)
                                .mapToObj("(%d, 'n', 'c3')"::formatted)
                                .toList()));
        all.add("INSERT INTO `__b` VALUES "
                + String.join(
                        ", ",
                        java.util.stream.IntStream.range(0, 40)
                                .mapToObj("(%1$d, %1$d, 3.50)"::formatted)
                                .toList()));
        all.add(Workspace.AFTER_LOADING);
        all.add("SELECT u.name, o.total FROM __a u JOIN __b o ON o.buyer = u.id WHERE u.city = 'c3' ORDER BY o.id");
        all.add("TRUNCATE TABLE `__a`");
        all.add("TRUNCATE TABLE `__b`");
        all.add("DROP TEMPORARY TABLE `__a`");
        all.add("DROP TEMPORARY TABLE `__b`");
        for (String each : all) {
            String name = "  " + (each.length() > 48 ? each.substring(0, 48) + "…" : each);
            work.put(name, () -> workspace.execute(each));
        }
        Connection connection;
        try {
            connection = workspace.getConnection();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        com.mysql.cj.jdbc.JdbcConnection raw = (com.mysql.cj.jdbc.JdbcConnection) connection;
        work.put("  (reset of the connection)", () -> {
            raw.resetServerState();
            return 0;
        });
    }

    /** What the servers are told for one of each. */
    private void log(TestServers servers) throws Exception {
        for (String name : List.of("join, proxy", "join, driver")) {
            for (Shard shard : servers.shards()) {
                shard.primary()
                        .run(
                                "",
                                "TRUNCATE mysql.general_log; SET GLOBAL log_output = 'TABLE'; SET GLOBAL general_log = 1");
            }
            Callable<?> join = work.get(name);
            if (join != null) {
                join.call();
            }
            for (Shard shard : servers.shards()) {
                shard.primary().run("", "SET GLOBAL general_log = 0");
                System.out.println("== " + name + " on " + shard.name());
                try (ResultSet rows = direct(shard.primary(), "mysql")
                        .executeQuery(
                                "SELECT event_time, thread_id, command_type, LEFT(CONVERT(argument USING utf8mb4), 110)"
                                        + " FROM mysql.general_log ORDER BY event_time")) {
                    while (rows.next()) {
                        System.out.println(rows.getString(1).substring(17) + " " + rows.getString(2) + " "
                                + rows.getString(3) + " " + rows.getString(4).replace('\n', ' '));
                    }
                }
            }
        }
    }

    private static Statement direct(RunningServer server, String schema) throws SQLException {
        return DriverManager.getConnection(
                        server.jdbcUrl(schema) + "&user=" + server.user() + "&password=" + server.password())
                .createStatement();
    }

    /** On all shards, side by side. */
    private int rows(List<Statement> shards, String sql) throws Exception {
        List<Callable<Integer>> all = new ArrayList<>();
        shards.forEach(shard -> all.add(() -> rows(shard, sql)));
        int rows = 0;
        for (var each : side.invokeAll(all)) {
            rows += each.get();
        }
        return rows;
    }

    private static int rows(Statement statement, String sql) throws SQLException {
        int rows = 0;
        try (ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows++;
            }
        }
        return rows;
    }

    private Map<String, long[]> measure(int rounds) throws Exception {
        Map<String, long[]> times = new LinkedHashMap<>();
        work.keySet().forEach(name -> times.put(name, new long[rounds]));
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Callable<?>> each : work.entrySet()) {
                long start = System.nanoTime();
                each.getValue().call();
                times.get(each.getKey())[round] = System.nanoTime() - start;
            }
        }
        return times;
    }

    private static void print(Map<String, long[]> times) {
        System.out.printf(Locale.ROOT, "%-52s %9s %9s %9s%n", "milliseconds", "10 %", "median", "90 %");
        times.forEach((name, nanos) -> {
            Arrays.sort(nanos);
            System.out.printf(
                    Locale.ROOT,
                    "%-52s %9.3f %9.3f %9.3f%n",
                    name,
                    nanos[nanos.length / 10] / 1e6,
                    nanos[nanos.length / 2] / 1e6,
                    nanos[nanos.length * 9 / 10] / 1e6);
        });
    }
}
