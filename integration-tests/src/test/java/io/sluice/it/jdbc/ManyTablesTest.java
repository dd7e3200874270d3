package io.sluice.it.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.examples.servers.RunningServer;
import io.sluice.it.doors.ClusterFolder;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.jdbc.SluiceDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Start with many physical tables. {@code -Dmany.tables=10000}: the long form; ready in 5 seconds. */
@WithServers
class ManyTablesTest {
    private static final int SLOTS = 50;

    private static String slot(int table, int slot) {
        return "t" + table + "_" + slot;
    }

    @Test
    void readyInSeconds(TestServers servers, @TempDir Path folder) throws Exception {
        int tables = Math.max(1, Integer.getInteger("many.tables", 200) / SLOTS / 2);
        StringBuilder rules = new StringBuilder();
        for (int t = 0; t < tables; t++) {
            int table = t;
            rules.append("table('t%d') { key 'id'; shards 's0', 's1'; tables %s; modulo() }\n"
                    .formatted(
                            t,
                            IntStream.range(0, SLOTS)
                                    .mapToObj(slot -> "'" + slot(table, slot) + "'")
                                    .collect(Collectors.joining(", "))));
        }
        onBoth(servers, tables, ManyTablesTest::create);
        try {
            ready(servers, folder, rules.toString(), tables * SLOTS * 2);
        } finally {
            // A schema with thousands of tables is dropped for minutes.
            onBoth(servers, tables, ManyTablesTest::drop);
        }
    }

    private static void ready(TestServers servers, Path folder, String rules, int count) throws Exception {
        ClusterFolder cluster = ClusterFolder.write(folder, servers, rules, false);
        long worked = serversCpu();
        long began = System.nanoTime();
        try (SluiceDataSource source = new SluiceDataSource(cluster.sluiceUrl() + "?sslMode=DISABLED");
                Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql :
                    new String[] {"SELECT n FROM t0 WHERE id = 7", "SELECT COUNT(*) FROM t0 WHERE id IN (1, 2)"}) {
                try (ResultSet rows = statement.executeQuery(sql)) {
                    assertEquals(sql.contains("COUNT"), rows.next());
                }
            }
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
            System.out.println("[many tables] " + count + " ready in " + millis + " ms; the servers worked for "
                    + (serversCpu() - worked) + " ms");
        }
    }

    /** On a busy machine this says more than a clock. */
    private static long serversCpu() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().command().orElse("").matches(".*(mariadbd|mysqld)"))
                .mapToLong(process ->
                        process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis())
                .sum();
    }

    private interface OnTable {
        void run(Statement statement, int table) throws SQLException;
    }

    private static void onBoth(TestServers servers, int tables, OnTable work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> both = new ArrayList<>();
            for (int shard = 0; shard < 2; shard++) {
                RunningServer server = servers.shard(shard).primary();
                Callable<Void> all = () -> {
                    try (Connection connection = server.connect(servers.schema());
                            Statement statement = connection.createStatement()) {
                        for (int table = 0; table < tables; table++) {
                            work.run(statement, table);
                        }
                    }
                    return null;
                };
                both.add(threads.submit(all));
            }
            for (Future<?> each : both) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    private static void create(Statement statement, int table) throws SQLException {
        for (int slot = 0; slot < SLOTS; slot++) {
            statement.execute("CREATE TABLE " + slot(table, slot)
                    + " (id BIGINT NOT NULL PRIMARY KEY, n INT NOT NULL, word VARCHAR(20), KEY (n))");
        }
    }

    private static void drop(Statement statement, int table) throws SQLException {
        statement.execute("DROP TABLE "
                + IntStream.range(0, SLOTS).mapToObj(slot -> slot(table, slot)).collect(Collectors.joining(", ")));
    }
}
