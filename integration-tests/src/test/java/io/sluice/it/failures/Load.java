package io.sluice.it.failures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.it.servers.TestServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Two writers and two readers on each shard; {@code entries} is sharded by {@code owner} modulo 2. */
record Load(List<Worker> workers) {
    /** Longest that any statement, or a connect with the check after an error, may take: beyond it, it hangs. */
    private static final long BOUND_MILLIS = Long.getLong("sluice.failures.bound", 20_000);

    private static final long RETURN_MILLIS = 30_000;

    static Load start(Door door) throws InterruptedException {
        List<Worker> workers = new ArrayList<>();
        for (long owner = 0; owner < 4; owner++) {
            workers.add(Worker.start(door, owner, true));
            workers.add(Worker.start(door, owner, false));
        }
        Load load = new Load(workers);
        load.awaitProgress();
        return load;
    }

    /** Until each worker has done some more. */
    void awaitProgress() throws InterruptedException {
        long[] before = workers.stream().mapToLong(Worker::successes).toArray();
        long deadline = System.nanoTime() + RETURN_MILLIS * 1_000_000;
        for (int i = 0; i < before.length; i++) {
            Worker worker = workers.get(i);
            while (worker.successes() < before[i] + 10) {
                assertTrue(System.nanoTime() < deadline, () -> "service did not return: " + worker + said(worker));
                Thread.sleep(20);
            }
        }
    }

    private static String said(Worker worker) {
        return worker.errors.isEmpty() ? "" : ", last: " + worker.errors.get(worker.errors.size() - 1);
    }

    void stop() throws InterruptedException {
        workers.forEach(Worker::stop);
        for (Worker worker : workers) {
            assertTrue(worker.ended(BOUND_MILLIS), () -> "hangs: " + worker);
        }
        Map<String, Integer> errors = new TreeMap<>();
        workers.forEach(worker -> worker.errors.forEach(e -> errors.merge(
                (worker.writes() ? "w " : "r ") + e.getErrorCode() + " " + e.getSQLState() + " " + e.getMessage(),
                1,
                Integer::sum)));
        System.out.println("[failures] " + workers);
        errors.forEach((error, count) -> System.out.println("[failures] " + count + " x " + error));
    }

    /** The shard to which nothing happened has seen nothing. */
    void undisturbed(int shard) {
        for (Worker worker : of(shard)) {
            assertEquals(List.of(), worker.errors, worker::toString);
        }
    }

    /** Nobody waited too long, and whoever was refused was told where. */
    void clearAndBounded() {
        for (Worker worker : workers) {
            assertTrue(worker.longestMillis() < BOUND_MILLIS, worker::toString);
            for (SQLException error : worker.errors) {
                assertNotEquals(0, error.getErrorCode(), () -> "no number: " + error);
                assertTrue(
                        String.valueOf(error.getMessage()).contains("s" + worker.owner() % 2),
                        () -> "does not name the shard: " + error);
            }
        }
    }

    /** Every acknowledged token is there once, and none is there twice. */
    void nothingLostNothingDoubled(TestServers servers) throws SQLException {
        for (int shard = 0; shard < 2; shard++) {
            Map<Long, Integer> found = tokens(servers, shard);
            for (Worker worker : of(shard)) {
                for (long token : worker.acknowledged) {
                    assertEquals(1, found.getOrDefault(token, 0), () -> "token " + token + " of " + worker);
                }
            }
            found.forEach((token, count) -> assertEquals(1, count, "token " + token));
        }
    }

    private List<Worker> of(int shard) {
        return workers.stream().filter(worker -> worker.owner() % 2 == shard).toList();
    }

    private static Map<Long, Integer> tokens(TestServers servers, int shard) throws SQLException {
        Map<Long, Integer> found = new TreeMap<>();
        try (Connection connection = servers.shard(shard).primary().connect(servers.schema());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT token FROM entries")) {
            while (rows.next()) {
                found.merge(rows.getLong(1), 1, Integer::sum);
            }
        }
        return found;
    }
}
