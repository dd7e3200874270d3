package io.sluice.it.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** Timeouts, cancelling, streams, and that every connection comes back: the pools here have two for each server. */
@WithServers
class LimitsTest {
    private static Twin twin;

    @BeforeAll
    static void start(TestServers servers) throws Exception {
        twin = Twin.start(servers, "pool: { max_per_server: 2, acquire_timeout: 2s }\n")
                .with("\nCREATE TABLE kinds (id BIGINT NOT NULL PRIMARY KEY, n INT);\n");
        StringBuilder values = new StringBuilder("INSERT INTO kinds VALUES (0, 0)");
        for (int i = 1; i < 500; i++) {
            values.append(", (").append(i).append(", ").append(i).append(')');
        }
        twin.both(values + ";\n");
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    @Test
    void aTimeoutStopsTheShard() throws Exception {
        try (SluiceConnection connection = twin.sluice();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            SQLException e = assertThrows(
                    SQLException.class, () -> statement.executeQuery("SELECT SLEEP(30) FROM kinds WHERE id = 1"));
            assertTrue(e instanceof SQLTimeoutException, e.toString());
            assertEquals(500, count(statement));
        }
    }

    /** Locks the rows 1 and 2 on their shards, so that statements wait there. */
    private static Connection[] locks(TestServers servers) throws SQLException {
        Connection[] locks = {
            servers.shard(0).primary().connect(servers.schema()),
            servers.shard(1).primary().connect(servers.schema())
        };
        for (Connection lock : locks) {
            lock.setAutoCommit(false);
            lock.createStatement().executeQuery("SELECT * FROM kinds WHERE id IN (1, 2) FOR UPDATE");
        }
        return locks;
    }

    private static final String WAITS = "UPDATE kinds SET n = n WHERE id IN (1, 2)";

    @Test
    void cancelStopsEveryShard(TestServers servers) throws Exception {
        Connection[] locks = locks(servers);
        try (Connection lock0 = locks[0];
                Connection lock1 = locks[1];
                SluiceConnection connection = twin.sluice();
                Statement statement = connection.createStatement()) {
            CompletableFuture<SQLException> failed = CompletableFuture.supplyAsync(
                    () -> assertThrows(SQLException.class, () -> statement.executeUpdate(WAITS)));
            while (!failed.isDone()) {
                // Before the statement has started there is nothing to cancel, as in Connector/J.
                statement.cancel();
                Thread.sleep(50);
            }
            SQLException e = failed.get(20, TimeUnit.SECONDS);
            // Connector/J gives its own exception where it knows of the cancelling, else the server's.
            assertTrue(e.getSQLState() == null || e.getSQLState().equals("70100"), e.toString());
            assertEquals(500, count(statement));
        }
    }

    private static int count(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM kinds")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void streamsGiveTheirConnectionsBack() throws Exception {
        try (SluiceConnection connection = twin.sluice()) {
            for (int i = 0; i < 10; i++) {
                Statement statement = connection.createStatement();
                statement.setFetchSize(Integer.MIN_VALUE);
                ResultSet rows = statement.executeQuery(
                        i % 2 == 0 ? "SELECT id FROM kinds ORDER BY id" : "SELECT id FROM kinds WHERE id = 7");
                assertTrue(rows.next());
                if (i % 3 == 0) {
                    rows.close();
                } else if (i % 3 == 1) {
                    statement.close();
                } else {
                    while (rows.next()) {
                        assertTrue(rows.getLong(1) > 0);
                    }
                }
            }
            Statement left = connection.createStatement();
            left.setFetchSize(Integer.MIN_VALUE);
            assertTrue(left.executeQuery("SELECT id FROM kinds ORDER BY id").next());
        }
        try (SluiceConnection connection = twin.sluice();
                SluiceConnection other = twin.sluice()) {
            connection.setAutoCommit(false);
            other.setAutoCommit(false);
            assertEquals(500, count(connection.createStatement()));
            assertEquals(500, count(other.createStatement()));
        }
    }

    @Test
    void failuresGiveTheirConnectionsBack() throws Exception {
        try (SluiceConnection connection = twin.sluice();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 6; i++) {
                for (String sql : new String[] {
                    "SELECT nope FROM kinds",
                    "SELECT nope FROM kinds WHERE id = 1",
                    "INSERT INTO kinds VALUES (1, 1), (2, 2)",
                    "INSERT INTO kinds VALUES (1, 1)",
                    "SET sql_mode = 'bogus'",
                    "SELEC",
                    "UPDATE kinds SET nope = 1",
                }) {
                    assertThrows(SQLException.class, () -> statement.execute(sql));
                }
            }
            assertEquals(500, count(statement));
        }
    }

    @Test
    void anExhaustedPoolSaysSo() throws Exception {
        try (SluiceConnection one = twin.sluice();
                SluiceConnection two = twin.sluice();
                SluiceConnection three = twin.sluice()) {
            for (SluiceConnection connection : new SluiceConnection[] {one, two}) {
                connection.setAutoCommit(false);
                count(connection.createStatement());
            }
            three.setAutoCommit(false);
            SQLException e = assertThrows(SQLException.class, () -> count(three.createStatement()));
            assertEquals(1040, e.getErrorCode());
        }
    }

    @Test
    void abortEndsAStatement(TestServers servers) throws Exception {
        Connection[] locks = locks(servers);
        SluiceConnection connection = twin.sluice();
        connection.setAutoCommit(false);
        Statement statement = connection.createStatement();
        CompletableFuture<SQLException> failed = CompletableFuture.supplyAsync(
                () -> assertThrows(SQLException.class, () -> statement.executeUpdate(WAITS)));
        // Whether the statement has begun or not: it must end.
        Thread.sleep(300);
        connection.abort(Runnable::run);
        assertTrue(connection.isClosed());
        failed.get(20, TimeUnit.SECONDS);
        for (Connection lock : locks) {
            lock.close();
        }
    }

    @Test
    void aClosedDataSourceFreesItsThreads(TestServers servers) throws Exception {
        Twin own = Twin.start(servers);
        SluiceConnection connection = own.sluice();
        assertEquals(500, count(connection.createStatement()));
        own.close();
        assertThrows(SQLException.class, () -> count(connection.createStatement()));
        assertThrows(SQLException.class, own::sluice);
        assertFalse(connection.isClosed());
        connection.close();
    }
}
