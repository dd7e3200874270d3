package io.sluice.it.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.it.servers.Clients;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.jdbc.SluiceConnection;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Gathered statements on pools of one connection: nothing waits for itself, and nothing is lost however a statement ends. */
@WithServers
class GatheredLimitsTest {
    private static final String JOIN = "SELECT a.id, b.n FROM kinds a JOIN kinds b ON b.id = a.id + 1";

    /** Takes far longer than any test waits, where it is answered. */
    private static final String LONG = "SELECT MAX(SHA1(REPEAT(a.n + b.n + c.n, 1000))) FROM kinds a, kinds b, kinds c";

    /** Takes long between two rows of a feed: the first ones fill the servers' buffers. */
    private static final String LONG_FEED = "SELECT COUNT(DISTINCT a.body) FROM kinds a"
            + " WHERE a.id < 40 OR LENGTH(SHA1(REPEAT(CONCAT(a.n, 'x'), 3000000))) = 41";

    private static Twin twin;

    @BeforeAll
    static void start(TestServers servers) throws Exception {
        twin = Twin.start(servers, "pool: { max_per_server: 1, acquire_timeout: 60s }\nmemory: { gather_rows: 2000 }\n")
                .with("\nCREATE TABLE kinds (id BIGINT NOT NULL PRIMARY KEY, n INT, body MEDIUMTEXT);\n");
        StringBuilder values = new StringBuilder("INSERT INTO kinds VALUES (0, 0, REPEAT('x', 50000))");
        for (int i = 1; i < 500; i++) {
            values.append(", (%d, %d, %s)".formatted(i, i, i < 40 ? "REPEAT('x', 50000)" : "'x'"));
        }
        twin.both(values + ";\n");
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    private static int count(Statement statement) throws SQLException {
        int count = 0;
        try (ResultSet rows = statement.executeQuery(JOIN)) {
            while (rows.next()) {
                assertEquals(rows.getInt(1) + 1, rows.getInt(2));
                count++;
            }
        }
        return count;
    }

    @Test
    void fiftyThreadsAndOneConnection() throws Exception {
        Clients.work(50, client -> {
            try (SluiceConnection connection = twin.sluice();
                    Statement statement = connection.createStatement()) {
                assertEquals(998, count(statement) + count(statement));
            }
        });
    }

    @Test
    void fiftyTransactionsAndOneConnection() throws Exception {
        Clients.work(50, client -> {
            try (SluiceConnection connection = twin.sluice();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                assertEquals(998, count(statement) + count(statement));
                connection.commit();
            }
        });
    }

    @Test
    void streamsGiveTheirConnectionBack() throws Exception {
        try (SluiceConnection connection = twin.sluice()) {
            for (int i = 0; i < 6; i++) {
                Statement statement = connection.createStatement();
                statement.setFetchSize(Integer.MIN_VALUE);
                ResultSet rows = statement.executeQuery(JOIN);
                assertTrue(rows.next());
                if (i % 3 == 0) {
                    rows.close();
                } else if (i % 3 == 1) {
                    statement.close();
                } else {
                    while (rows.next()) {
                        assertTrue(rows.getInt(2) > 0);
                    }
                }
            }
            connection.createStatement();
            Statement left = connection.createStatement();
            left.setFetchSize(Integer.MIN_VALUE);
            assertTrue(left.executeQuery(JOIN).next());
        }
        goesOn();
    }

    /** All connections are back, and clean. */
    private static void goesOn() throws SQLException {
        try (SluiceConnection connection = twin.sluice();
                Statement statement = connection.createStatement()) {
            assertEquals(499, count(statement));
        }
    }

    @Test
    void failuresGiveTheirConnectionsBack() throws Exception {
        try (SluiceConnection connection = twin.sluice();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 4; i++) {
                assertThrows(SQLException.class, () -> statement.executeQuery("SELECT nope FROM kinds a JOIN kinds b"));
                assertThrows(
                        SQLException.class,
                        () -> statement.executeQuery("SELECT id FROM kinds WHERE n = (SELECT n FROM kinds)"));
            }
            assertEquals(499, count(statement));
        }
    }

