package io.sluice.it.gather;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.it.proxy.TestProxy;
import io.sluice.it.servers.Clients;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One connection to each server and a low limit: statements do not wait for each other, and what fails leaves nothing behind. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailuresTest {
    private static final int CLIENTS = 12;
    private static final int ROUNDS = 3;
    private static final int ORDERS = 40;
    private static final int LIMIT = 250;
    private static final String OPTIONS =
            "  threads: 2\npool: { max_per_server: 1, acquire_timeout: 60s }\nmemory: { gather_rows: " + LIMIT + " }\n";

    /** Each order beside the next one, which is on another shard. */
    private static final String PAIRS = "SELECT COUNT(*) FROM orders a JOIN orders b ON b.id = a.id + 1";

    /** It takes minutes where it is not stopped. */
    private static final String ENDLESS =
            "SELECT COUNT(*) FROM orders a, orders b, orders c, orders d, orders e, orders f"
                    + " WHERE a.id + b.id + c.id + d.id + e.id + f.id = -1";

    private TestServers servers;
    private TestProxy proxy;

    @BeforeAll
    void startProxy(TestServers running) throws SQLException, IOException {
        servers = running;
        servers.freshSchema();
        proxy = TestProxy.start(servers, OPTIONS).withShop();
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            StringBuilder rows =
                    new StringBuilder("INSERT INTO orders (id, user_id, city, total) VALUES (1, 1, 'x', 0)");
            for (int i = 2; i <= ORDERS; i++) {
                rows.append(", (").append(i).append(", ").append(i).append(", 'x', 0)");
            }
            statement.executeUpdate(rows.toString());
        }
        servers.awaitReplicas();
    }

    @AfterAll
    void stopProxy() {
        proxy.close();
    }

    @Test
    void manyOverOneConnectionEach() throws Exception {
        Clients.work(CLIENTS, this::work);
    }

    /** Some read, one after another some do so inside a transaction that holds the connections of both shards. */
    private void work(int client) throws SQLException {
        try (Connection connection = proxy.connect("app", "secret", "&useServerPrepStmts=" + (client % 2 == 0));
                Statement statement = connection.createStatement();
                PreparedStatement pairs = connection.prepareStatement(PAIRS + " WHERE a.id >= ?")) {
            for (int round = 0; round < ROUNDS; round++) {
                if (client % 4 == 0) {
                    synchronized (this) {
                        connection.setAutoCommit(false);
                        statement.executeUpdate("UPDATE orders SET total = total + 1");
                        assertEquals(ORDERS - 1, number(statement, PAIRS));
                        connection.commit();
                        connection.setAutoCommit(true);
                    }
                } else {
                    pairs.setInt(1, 10);
                    try (ResultSet rows = pairs.executeQuery()) {
                        assertTrue(rows.next());
                        assertEquals(ORDERS - 10, rows.getInt(1));
                    }
                }
            }
        }
    }

    @Test
    void aTransactionSeesItsOwnRows() throws SQLException {
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate(
                    "INSERT INTO orders (id, user_id, city) VALUES (100, 1, 'x'), (101, 2, 'x'), (102, 3, 'x')");
            statement.executeUpdate("DELETE FROM orders WHERE id = 5");
            assertEquals(ORDERS - 1 - 2 + 2, number(statement, PAIRS));
            SQLException wrong = assertThrows(
                    SQLException.class,
                    () -> number(statement, PAIRS + " WHERE (SELECT c.id FROM orders c WHERE c.id < 3) = 1"));
            assertEquals(1242, wrong.getErrorCode(), wrong.getMessage());
            assertEquals(ORDERS - 1 - 2 + 2, number(statement, PAIRS), "the transaction goes on");
            connection.rollback();
            assertEquals(ORDERS - 1, number(statement, PAIRS));
            connection.rollback();
        }
    }

    @Test
    void theLimitEndsTheStatementAlone() throws SQLException {
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            String more = ENDLESS.replace(" WHERE", ", orders g WHERE");
            for (int i = 0; i < 3; i++) {
                SQLException tooMuch = assertThrows(SQLException.class, () -> number(statement, more));
                assertEquals(1041, tooMuch.getErrorCode(), tooMuch.getMessage());
                assertTrue(String.valueOf(tooMuch.getMessage()).startsWith("ROUTE-2114"), tooMuch.getMessage());
                assertTrue(String.valueOf(tooMuch.getMessage()).contains("memory.gather_rows"), tooMuch.getMessage());
            }
            assertEquals(
                    0, number(statement, more + " AND a.id < 3 AND b.id < 3 AND c.id < 3 AND d.id < 3 AND e.id < 3"));
            noTableIsLeft();
        }
    }

    @Test
    void whatIsKilledLeavesNothing() throws SQLException {
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement();
                Connection other = proxy.connect();
                Statement killer = other.createStatement()) {
            long id = number(statement, "SELECT CONNECTION_ID()");
            Thread kill = new Thread(() -> {
                try {
                    awaitIt();
                    killer.execute("KILL QUERY " + id);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            kill.start();
            SQLException ended = assertThrows(SQLException.class, () -> number(statement, ENDLESS));
            assertEquals(1317, ended.getErrorCode(), ended.getMessage());
            assertEquals(ORDERS - 1, number(statement, PAIRS), "the client goes on");
            noTableIsLeft();
            nothingRuns();
        }
    }

    @Test
    void aHintsTimeEndsIt() throws SQLException {
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            SQLException late =
                    assertThrows(SQLException.class, () -> number(statement, "/* sluice: timeout=200ms */ " + ENDLESS));
            assertTrue(late.getErrorCode() == 3024 || late.getErrorCode() == 1969, late.getMessage());
            assertEquals(ORDERS - 1, number(statement, PAIRS));
        }
    }

    @Test
    void aClientThatLeavesLeavesNothing() throws SQLException {
        for (int i = 0; i < 4; i++) {
            Connection leaving = proxy.connect();
            Thread leave = new Thread(() -> {
                try {
                    awaitIt();
                    leaving.abort(Runnable::run);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            leave.start();
            try (Statement statement = leaving.createStatement()) {
                assertThrows(SQLException.class, () -> number(statement, ENDLESS));
            }
        }
        nothingRuns();
        noTableIsLeft();
    }

    @Test
    void warningsAreThoseOfTheAnswer() throws SQLException {
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            number(statement, "SELECT COUNT(*), CAST('x1' AS SIGNED) FROM orders a JOIN orders b ON b.id = a.id + 1");
            try (ResultSet warnings = statement.executeQuery("SHOW WARNINGS")) {
                assertTrue(warnings.next());
                assertEquals(1292, warnings.getInt("Code"));
                assertTrue(!warnings.next());
            }
            assertEquals(1, number(statement, "SELECT 1"));
        }
    }

    /** Until a server is at the endless statement. */
    private void awaitIt() throws SQLException {
        await(1);
    }

    /** Until no server is at it any more. */
    private void nothingRuns() throws SQLException {
        await(0);
    }

    private void await(int wanted) throws SQLException {
        long end = System.nanoTime() + 30_000_000_000L;
        while (running() != wanted) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(running() + " statements run, not " + wanted);
            }
        }
    }

    private int running() throws SQLException {
        int running = 0;
        for (var shard : servers.shards()) {
            try (Connection physical = shard.primary().connectAsAdmin();
                    Statement statement = physical.createStatement()) {
                running += number(
                        statement,
                        "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE 'SELECT%= -1' AND db = '"
                                + servers.schema() + "'");
            }
        }
        return running;
    }

    /** No session of ours keeps a temporary table: those of this schema that a new one may have are none. */
    private void noTableIsLeft() throws SQLException {
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 3; i++) {
                assertEquals(ORDERS - 1, number(statement, PAIRS), "tables of the same names can be made");
            }
        }
    }

    private static int number(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            assertTrue(rows.next());
            return rows.getInt(1);
        }
    }
}
