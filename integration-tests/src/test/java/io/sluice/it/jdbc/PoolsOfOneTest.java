package io.sluice.it.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Pools of one connection and 50 threads: nobody holds a connection while waiting for another, so all of them end. Whoever did
 * would wait until the pool gives up, and fail.
 */
@WithServers
class PoolsOfOneTest {
    private static final int THREADS = 50;
    private static Twin twin;

    @BeforeAll
    static void start(TestServers servers) throws Exception {
        twin = Twin.start(servers, "pool: { max_per_server: 1, acquire_timeout: 30s }\n")
                .with(
                        "\nCREATE TABLE kinds (id BIGINT NOT NULL PRIMARY KEY, word VARCHAR(10) COLLATE utf8mb4_general_ci NOT NULL, n INT NOT NULL);\n");
        StringBuilder rows = new StringBuilder("INSERT INTO kinds VALUES (0, 'w0', 0)");
        StringBuilder orders =
                new StringBuilder("INSERT INTO orders (id, user_id, city, status) VALUES (1, 0, 'w0', 'x')");
        for (int i = 1; i < 40; i++) {
            rows.append(", (").append(i).append(", 'w").append(i).append("', 0)");
            orders.append(", (")
                    .append(i + 1)
                    .append(", ")
                    .append(i)
                    .append(", 'w")
                    .append(i)
                    .append("', 'x')");
        }
        twin.both(rows + ";\n" + orders + ";\n");
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    @Test
    void nobodyWaitsForAnother() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int number = i;
                Callable<Integer> work = () -> work(number);
                all.add(threads.submit(work));
            }
            int written = 0;
            for (Future<Integer> each : all) {
                written += each.get();
            }
            try (Connection connection = twin.sluice();
                    Statement statement = connection.createStatement()) {
                assertEquals(written, number(statement, "SELECT SUM(n) FROM kinds"));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Everything that needs several shards; how many rows it has changed. */
    private static int work(int number) throws SQLException {
        try (Connection connection = twin.sluice();
                Statement statement = connection.createStatement()) {
            assertEquals(40, number(statement, "SELECT COUNT(*) FROM orders"));
            assertEquals(40, number(statement, "SELECT COUNT(*) FROM kinds k JOIN orders o ON o.city = k.word"));
            streams(connection);
            int changed = statement.executeUpdate("UPDATE kinds SET n = n + 1 WHERE id IN (2, 3)");
            connection.setAutoCommit(false);
            changed += statement.executeUpdate("UPDATE kinds SET n = n + 1 WHERE id = 4");
            changed += statement.executeUpdate("UPDATE kinds SET n = n + 1 WHERE id = 5");
            if (number % 5 == 0) {
                assertEquals(40, number(statement, "SELECT COUNT(*) FROM kinds k JOIN orders o ON o.city = k.word"));
            }
            connection.commit();
            return changed;
        }
    }

    /** Two slots on each of two shards: four connections, where the pools have two. */
    private static void streams(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(Integer.MIN_VALUE);
            try (ResultSet rows = statement.executeQuery("SELECT id FROM orders ORDER BY id")) {
                for (int i = 1; i <= 40; i++) {
                    rows.next();
                    assertEquals(i, rows.getInt(1));
                }
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(Integer.MIN_VALUE);
            try (ResultSet rows = statement.executeQuery("SELECT id FROM kinds ORDER BY id")) {
                rows.next();
                assertEquals(0, rows.getInt(1));
            }
        }
    }

    private static int number(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
