package io.sluice.bench;

import io.sluice.examples.servers.Progress;
import io.sluice.examples.servers.ServerLayout;
import io.sluice.examples.servers.ServerSet;
import io.sluice.examples.servers.ServerSettings;
import io.sluice.it.doors.ClusterFolder;
import io.sluice.it.servers.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/**
 * A batch of inserts over two shards through the driver, beside plain Connector/J with rewriteBatchedStatements into one server; in
 * turns, medians.
 *
 * <p>Settings: {@code -Dbatch.rows=10000}, {@code -Dbatch.rounds=9}; {@code -Dsluice.servers=mysql}.
 */
public final class BatchBench {
    private static final String RULES = "table('rows') { key 'id'; shards 's0', 's1'; modulo() }\n";
    private static final String TABLE =
            "CREATE TABLE rows (id BIGINT NOT NULL PRIMARY KEY, name VARCHAR(40) NOT NULL, n INT"
                    + " NOT NULL, at DATETIME NOT NULL)";

    private BatchBench() {}

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("sluice-batch");
        try (ServerSet set = ServerSet.start(
                ServerLayout.shards(2, 0).with("plain"),
                ServerSettings.standard(),
                new Progress(System.out::println))) {
            TestServers servers = new TestServers(set, "batchbench");
            servers.freshSchema();
            ClusterFolder cluster = ClusterFolder.write(folder, servers, RULES, false);
            try (Connection plain = DriverManager.getConnection(
                            servers.plain().jdbcUrl(servers.schema()) + "&rewriteBatchedStatements=true",
                            servers.plain().user(),
                            servers.plain().password());
                    Connection sluice = DriverManager.getConnection(cluster.sluiceUrl() + "?sslMode=DISABLED")) {
                for (Connection each : new Connection[] {plain, sluice}) {
                    each.createStatement().execute(TABLE.replace("rows", "`rows`"));
                }
                run(plain, sluice);
            }
        }
        System.exit(0);
    }

    private static void run(Connection plain, Connection sluice) throws SQLException {
        int rows = Integer.getInteger("batch.rows", 10_000);
        int rounds = Integer.getInteger("batch.rounds", 9);
        for (boolean transaction : new boolean[] {false, true}) {
            long[] one = new long[rounds];
            long[] two = new long[rounds];
            for (int i = -5; i < rounds; i++) {
                long first = batch(plain, rows, transaction);
                long second = batch(sluice, rows, transaction);
                if (i >= 0) {
                    one[i] = first;
                    two[i] = second;
                }
            }
            Arrays.sort(one);
            Arrays.sort(two);
            double before = one[rounds / 2] / 1e6;
            double after = two[rounds / 2] / 1e6;
            System.out.printf(
                    "%d rows%s: Connector/J into one server %.1f ms, Sluice into two shards %.1f ms, ratio %.2f%n",
                    rows, transaction ? " in a transaction" : "", before, after, after / before);
        }
    }

    private static long batch(Connection connection, int rows, boolean transaction) throws SQLException {
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE TABLE `rows`");
        }
        connection.setAutoCommit(!transaction);
        long began = System.nanoTime();
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO `rows` (id, name, n, at) VALUES (?, ?, ?, ?)")) {
            for (int i = 0; i < rows; i++) {
                insert.setLong(1, i);
                insert.setString(2, "name of number " + i);
                insert.setInt(3, i % 100);
                insert.setString(4, "2024-02-03 10:11:12");
                insert.addBatch();
            }
            insert.executeBatch();
        }
        if (transaction) {
            connection.commit();
        }
        return System.nanoTime() - began;
    }
}
