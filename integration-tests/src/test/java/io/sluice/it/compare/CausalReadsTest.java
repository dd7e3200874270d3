package io.sluice.it.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.examples.servers.Flavour;
import io.sluice.examples.servers.RunningServer;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.proxy.ProxyServer;
import io.sluice.routing.config.Configuration;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Nobody misses what they know of, and what nobody has written is read from replicas. The replicas are held back by a global read lock:
 * replication runs, but nothing can be applied; or by a delay.
 */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CausalReadsTest {
    private static final String TOTAL = "SELECT SUM(total), MAX(@@port) FROM orders WHERE user_id = ?";

    private Shop shop;
    private Set<Long> replicas;

    @BeforeAll
    void open(TestServers servers) {
        shop = Shop.start(servers);
        replicas = servers.shards().stream()
                .flatMap(shard -> shard.replicas().stream())
                .map(replica -> (long) replica.address().port())
                .collect(Collectors.toSet());
    }

    @AfterAll
    void close() {
        shop.close();
    }

    @BeforeEach
    void fill() throws Exception {
        try (Connection connection = shop.sluice(Door.PROXY_TEXT)) {
            update(connection, "DELETE FROM orders");
            update(connection, "INSERT INTO orders (id, user_id, city, total) VALUES (1, 1, 'a', 10), (3, 3, 'b', 20)");
        }
        shop.servers().awaitReplicas();
        awaitReplicaReads(1);
        awaitReplicaReads(3);
    }

    private record Read(long total, long port) {}

    private boolean onReplica(Read read) {
        return replicas.contains(read.port());
    }

    /** Every probe is some hundred milliseconds behind. */
    private void awaitReplicaReads(int user) throws Exception {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (System.nanoTime() < deadline) {
            try (Connection fresh = shop.sluice(Door.PROXY_TEXT)) {
                if (onReplica(read(fresh, user))) {
                    return;
                }
            }
            Thread.sleep(50);
        }
        throw new AssertionError("user " + user + " is still read from the primary");
    }

    @ParameterizedTest
    @EnumSource(
            value = Door.class,
            names = {"PROXY_TEXT", "PROXY_PREPARED"})
    void everySessionSeesWhatWasWrittenAndReadsTheRestFromReplicas(Door door) throws Exception {
        try (Held held = new Held();
                Connection writer = shop.sluice(door);
                Connection other = shop.sluice(door)) {
            assertTrue(onReplica(read(other, 1)));
            update(writer, "UPDATE orders SET total = 11 WHERE user_id = 1");
            assertEquals(11, read(writer, 1).total(), "the session itself");
            assertEquals(11, read(other, 1).total(), "another session");
            assertTrue(onReplica(read(other, 3)), "another key");
            assertTrue(onReplica(read(writer, 3)), "another key, by the writer");
            assertEquals(31, all(other), "over all keys");
            assertTrue(route(other, 1).contains("one, primary (recent write)"), () -> route(other, 1));
            assertTrue(route(other, 3).contains("one, replica"), () -> route(other, 3));
            writer.setAutoCommit(false);
            update(writer, "UPDATE orders SET total = 21 WHERE user_id = 3");
            assertEquals(20, read(other, 3).total(), "not committed");
            writer.commit();
            assertEquals(21, read(other, 3).total(), "committed");
            update(other, "SET sluice_causality = 'off'");
            assertTrue(onReplica(read(other, 3)));
            update(other, "SET sluice_causality = 'strict'");
            assertFalse(onReplica(read(other, 3)));
        }
        awaitReplicaReads(1);
        awaitReplicaReads(3);
        try (Connection late = shop.sluice(door)) {
            assertEquals(32, all(late), "when the replicas have caught up");
        }
    }

    @Test
    void hiddenWritesAndUnknownKeysCountForAll() throws Exception {
        try (Held held = new Held();
                Connection writer = shop.sluice(Door.PROXY_TEXT);
                Connection other = shop.sluice(Door.PROXY_TEXT)) {
            update(writer, "UPDATE orders SET total = total + 1 WHERE city IN ('a', 'b')");
            assertEquals(11, read(other, 1).total());
            assertEquals(21, read(other, 3).total());
        }
    }

    @Test
    void triggersChangeOtherTables() throws Exception {
        try (Connection writer = shop.sluice(Door.PROXY_TEXT);
                Connection other = shop.sluice(Door.PROXY_TEXT)) {
            for (var shard : shop.servers().shards()) {
                try (Connection admin = shard.primary().connectAsAdmin()) {
                    update(admin, "USE " + shop.servers().schema());
                    update(admin, "CREATE TABLE seen (n INT)");
                    update(admin, "INSERT INTO seen VALUES (0)");
                    for (String table : tables(admin, "orders%")) {
                        update(
                                admin,
                                "CREATE TRIGGER t_" + table + " AFTER UPDATE ON " + table
                                        + " FOR EACH ROW UPDATE seen SET n = n + 1");
                    }
                }
            }
            update(writer, "CREATE TABLE touched (id INT)");
            update(writer, "DROP TABLE touched");
            shop.servers().awaitReplicas();
            Thread.sleep(1500);
            try (Held held = new Held()) {
                assertEquals("0", text(other, "SELECT n FROM seen"));
                update(writer, "UPDATE orders SET total = 12 WHERE user_id IN (1, 2, 3, 4)");
                assertNotEquals("0", text(other, "SELECT n FROM seen"));
                assertNotEquals("0", text(writer, "SELECT n FROM seen"));
            }
        } finally {
            for (var shard : shop.servers().shards()) {
                try (Connection admin = shard.primary().connectAsAdmin()) {
                    update(admin, "USE " + shop.servers().schema());
                    for (String table : tables(admin, "orders%")) {
                        update(admin, "DROP TRIGGER IF EXISTS t_" + table);
                    }
                    update(admin, "DROP TABLE IF EXISTS seen");
                }
            }
        }
    }

    @Test
    void aProcedureThatShowsRowsBehindItsWritesIsAWrite() throws Exception {
        RunningServer first = shop.servers().shards().get(0).primary();
        try (Connection admin = first.connectAsAdmin();
                Connection writer = shop.sluice(Door.PROXY_TEXT);
                Connection other = shop.sluice(Door.PROXY_TEXT)) {
            update(admin, "USE " + shop.servers().schema());
            update(
                    admin,
                    "CREATE PROCEDURE bump() BEGIN UPDATE orders_1 SET total = total + 1; SELECT 'done' AS s; END");
            for (int i = 0; i < 8; i++) { // connections that have told of GTIDs
                update(writer, "UPDATE orders SET city = 'c" + i + "' WHERE user_id = 1");
            }
            shop.servers().awaitReplicas();
            awaitReplicaReads(1);
            try (Held held = new Held()) {
                assertEquals(10, read(other, 1).total());
                update(writer, "/* sluice: shard=s0 */ CALL bump()");
                assertEquals(11, read(other, 1).total());
            } finally {
                update(admin, "DROP PROCEDURE bump");
            }
        }
    }

    @Test
    void rowsThatAreReplacedHaveOtherKeys() throws Exception {
        try (Connection writer = shop.sluice(Door.PROXY_TEXT);
                Connection other = shop.sluice(Door.PROXY_TEXT)) {
            update(writer, "INSERT INTO orders (id, user_id, city, total) VALUES (5, 5, 'e', 50)");
            shop.servers().awaitReplicas();
            awaitReplicaReads(1);
            try (Held held = new Held()) {
                assertEquals(10, read(other, 1).total());
                update(
                        writer,
                        "REPLACE INTO orders (id, user_id, city, total)"
                                + " SELECT 1, user_id, city, total FROM orders WHERE user_id = 5");
                assertEquals(0, read(other, 1).total());
                assertEquals(100, read(other, 5).total());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Door.class,
            names = {"PROXY_TEXT", "DRIVER_TEXT"})
    void aKeyThatRowsWereMovedToCountsFromTheCommitOn(Door door) throws Exception {
        try (Held held = new Held();
                Connection locker = shop.servers().shards().get(0).primary().connectAsAdmin();
                Connection writer = shop.sluice(door);
                Connection other = shop.sluice(door)) {
            update(locker, "USE " + shop.servers().schema());
            locker.setAutoCommit(false);
            text(locker, "SELECT COUNT(*) FROM orders_1 WHERE user_id = 1 FOR UPDATE");
            CompletableFuture<Void> moved = CompletableFuture.runAsync(() -> move(writer));
            Thread.sleep(1000); // probes see replicas that have all that primaries have
            locker.rollback();
            moved.get(20, TimeUnit.SECONDS);
            assertEquals(10, read(other, 5).total());
            assertEquals(20, read(other, 7).total());
        }
    }

    /** Each row within its slot. */
    private static void move(Connection connection) {
        try {
            update(connection, "UPDATE orders SET user_id = user_id + 4 WHERE total > 0");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> tables(Connection connection, String like) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW TABLES LIKE '" + like + "'")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    @Test
    void aTokenBringsAnotherProcessUpToDate() throws Exception {
        try (ProxyServer second =
                        ProxyServer.start(Configuration.read(shop.folder().resolve("cluster.yaml")));
                Held held = new Held();
                Connection writer = shop.sluice(Door.PROXY_TEXT);
                Connection far = DriverManager.getConnection("jdbc:mysql://127.0.0.1:" + second.port() + "/"
                        + shop.servers().schema() + "?sslMode=DISABLED&user=" + Shop.USER + "&password=" + Shop.USER)) {
            long deadline = System.nanoTime() + 20_000_000_000L;
            while (!onReplica(read(far, 1)) && System.nanoTime() < deadline) {
                Thread.sleep(50);
            }
            update(writer, "UPDATE orders SET total = 11 WHERE user_id = 1");
            assertEquals(10, read(far, 1).total(), "nobody has told it");
            String token = text(writer, "SELECT @@sluice_token");
            update(far, "SET sluice_token = '" + token + "'");
            assertEquals(11, read(far, 1).total());
            assertEquals(
                    1231,
                    assertThrows(SQLException.class, () -> update(far, "SET sluice_token = 'forged'"))
                            .getErrorCode());
            update(far, "SET sluice_token = '1;s0=0:99999999999;s1=0:99999999999'");
            assertNotEquals("", text(far, "SELECT @@sluice_token"));
            assertEquals(11, read(far, 1).total());
        }
    }

    @Test
    void underDelayAndWhileReplicationIsStoppedNothingIsMissed() throws Exception {
        delay(1);
        try (Connection writer = shop.sluice(Door.PROXY_TEXT);
                Connection other = shop.sluice(Door.PROXY_PREPARED)) {
            long onReplicas = 0;
            for (int i = 1; i <= 60; i++) {
                if (i == 40) {
                    eachReplica("STOP SLAVE SQL_THREAD");
                }
                update(writer, "UPDATE orders SET total = " + i + " WHERE user_id = 1");
                assertEquals(i, read(other, 1).total());
                assertEquals(i, read(writer, 1).total());
                onReplicas += onReplica(read(other, 3)) ? 1 : 0;
            }
            assertTrue(onReplicas >= 30, onReplicas + " of 60 reads of another key were on replicas");
        } finally {
            delay(0);
        }
    }

    // ---- helpers

    private void delay(int seconds) throws SQLException {
        boolean mariaDb = shop.servers().plain().flavour() == Flavour.MARIADB;
        eachReplica(
                "STOP SLAVE SQL_THREAD",
                mariaDb ? "STOP SLAVE" : "DO 0",
                (mariaDb ? "CHANGE MASTER TO MASTER_DELAY = " : "CHANGE REPLICATION SOURCE TO SOURCE_DELAY = ")
                        + seconds,
                "START SLAVE");
    }

    private void eachReplica(String... statements) throws SQLException {
        for (var shard : shop.servers().shards()) {
            for (RunningServer replica : shard.replicas()) {
                try (Connection admin = replica.connectAsAdmin()) {
                    for (String statement : statements) {
                        update(admin, statement);
                    }
                }
            }
        }
    }

    /** Replicas that apply nothing. */
    private final class Held implements AutoCloseable {
        private final List<Connection> locks = new ArrayList<>();

        Held() throws SQLException {
            for (var shard : shop.servers().shards()) {
                for (RunningServer replica : shard.replicas()) {
                    Connection lock = replica.connectAsAdmin();
                    update(lock, "FLUSH TABLES WITH READ LOCK");
                    locks.add(lock);
                }
            }
        }

        @Override
        public void close() throws SQLException {
            for (Connection lock : locks) {
                lock.close();
            }
            shop.servers().awaitReplicas();
        }
    }

    private static Read read(Connection connection, int user) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TOTAL)) {
            statement.setInt(1, user);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return new Read(rows.getLong(1), rows.getLong(2));
            }
        }
    }

    private static String route(Connection connection, int user) {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("EXPLAIN ROUTE SELECT total FROM orders WHERE user_id = " + user)) {
            StringBuilder lines = new StringBuilder();
            while (rows.next()) {
                lines.append(rows.getString(1)).append('\n');
            }
            return lines.toString();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long all(Connection connection) throws SQLException {
        return new java.math.BigDecimal(text(connection, "SELECT SUM(total) FROM orders")).longValueExact();
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void update(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
