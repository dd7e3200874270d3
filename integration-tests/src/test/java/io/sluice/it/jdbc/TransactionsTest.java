package io.sluice.it.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.jdbc.SluiceConnection;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transactions over one shard and several. */
@WithServers
class TransactionsTest {
    private static TestServers servers;
    private static Twin twin;

    @BeforeAll
    static void start(TestServers given) throws Exception {
        servers = given;
        twin = Twin.start(servers)
                .with("\nCREATE TABLE kinds (id BIGINT NOT NULL PRIMARY KEY, n INT NOT NULL) ENGINE = InnoDB;\n");
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    @BeforeEach
    void fill() throws SQLException {
        twin.both("DELETE FROM kinds;\nINSERT INTO kinds VALUES (1, 0), (2, 0), (3, 0);\n");
    }

    private static void all(Connection connection, Transcript transcript) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            transcript.rows("all", statement.executeQuery("SELECT id, n FROM kinds ORDER BY id"));
        }
    }

    @Test
    void commitAndRollback() throws Exception {
        twin.same((connection, transcript) -> {
            try (Statement statement = connection.createStatement()) {
                transcript.act("commit", connection::commit);
                transcript.act("rollback", connection::rollback);
                connection.setAutoCommit(false);
                statement.executeUpdate("UPDATE kinds SET n = n + 1");
                all(connection, transcript);
                connection.rollback();
                all(connection, transcript);
                statement.executeUpdate("UPDATE kinds SET n = n + 1 WHERE id IN (1, 2)");
                transcript.tell("duplicate", () -> statement.executeUpdate("INSERT INTO kinds VALUES (5, 5), (2, 2)"));
                connection.commit();
                all(connection, transcript);
                statement.executeUpdate("DELETE FROM kinds");
                connection.setAutoCommit(true);
                all(connection, transcript);
            }
        });
    }

    @Test
    void savepoints() throws Exception {
        twin.same((connection, transcript) -> {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                Savepoint empty = connection.setSavepoint();
                statement.executeUpdate("UPDATE kinds SET n = 1 WHERE id = 1");
                Savepoint named = connection.setSavepoint("na`me");
                statement.executeUpdate("UPDATE kinds SET n = 2");
                connection.rollback(named);
                all(connection, transcript);
                transcript.say("name", named.getSavepointName());
                transcript.tell("id", named::getSavepointId);
                connection.rollback(empty);
                all(connection, transcript);
                transcript.act("gone", () -> connection.rollback(named));
                connection.releaseSavepoint(empty);
                connection.rollback();
            }
        });
    }

    @Test
    void readOnlyRefusesWrites() throws Exception {
        twin.same((connection, transcript) -> {
            connection.setReadOnly(true);
            transcript.say("read only", connection.isReadOnly());
            try (Statement statement = connection.createStatement()) {
                transcript.tell("write", () -> statement.executeUpdate("UPDATE kinds SET n = 1 WHERE id = 1"));
                transcript.tell("execute", () -> statement.execute("DELETE FROM kinds WHERE id = 1"));
                connection.setAutoCommit(false);
                all(connection, transcript);
                transcript.tell("locking", () -> statement
                        .executeQuery("SELECT n FROM kinds WHERE id = 1 FOR UPDATE")
                        .next());
                connection.commit();
                connection.setReadOnly(false);
                transcript.tell("write", () -> statement.executeUpdate("UPDATE kinds SET n = 1 WHERE id = 1"));
                connection.rollback();
            }
        });
    }

    @Test
    void schemaChangesCommit() throws Exception {
        twin.same((connection, transcript) -> {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE kinds SET n = 4 WHERE id = 1");
                statement.execute("ALTER TABLE audit_log COMMENT = 'changed'");
                connection.rollback();
                all(connection, transcript);
                statement.executeUpdate("UPDATE kinds SET n = 5");
                connection.rollback();
                all(connection, transcript);
            }
        });
    }

    @Test
    void aTransactionLeftOpenIsRolledBack() throws Exception {
        try (SluiceConnection connection = twin.sluice()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE kinds SET n = 9");
            }
        }
        assertEquals(List.of(0, 0, 0), numbers());
    }

    @Test
    void aLostConnectionEndsTheTransaction() throws Exception {
        try (SluiceConnection connection = twin.sluice();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate("UPDATE kinds SET n = 9 WHERE id = 1");
            statement.executeUpdate("UPDATE kinds SET n = 9 WHERE id = 2");
            kill(servers.shard(0).primary().connect(servers.schema()));
            assertThrows(SQLException.class, () -> statement.executeUpdate("UPDATE kinds SET n = 8 WHERE id = 2"));
            SQLException later = assertThrows(
                    SQLException.class, () -> statement.executeUpdate("UPDATE kinds SET n = 8 WHERE id = 1"));
            assertEquals("08S01", later.getSQLState());
            SQLException commit = assertThrows(SQLException.class, connection::commit);
            assertEquals("08S01", commit.getSQLState());
            assertEquals(2013, commit.getErrorCode());
            statement.executeUpdate("UPDATE kinds SET n = 1 WHERE id = 3");
            connection.commit();
        }
        assertEquals(List.of(0, 0, 1), numbers());
    }

    @Test
    void aCommitThatFailsHalfwayTellsOfEachShard() throws Exception {
        try (SluiceConnection connection = twin.sluice();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate("UPDATE kinds SET n = 9 WHERE id = 2");
            statement.executeUpdate("UPDATE kinds SET n = 9 WHERE id = 1");
            kill(servers.shard(1).primary().connect(servers.schema()));
            SQLException e = assertThrows(SQLException.class, connection::commit);
            assertEquals(1105, e.getErrorCode());
            assertTrue(
                    e.getMessage().startsWith("ROUTE-3004: transaction committed on s0, but not on s1: "),
                    e.getMessage());
            List<String> told = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("SHOW WARNINGS")) {
                while (rows.next()) {
                    told.add(rows.getString("Level") + " " + rows.getString("Message"));
                }
            }
            assertEquals(3, told.size(), told.toString());
            assertEquals("Note s0: done", told.get(1));
            assertTrue(told.get(2).startsWith("Error s1: unknown whether done: "), told.get(2));
        }
        assertEquals(List.of(0, 9, 0), numbers());
    }

    @Test
    void aCommitThatFailsOnTheFirstShardCommitsNothing() throws Exception {
        try (SluiceConnection connection = twin.sluice();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate("UPDATE kinds SET n = 9 WHERE id = 2");
            statement.executeUpdate("UPDATE kinds SET n = 9 WHERE id = 1");
            kill(servers.shard(0).primary().connect(servers.schema()));
            SQLException e = assertThrows(SQLException.class, connection::commit);
            assertTrue(
                    e.getMessage().startsWith("ROUTE-3004: transaction committed on no shard, but not on s0, s1: "),
                    e.getMessage());
            connection.rollback();
        }
        assertEquals(List.of(0, 0, 0), numbers());
    }

    @Test
    void aDeadlockRollsBackEveryShard() throws Exception {
        try (SluiceConnection one = twin.sluice();
                Connection other = servers.shard(1).primary().connect(servers.schema());
                Statement first = one.createStatement();
                Statement second = other.createStatement()) {
            one.setAutoCommit(false);
            other.setAutoCommit(false);
            // The heavier transaction survives a deadlock: the other one has changed more rows.
            second.executeUpdate("INSERT INTO kinds VALUES (101, 0), (103, 0), (105, 0), (107, 0), (109, 0)");
            second.executeUpdate("UPDATE kinds SET n = 7 WHERE id = 3");
            first.executeUpdate("UPDATE kinds SET n = 7 WHERE id = 2");
            first.executeUpdate("UPDATE kinds SET n = 7 WHERE id = 1");
            Thread waiting = new Thread(() -> {
                try {
                    second.executeUpdate("UPDATE kinds SET n = 7 WHERE id = 1");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            waiting.start();
            SQLException deadlock =
                    assertThrows(SQLException.class, () -> first.executeUpdate("UPDATE kinds SET n = 7 WHERE id = 3"));
            assertEquals(1213, deadlock.getErrorCode());
            assertEquals("40001", deadlock.getSQLState());
            one.commit();
            waiting.join();
            other.rollback();
        }
        assertEquals(List.of(0, 0, 0), numbers());
    }

    /** Ends all other connections to the server that use this class's schema. */
    private static void kill(Connection administrator) throws SQLException {
        try (administrator;
                Statement statement = administrator.createStatement()) {
            List<Long> ids = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("SELECT id FROM information_schema.processlist WHERE db = '"
                    + servers.schema() + "' AND id <> CONNECTION_ID()")) {
                while (rows.next()) {
                    ids.add(rows.getLong(1));
                }
            }
            for (long id : ids) {
                statement.execute("KILL " + id);
            }
        }
    }

    private static List<Integer> numbers() throws SQLException {
        List<Integer> numbers = new ArrayList<>();
        try (SluiceConnection connection = twin.sluice();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try (ResultSet rows = statement.executeQuery("SELECT n FROM kinds ORDER BY id")) {
                while (rows.next()) {
                    numbers.add(rows.getInt(1));
                }
            }
            connection.commit();
        }
        return numbers;
    }
}