    @Test
    void tooManyRowsEndTheStatement() throws Exception {
        String sql = "SELECT COUNT(*) FROM kinds a JOIN kinds b ON a.id = b.n JOIN kinds c ON c.n = b.id"
                + " JOIN kinds d ON d.n = c.id JOIN kinds e ON e.n = d.id";
        for (boolean auto : new boolean[] {true, false}) {
            try (SluiceConnection connection = twin.sluice();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(auto);
                SQLException e = assertThrows(SQLException.class, () -> statement.executeQuery(sql));
                assertEquals(1041, e.getErrorCode(), e.toString());
                assertTrue(e.getMessage().contains("memory.gather_rows"), e.getMessage());
                assertEquals(499, count(statement));
            }
        }
    }

    @Test
    void theTimeEndsTheAnswer() throws Exception {
        timesOut(LONG, true);
        timesOut(LONG, false);
    }

    @Test
    void theTimeEndsAFeed() throws Exception {
        timesOut(LONG_FEED, true);
        timesOut(LONG_FEED, false);
    }

    private static void timesOut(String sql, boolean auto) throws SQLException {
        try (SluiceConnection connection = twin.sluice();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(auto);
            statement.setQueryTimeout(1);
            SQLException e = assertThrows(SQLException.class, () -> statement.executeQuery(sql));
            assertTrue(e instanceof SQLTimeoutException, e.toString());
            statement.setQueryTimeout(0);
            assertEquals(499, count(statement));
        }
    }

    @Test
    void aHintsTimeEndsIt() throws Exception {
        try (SluiceConnection connection = twin.sluice();
                Statement statement = connection.createStatement()) {
            SQLException e = assertThrows(
                    SQLException.class, () -> statement.executeQuery("/* sluice: timeout=500ms */ " + LONG_FEED));
            assertTrue(e.getErrorCode() == 1969 || e.getErrorCode() == 3024, e.toString());
            assertEquals(499, count(statement));
        }
    }

    @Test
    void cancelEndsTheAnswer() throws Exception {
        cancels(LONG, true);
    }

    @Test
    void cancelEndsAFeed() throws Exception {
        cancels(LONG_FEED, true);
        cancels(LONG_FEED, false);
    }

    private static void cancels(String sql, boolean auto) throws Exception {
        try (SluiceConnection connection = twin.sluice();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(auto);
            CompletableFuture<SQLException> failed = CompletableFuture.supplyAsync(
                    () -> assertThrows(SQLException.class, () -> statement.executeQuery(sql)));
            Thread.sleep(500);
            while (!failed.isDone()) {
                statement.cancel();
                Thread.sleep(100);
            }
            SQLException e = failed.get(20, TimeUnit.SECONDS);
            assertTrue(e.getSQLState() == null || e.getSQLState().equals("70100"), e.toString());
            assertEquals(499, count(statement));
        }
    }

    @Test
    void abortEndsIt() throws Exception {
        for (String sql : new String[] {LONG, LONG_FEED}) {
            SluiceConnection connection = twin.sluice();
            Statement statement = connection.createStatement();
            CompletableFuture<SQLException> failed = CompletableFuture.supplyAsync(
                    () -> assertThrows(SQLException.class, () -> statement.executeQuery(sql)));
            Thread.sleep(500);
            connection.abort(Runnable::run);
            failed.get(60, TimeUnit.SECONDS);
            goesOn();
        }
    }

    @Test
    void aFeedThatWaitsIsEnded(TestServers servers) throws Exception {
        try (Connection lock = servers.shard(0).primary().connect(servers.schema());
                Statement locking = lock.createStatement();
                SluiceConnection connection = twin.sluice();
                Statement statement = connection.createStatement()) {
            locking.execute("LOCK TABLES kinds WRITE");
            connection.setAutoCommit(false);
            statement.setQueryTimeout(1);
            SQLException e = assertThrows(SQLException.class, () -> statement.executeQuery(JOIN));
            assertTrue(e instanceof SQLTimeoutException, e.toString());
            locking.execute("UNLOCK TABLES");
            statement.setQueryTimeout(0);
            assertEquals(499, count(statement));
        }
    }
}
