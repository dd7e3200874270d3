package io.sluice.it.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Transactions of one shard and of several, by SQL ({@code transactions.sql}) and by {@code java.sql}. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransactionsTest {
    private final List<Connection> shards = new ArrayList<>();
    private final ShopData data = new ShopData(7);
    private Shop shop;
    private boolean loaded;

    @BeforeAll
    void open(TestServers servers) throws SQLException {
        shop = Shop.start(servers);
        shards.add(shop.physical(0));
        shards.add(shop.physical(1));
    }

    @BeforeEach
    void load() throws SQLException {
        loaded = false;
        begin();
    }

    @AfterAll
    void close() throws SQLException {
        for (Connection shard : shards) {
            shard.close();
        }
        shop.close();
    }

    private void begin() throws SQLException {
        if (!loaded) {
            try (Connection plain = shop.plain(Door.chosen().get(0));
                    Connection sluice = shop.sluice(Door.chosen().get(0))) {
                data.load(plain);
                data.load(sluice);
            }
            shop.servers().awaitReplicas();
            loaded = true;
        }
    }

    @TestFactory
    Stream<DynamicContainer> sections() {
        Map<String, List<Example>> sections = ExampleFile.sections("transactions.sql");
        return Door.chosen().stream()
                .map(door -> dynamicContainer(
                        door.name(),
                        sections.entrySet().stream()
                                .map(section -> dynamicTest(section.getKey(), () -> run(door, section.getValue())))));
    }

    private void run(Door door, List<Example> statements) throws SQLException {
        begin();
        loaded = false;
        try (Connection plain = shop.plain(door);
                Connection sluice = shop.sluice(door)) {
            for (Example each : statements) {
                // MySQL does not prepare BEGIN and its kin (1295); Sluice does, and so is only asked by text.
                boolean prepared = door.prepared() && each.template().matches("(?s)(SELECT|INSERT|UPDATE|DELETE).*");
                Comparison.check(each, Asked.by(plain, each, prepared), Asked.by(sluice, each, prepared));
            }
        }
        alike(door);
        loaded = true;
    }

    /** From outside: other sessions, and the shards. */
    private void alike(Door door) throws SQLException {
        try (Connection plain = shop.plain(door);
                Connection sluice = shop.sluice(door)) {
            State.inPlace(ShopData.TABLES, plain, shards);
            shop.servers().awaitReplicas();
            State.alike(ShopData.TABLES, plain, sluice);
        }
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void byJavaSql(Door door) throws SQLException {
        for (Connection connection : List.of(shop.plain(door), shop.sluice(door))) {
            try (connection;
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                assertEquals(false, connection.getAutoCommit());
                statement.executeUpdate("UPDATE orders SET total = 5 WHERE user_id IN (1, 2, 3)");
                Savepoint savepoint = connection.setSavepoint("here");
                statement.executeUpdate("UPDATE orders SET total = 6 WHERE user_id IN (2, 3, 4)");
                connection.rollback(savepoint);
                connection.commit();
                statement.executeUpdate("DELETE FROM orders");
                connection.rollback();
                connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                statement.executeUpdate("UPDATE orders SET total = 8 WHERE user_id IN (5, 6)");
                connection.setAutoCommit(true);
            }
        }
        alike(door);
    }

    @ParameterizedTest
    @EnumSource(
            value = Door.class,
            names = {"PROXY_TEXT", "DRIVER_TEXT"})
    void aCommitThatFailsOnTheSecondShardTellsTheOutcomeOfEach(Door door) throws SQLException {
        try (Connection connection = shop.sluice(door);
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
            statement.executeUpdate("UPDATE orders SET total = 777 WHERE user_id = 1");
            statement.executeUpdate("UPDATE orders SET total = 777 WHERE user_id = 3");
            killTransactions(1);
            SQLException failure = assertThrows(SQLException.class, () -> statement.execute("COMMIT"));
            if (String.valueOf(failure.getMessage()).contains("ROUTE-3002")) {
                // The proxy has seen in time that the connection is gone, see below.
                assertEquals("0 0", changed(777), "what is on the shards");
                return;
            }
            assertEquals(1105, failure.getErrorCode(), failure.getMessage());
            assertEquals("HY000", failure.getSQLState());
            assertTrue(
                    String.valueOf(failure.getMessage()).contains("ROUTE-3004")
                            && failure.getMessage().contains("committed on s0, but not on s1"),
                    failure.getMessage());
            List<String> warnings = warnings(connection);
            assertTrue(warnings.stream().anyMatch(line -> line.contains("s0")), warnings.toString());
            assertTrue(warnings.stream().anyMatch(line -> line.contains("s1")), warnings.toString());
            assertEquals("1 0", changed(777), "what is on the shards");
            statement.execute("SELECT COUNT(*) FROM orders");
        }
    }

    @ParameterizedTest
    @EnumSource(value = Door.class, names = "PROXY_TEXT")
    void whatIsKnownToHaveLostAShardIsCommittedNowhere(Door door) throws SQLException {
        try (Connection connection = shop.sluice(door);
                Statement statement = connection.createStatement();
                Connection other = shop.sluice(door)) {
            statement.execute("BEGIN");
            statement.executeUpdate("UPDATE orders SET total = 779 WHERE user_id = 1");
            statement.executeUpdate("UPDATE orders SET total = 779 WHERE user_id = 3");
            killTransactions(1);
            long end = System.nanoTime() + 10_000_000_000L;
            while (inUse(other) > 1) {
                assertTrue(System.nanoTime() < end, "the proxy does not see that its connection is gone");
                LockSupport.parkNanos(20_000_000L);
            }
            SQLException failure = assertThrows(SQLException.class, () -> statement.execute("COMMIT"));
            String message = String.valueOf(failure.getMessage());
            assertTrue(message.contains("ROUTE-3002") && message.contains("s1"), message);
            assertEquals("0 0", changed(779), "what is on the shards");
            awaitNoTransaction(0);
            statement.execute("SELECT COUNT(*) FROM orders");
        }
    }

    /** Connections to shards that somebody has, through the proxy. */
    private static long inUse(Connection proxy) throws SQLException {
        long all = 0;
        try (Statement statement = proxy.createStatement();
                ResultSet pools = statement.executeQuery("SHOW SLUICE POOLS")) {
            while (pools.next()) {
                all += pools.getLong("In_use");
            }
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource(
            value = Door.class,
            names = {"PROXY_TEXT", "DRIVER_TEXT"})
    void aCommitThatFailsOnTheFirstShardCommitsNowhere(Door door) throws SQLException {
        try (Connection connection = shop.sluice(door);
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
            statement.executeUpdate("UPDATE orders SET total = 778 WHERE user_id = 1");
            statement.executeUpdate("UPDATE orders SET total = 778 WHERE user_id = 3");
            killTransactions(0);
            SQLException failure = assertThrows(SQLException.class, () -> statement.execute("COMMIT"));
            String message = String.valueOf(failure.getMessage());
            assertTrue(message.contains("ROUTE-300") && message.contains("s0"), message);
            assertEquals("0 0", changed(778), "what is on the shards");
            awaitNoTransaction(1);
        }
    }

    /** Waits for them: innodb_trx is a copy that InnoDB renews only when it has not been read for a tenth of a second. */
    private void killTransactions(int shard) throws SQLException {
        long end = System.nanoTime() + 10_000_000_000L;
        while (!killedTransactions(shard)) {
            assertTrue(System.nanoTime() < end, "no transaction is open on s" + shard);
            LockSupport.parkNanos(200_000_000L);
        }
    }

    private boolean killedTransactions(int shard) throws SQLException {
        try (Connection physical = shop.physical(shard);
                Statement statement = physical.createStatement();
                Statement kill = physical.createStatement();
                ResultSet open =
                        statement.executeQuery("SELECT trx_mysql_thread_id FROM information_schema.innodb_trx t"
                                + " JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id WHERE p.db = '"
                                + shop.servers().schema() + "'")) {
            boolean any = false;
            while (open.next()) {
                any |= killed(kill, open.getLong(1));
            }
            return any;
        }
    }

    private static boolean killed(Statement statement, long connection) throws SQLException {
        try {
            statement.execute("KILL " + connection);
            return true;
        } catch (SQLException e) {
            if (e.getErrorCode() != 1094) {
                throw e;
            }
            return false; // a connection that is gone already, in a copy that is not renewed yet
        }
    }

    private void awaitNoTransaction(int shard) throws SQLException {
        long end = System.nanoTime() + 10_000_000_000L;
        while (openTransactions(shard) > 0) {
            assertTrue(System.nanoTime() < end, "a transaction stays open on s" + shard);
            LockSupport.parkNanos(200_000_000L);
        }
    }

    private long openTransactions(int shard) throws SQLException {
        try (Statement statement = shards.get(shard).createStatement();
                ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM information_schema.innodb_trx t"
                        + " JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id WHERE p.db = '"
                        + shop.servers().schema() + "'")) {
            count.next();
            return count.getLong(1);
        }
    }

    /** Whether the total was changed on s0 and on s1: user 1 has orders_1 of s0, user 3 orders_1 of s1. */
    private String changed(int total) throws SQLException {
        StringBuilder text = new StringBuilder();
        for (Connection shard : shards) {
            try (Statement statement = shard.createStatement();
                    ResultSet found =
                            statement.executeQuery("SELECT COUNT(*) > 0 FROM orders_1 WHERE total = " + total)) {
                found.next();
                text.append(found.getInt(1)).append(' ');
            }
        }
        return text.toString().strip();
    }

    private static List<String> warnings(Connection connection) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW WARNINGS")) {
            while (rows.next()) {
                lines.add(rows.getString(1) + " " + rows.getString(2) + " " + rows.getString(3));
            }
        }
        return lines;
    }
}
