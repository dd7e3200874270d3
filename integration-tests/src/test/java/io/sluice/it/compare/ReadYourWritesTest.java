package io.sluice.it.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.examples.servers.RunningServer;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sessions see what was written although the replicas do not have it yet.
 * The replicas are held back by a global read lock: replication runs, but nothing can be applied.
 */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadYourWritesTest {
    private Shop shop;

    @BeforeAll
    void open(TestServers servers) {
        shop = Shop.start(servers);
    }

    @AfterAll
    void close() {
        shop.close();
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void aSessionReadsWhatItWrote(Door door) throws SQLException {
        reset();
        List<Connection> locks = holdReplicas();
        try (Connection writer = shop.sluice(door);
                Connection other = shop.sluice(door)) {
            assertEquals(10, total(writer, "user_id = 1"));
            update(writer, "UPDATE orders SET total = 11 WHERE user_id = 1");
            assertEquals(11, total(writer, "user_id = 1"), "after an own write");
            assertEquals(31, total(writer, "user_id IN (1, 3)"), "after an own write, over several shards");
            if (!door.isDriver()) {
                assertEquals(11, total(other, "user_id = 1"), "another session of the process");
                assertEquals(31, total(other, "user_id IN (1, 3)"), "the same over several shards");
            }
            writer.setAutoCommit(false);
            update(writer, "UPDATE orders SET total = 12 WHERE user_id = 3");
            assertEquals(12, total(writer, "user_id = 3"), "in a transaction");
            writer.commit();
            writer.setAutoCommit(true);
            assertEquals(23, total(writer, "user_id IN (1, 3)"), "after the transaction");
            assertEquals(11, locking(other), "a locking read goes to the primary");
        } finally {
            for (Connection lock : locks) {
                lock.close();
            }
        }
        shop.servers().awaitReplicas();
        try (Connection late = shop.sluice(door)) {
            assertEquals(23, total(late, "user_id IN (1, 3)"), "when the replicas have caught up");
        }
    }

    private static long locking(Connection connection) throws SQLException {
        return query(connection, "SELECT total FROM orders WHERE user_id = 1 FOR UPDATE");
    }

    private void reset() throws SQLException {
        try (Connection connection = shop.sluice(Door.PROXY_TEXT)) {
            update(connection, "DELETE FROM orders");
            update(connection, "INSERT INTO orders (id, user_id, city, total) VALUES (1, 1, 'a', 10), (3, 3, 'b', 20)");
        }
        shop.servers().awaitReplicas();
    }

    private List<Connection> holdReplicas() throws SQLException {
        List<Connection> locks = new ArrayList<>();
        for (var shard : shop.servers().shards()) {
            for (RunningServer replica : shard.replicas()) {
                Connection lock = replica.connectAsAdmin();
                update(lock, "FLUSH TABLES WITH READ LOCK");
                locks.add(lock);
            }
        }
        return locks;
    }

    private static long total(Connection connection, String where) throws SQLException {
        return query(connection, "SELECT SUM(total) FROM orders WHERE " + where);
    }

    private static long query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void update(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
