package io.sluice.it.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocatorMetric;
import io.sluice.examples.servers.Flavour;
import io.sluice.examples.servers.RunningServer;
import io.sluice.it.servers.Clients;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Clients that are gone at random moments: in a login, in the middle of results, transactions, waits for locks, files, prepared
 * executions and gathered reads. What they began is rolled back at once, and nothing of them is left. A slice: {@code -Dkills=10000}
 * runs the long one, {@code -Dkills.seed} another.
 */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomKillsTest {
    private static final int KILLS = Integer.getInteger("kills", 300);
    private static final long SEED = Long.getLong("kills.seed", 1);
    private static final int CLIENTS = 20;
    /** After so many the killing stops, and all must be as it was. */
    private static final int ROUND = 250;

    private static final long PATIENCE_NANOS = 20_000_000_000L;
    private static final int ORDERS = 60;
    private static final int COUNTRIES = 30;

    private TestServers servers;
    private long slowest;

    @BeforeAll
    void rows(TestServers given) throws SQLException, IOException {
        servers = given;
        servers.freshSchema();
        if (servers.flavour() == Flavour.MYSQL) {
            each(server -> server.run("", "SET GLOBAL local_infile = 1"));
        }
    }

    @Test
    void nothingOfThemIsLeft() throws Exception {
        long buffers = buffers();
        long files = openTempFiles();
        try (TestProxy proxy =
                TestProxy.start(servers, "memory: { merge_rows: 10 }\n").withShop()) {
            fill(proxy);
            for (int killed = 0; killed < KILLS; killed += ROUND) {
                kill(proxy, Math.min(ROUND, KILLS - killed), SEED * 1_000_003 + killed);
                checkServers();
                checkProxy(proxy);
            }
        }
        await("buffers are given back", buffers, RandomKillsTest::buffers);
        await("temporary files are gone", files, RandomKillsTest::openTempFiles);
        System.out.printf(
                "%d clients were killed; servers at rest %d ms behind a round at the latest%n", KILLS, slowest);
    }

    private static void fill(TestProxy proxy) throws SQLException {
        StringBuilder orders = new StringBuilder();
        for (int i = 0; i < ORDERS; i++) {
            orders.append(i == 0 ? "" : ", ").append(String.format("(%d, %d, 'c%d')", i, i, i % 7));
        }
        StringBuilder countries = new StringBuilder();
        for (int i = 0; i < COUNTRIES; i++) {
            countries.append(i == 0 ? "" : ", ").append(String.format("('%d', 'n')", 10 + i));
        }
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO orders (id, user_id, city) VALUES " + orders);
            statement.executeUpdate("INSERT INTO countries VALUES " + countries);
        }
    }

    /** Many die, one works on all the while. */
    private static void kill(TestProxy proxy, int count, long seed) throws Exception {
        AtomicInteger left = new AtomicInteger(count);
        Clients.work(CLIENTS + 1, client -> {
            if (client == CLIENTS) {
                stay(proxy, left);
                return;
            }
            Random random = new Random(seed + client);
            while (left.getAndDecrement() > 0) {
                new Victim(proxy.port(), random).live();
            }
        });
    }

    private static void stay(TestProxy proxy, AtomicInteger left) throws SQLException {
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            do {
                assertEquals(ORDERS, number(statement, "SELECT COUNT(*) FROM orders WHERE total = 0"));
            } while (left.get() > 0);
        }
    }

    /** From plain connections: no transaction, no statement, no named lock, every row as it was. */
    private void checkServers() throws Exception {
        long begin = System.nanoTime();
        for (RunningServer server : servers.shards().stream()
                .flatMap(shard -> shard.servers().stream())
                .toList()) {
            try (Connection plain = server.connect(servers.schema());
                    Statement statement = plain.createStatement()) {
                await("transactions on " + server.name(), 0, () -> number(statement, transactions()));
                await("statements on " + server.name(), 0, () -> number(statement, running()));
                for (int i = 0; i < Victim.LOCKS; i++) {
                    String free = "SELECT IS_FREE_LOCK('" + Victim.LOCK + i + "')";
                    await(free, 1, () -> number(statement, free));
                }
            }
        }
        slowest = Math.max(slowest, (System.nanoTime() - begin) / 1_000_000);
        for (RunningServer server : primaries()) {
            try (Connection plain = server.connect(servers.schema());
                    Statement statement = plain.createStatement()) {
                statement.execute("SET innodb_lock_wait_timeout = 2, lock_wait_timeout = 2");
                for (String table : List.of("orders_0", "orders_1")) {
                    assertEquals(ORDERS / 4, statement.executeUpdate("UPDATE " + table + " SET total = 1"));
                    assertEquals(
                            ORDERS / 4,
                            statement.executeUpdate("UPDATE " + table + " SET total = 0 WHERE status = 'new'"));
                }
                assertEquals(COUNTRIES, number(statement, "SELECT COUNT(*) FROM countries FOR UPDATE"));
            }
        }
    }

    private String transactions() {
        return "SELECT COUNT(*) FROM information_schema.innodb_trx t JOIN information_schema.processlist p"
                + " ON p.id = t.trx_mysql_thread_id WHERE p.db = '" + servers.schema()
                + "' AND p.id <> CONNECTION_ID()";
    }

    private String running() {
        return "SELECT COUNT(*) FROM information_schema.processlist WHERE db = '" + servers.schema()
                + "' AND command IN ('Query', 'Execute') AND id <> CONNECTION_ID()";
    }

    private static void checkProxy(TestProxy proxy) throws Exception {
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            await("sessions", 1, () -> rows(statement, "SHOW SLUICE SESSIONS", row -> 1));
            for (String column : List.of("In_use", "Connecting", "Waiting")) {
                await("pools: " + column, 0, () -> rows(statement, "SHOW SLUICE POOLS", row -> row.getLong(column)));
            }
        }
    }

    // ---- what is left

    /** Buffers of the allocator that are in use; caches of threads are given back as they end. */
    private static long buffers() {
        PooledByteBufAllocatorMetric metric = PooledByteBufAllocator.DEFAULT.metric();
        return Stream.concat(metric.directArenas().stream(), metric.heapArenas().stream())
                .mapToLong(PoolArenaMetric::numActiveAllocations)
                .sum();
    }

    /** Those of a proxy have no names any more; 0 where the system does not tell. */
    private static long openTempFiles() throws IOException {
        Path own = Path.of("/proc/self/fd");
        if (!Files.isDirectory(own)) {
            return 0;
        }
        List<Path> open;
        try (Stream<Path> all = Files.list(own)) {
            open = all.toList();
        }
        long count = 0;
        for (Path each : open) {
            try {
                String target = Files.readSymbolicLink(each).toString();
                count += target.contains("/sluice-") && target.endsWith("(deleted)") ? 1 : 0;
            } catch (IOException e) {
                // closed meanwhile
            }
        }
        return count;
    }

    // ---- asking

    private interface Number {
        long of(ResultSet row) throws SQLException;
    }

    private static long number(Statement statement, String sql) throws SQLException {
        return rows(statement, sql, row -> row.getLong(1));
    }

    private static long rows(Statement statement, String sql, Number number) throws SQLException {
        long sum = 0;
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                sum += number.of(rows);
            }
        }
        return sum;
    }

    private static void await(String what, long expected, Callable<Long> asked) throws Exception {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            long found = asked.call();
            if (found == expected) {
                return;
            }
            assertTrue(System.nanoTime() < end, () -> what + ": " + found + " in place of " + expected);
            Thread.sleep(10);
        }
    }

    private List<RunningServer> primaries() {
        List<RunningServer> all = new ArrayList<>();
        servers.shards().forEach(shard -> all.add(shard.primary()));
        return all;
    }

    private void each(java.util.function.Consumer<RunningServer> what) {
        primaries().forEach(what);
    }
}
