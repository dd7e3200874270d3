package io.sluice.it.jdbc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.jdbc.SluiceConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Batches: the counts, failures and rows of plain Connector/J, which sends row by row. */
@WithServers
class BatchesTest {
    private static Twin twin;

    @BeforeAll
    static void start(TestServers servers) throws Exception {
        twin = Twin.start(servers).with("\nCREATE TABLE kinds (id BIGINT NOT NULL PRIMARY KEY, n INT NOT NULL);\n");
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        twin.both("DELETE FROM kinds;\n");
    }

    private static void batch(Connection connection, Transcript transcript, String sql, int... firsts)
            throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(sql)) {
            for (int first : firsts) {
                prepared.setInt(1, first);
                prepared.setInt(2, first * 10);
                prepared.addBatch();
            }
            transcript.tell(sql, prepared::executeLargeBatch);
            transcript.tell("again", prepared::executeBatch);
        }
        try (Statement statement = connection.createStatement()) {
            transcript.rows("rows", statement.executeQuery("SELECT * FROM kinds ORDER BY id"));
        }
    }

    private static final String INSERT = "INSERT INTO kinds (id, n) VALUES (?, ?)";

    @Test
    void inserts() throws Exception {
        twin.same((connection, transcript) -> {
            batch(connection, transcript, INSERT, 1, 2, 3);
            batch(connection, transcript, INSERT, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20);
        });
    }

    @Test
    void aRowThatFailsIsTheOnlyOne() throws Exception {
        twin.same((connection, transcript) -> {
            batch(connection, transcript, INSERT, 5, 8);
            batch(connection, transcript, INSERT, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        });
    }

    @Test
    void insideOfATransaction() throws Exception {
        twin.same((connection, transcript) -> {
            connection.setAutoCommit(false);
            batch(connection, transcript, INSERT, 5, 8);
            batch(connection, transcript, INSERT, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
            connection.rollback();
            batch(connection, transcript, INSERT, 21, 22, 23, 24, 25, 26, 27, 28, 29);
            connection.commit();
        });
    }

    @Test
    void updatesAndDeletes() throws Exception {
        twin.same((connection, transcript) -> {
            batch(connection, transcript, INSERT, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
            String update = "UPDATE kinds SET n = n + 1 WHERE id = ? AND n = ?";
            batch(connection, transcript, update, 1, 2, 3, 77, 5, 6, 7, 8, 9, 10);
            batch(connection, transcript, "DELETE FROM kinds WHERE id = ? OR id = ? + 1 - 1", 1, 2, 3, 4, 99);
        });
    }

    @Test
    void anUpdateThatFailsIsTheOnlyOne() throws Exception {
        twin.same((connection, transcript) -> {
            batch(connection, transcript, INSERT, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
            String update = "UPDATE kinds SET n = n + 1, n = IF(n = 51, NULL, n) WHERE id = ? AND n = ?";
            batch(connection, transcript, update, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        });
    }

    @Test
    void aKeyThatCannotBeNull() throws Exception {
        twin.same((connection, transcript) -> {
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                for (int i = 1; i <= 5; i++) {
                    if (i == 3) {
                        insert.setNull(1, java.sql.Types.BIGINT);
                    } else {
                        insert.setInt(1, i);
                    }
                    insert.setInt(2, i);
                    insert.addBatch();
                }
                transcript.tell("batch", insert::executeBatch);
            }
            try (Statement statement = connection.createStatement()) {
                transcript.rows("rows", statement.executeQuery("SELECT * FROM kinds ORDER BY id"));
            }
        });
    }

    @Test
    void texts() throws Exception {
        twin.same((connection, transcript) -> {
            try (Statement statement = connection.createStatement()) {
                statement.addBatch("INSERT INTO kinds VALUES (1, 1), (2, 2)");
                statement.addBatch("UPDATE kinds SET n = 0 WHERE id = 2");
                statement.addBatch("INSERT INTO kinds VALUES (1, 1)");
                statement.addBatch("SELECT 1");
                statement.addBatch("DELETE FROM kinds");
                transcript.tell("batch", statement::executeBatch);
                transcript.tell("empty", statement::executeBatch);
                transcript.rows("rows", statement.executeQuery("SELECT * FROM kinds ORDER BY id"));
            }
        });
    }

    @Test
    void queriesAreRefused() throws Exception {
        twin.same((connection, transcript) -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT * FROM kinds WHERE id = ?")) {
                select.setInt(1, 1);
                select.addBatch();
                transcript.tell("batch", select::executeBatch);
            }
        });
    }

    /** Connector/J rewrites upserts, and then only the sum of their counts is known: it says so for each row. */
    @Test
    void upsertsSayThatTheyDoNotKnow() throws Exception {
        try (SluiceConnection connection = twin.sluice();
                PreparedStatement upsert = connection.prepareStatement(INSERT + " ON DUPLICATE KEY UPDATE n = n + 1")) {
            for (int i = 0; i < 8; i++) {
                upsert.setInt(1, 2 * (i % 4));
                upsert.setInt(2, 0);
                upsert.addBatch();
            }
            int unknown = Statement.SUCCESS_NO_INFO;
            assertArrayEquals(
                    new int[] {unknown, unknown, unknown, unknown, unknown, unknown, unknown, unknown},
                    upsert.executeBatch());
        }
    }

    @Test
    void keysOfAllRows() throws Exception {
        try (SluiceConnection connection = twin.sluice();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO orders (user_id, city) VALUES (?, 'x')", Statement.RETURN_GENERATED_KEYS)) {
            for (int i = 0; i < 100; i++) {
                insert.setInt(1, i);
                insert.addBatch();
            }
            for (int count : insert.executeBatch()) {
                assertEquals(1, count);
            }
            assertEquals(100, keys(insert));
        }
        twin.same((connection, transcript) -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO audit_log (message) VALUES (?)", Statement.RETURN_GENERATED_KEYS)) {
                for (int i = 0; i < 10; i++) {
                    insert.setString(1, "m" + i);
                    insert.addBatch();
                }
                transcript.tell("batch", insert::executeBatch);
                transcript.say("keys", keys(insert));
            }
        });
    }

    private static int keys(Statement statement) throws SQLException {
        Set<Long> keys = new HashSet<>();
        try (ResultSet rows = statement.getGeneratedKeys()) {
            while (rows.next()) {
                keys.add(rows.getLong(1));
            }
        }
        return keys.size();
    }
}
