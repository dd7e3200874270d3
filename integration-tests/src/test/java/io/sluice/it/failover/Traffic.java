package io.sluice.it.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.examples.servers.RunningServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writers and readers of one shard, table {@code entries}. */
record Traffic(List<Writer> clients) {
    /** In a transaction, from a server that has become read-only. */
    private static final int READ_ONLY = 1290;

    /** @param owner whose rows; it says the shard */
    static Traffic start(Writer.Door door, long owner, int each) throws InterruptedException {
        List<Writer> clients = new ArrayList<>();
        for (int i = 0; i < each; i++) {
            clients.add(Writer.start(door, owner, true));
            clients.add(Writer.start(door, owner, false));
        }
        Traffic traffic = new Traffic(clients);
        traffic.awaitProgress();
        return traffic;
    }

    /** Until each client has done some more. */
    void awaitProgress() throws InterruptedException {
        long[] before = clients.stream().mapToLong(Writer::done).toArray();
        long deadline = System.nanoTime() + 30_000_000_000L;
        for (int i = 0; i < before.length; i++) {
            Writer client = clients.get(i);
            while (client.done() < before[i] + 10) {
                assertTrue(System.nanoTime() < deadline, () -> "service did not return: " + client + last(client));
                Thread.sleep(10);
            }
        }
    }

    private static String last(Writer client) {
        return client.errors.isEmpty() ? "" : ", last: " + client.errors.get(client.errors.size() - 1);
    }

    void stop() throws InterruptedException {
        clients.forEach(Writer::stop);
        for (Writer client : clients) {
            client.join();
        }
        System.out.println("[failover] " + clients);
        Map<String, Integer> errors = new TreeMap<>();
        clients.forEach(client -> client.errors.forEach(e -> errors.merge(
                (client.writes() ? "w " : "r ") + e.getErrorCode() + " " + e.getMessage(), 1, Integer::sum)));
        errors.forEach((error, count) -> System.out.println("[failover] " + count + " x " + error));
    }

    /** Not one statement failed. */
    void withoutErrors() {
        clients.forEach(client -> assertEquals(0, client.errors.size(), () -> client + last(client)));
    }

    /** Reads went on, and each write that failed said where, or has done nothing. */
    void clear(String shard) {
        for (Writer client : clients) {
            for (SQLException error : client.errors) {
                assertTrue(client.writes(), () -> "a read failed: " + error);
                assertNotEquals(0, error.getErrorCode(), () -> "no number: " + error);
                assertTrue(
                        error.getErrorCode() == READ_ONLY
                                || String.valueOf(error.getMessage()).contains(shard),
                        () -> "does not name the shard: " + error);
            }
        }
    }

    /** Each acknowledged row is there once, none twice. */
    void nothingLostNothingDoubled(RunningServer primary, String schema) throws SQLException {
        Map<Long, Integer> found = new TreeMap<>();
        try (Connection connection = primary.connect(schema);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT token FROM entries")) {
            while (rows.next()) {
                found.merge(rows.getLong(1), 1, Integer::sum);
            }
        }
        for (Writer client : clients) {
            for (long token : client.acknowledged) {
                assertEquals(1, found.getOrDefault(token, 0), () -> "token " + token + " of " + client);
            }
        }
        found.forEach((token, count) -> assertEquals(1, count, "token " + token));
    }
}
