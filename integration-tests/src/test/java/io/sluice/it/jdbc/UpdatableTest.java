package io.sluice.it.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Updatable result sets: as Connector/J's on one server, and each change goes where its row lives. */
@WithServers
class UpdatableTest {
    private static Twin twin;

    @BeforeAll
    static void start(TestServers servers) throws Exception {
        twin = Twin.start(servers)
                .with(
                        """

                        CREATE TABLE kinds (id BIGINT NOT NULL PRIMARY KEY, word VARCHAR(20) DEFAULT 'none', d DOUBLE, b BLOB,
                          at DATETIME(3), ts TIMESTAMP NULL, price DECIMAL(10,2), `o?dd` INT);
                        """);
    }

    @BeforeEach
    void rows() throws Exception {
        twin.both(
                """
                DELETE FROM kinds;
                DELETE FROM orders;
                INSERT INTO kinds VALUES (1, 'one', 1.5, x'0102', '2024-02-03 10:11:12.5', '2024-02-03 10:11:12', 1.25, 1),
                  (2, 'two', NULL, NULL, NULL, NULL, NULL, NULL), (3, 'three', 3, x'', '2024-02-03', NULL, 3, 3),
                  (4, 'four', 4, NULL, NULL, NULL, NULL, NULL);
                INSERT INTO orders (id, user_id, status, total, city, created_at) VALUES (10, 1, 'open', 5, 'a', '2024-01-01'), (11, 2, 'open', 6, 'b', '2024-01-01'), (12, 3, 'open', 7, 'c', '2024-01-01');
                """);
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    private static Statement updatable(Connection connection) throws SQLException {
        return connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
    }

    private static void shown(Connection connection, Transcript transcript) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            transcript.rows("kinds", statement.executeQuery("SELECT * FROM kinds ORDER BY id"));
            transcript.rows(
                    "orders", statement.executeQuery("SELECT id, user_id, status, total FROM orders ORDER BY id"));
        }
    }

    private static void changes(Connection connection, Transcript transcript, String where) throws SQLException {
        try (Statement statement = updatable(connection);
                ResultSet rows = statement.executeQuery("SELECT k.* FROM kinds k " + where + " ORDER BY id")) {
            transcript.say("concurrency", rows.getConcurrency());
            transcript.say("type", rows.getType());
            transcript.say("statement", rows.getStatement() == statement);
            rows.next();
            rows.updateString("word", "it's ?");
            rows.updateInt(8, 88);
            transcript.act("update", rows::updateRow);
            transcript.say("word", rows.getString("word"));
            rows.updateBytes("b", new byte[] {0, 39, -1});
            rows.updateTimestamp("at", java.sql.Timestamp.valueOf("2025-01-01 00:00:00.25"));
            rows.updateBigDecimal("price", new java.math.BigDecimal("7.5"));
            transcript.act("update again", rows::updateRow);
            transcript.say("price", rows.getString("price"));
            rows.updateString("word", "cancelled");
            transcript.act("cancel", rows::cancelRowUpdates);
            transcript.act("refresh", rows::refreshRow);
            transcript.say("word", rows.getString("word"));
            transcript.act("null", () -> rows.updateNull("d"));
            transcript.act("null row", rows::updateRow);
            transcript.act("nothing", rows::updateRow);
        }
        shown(connection, transcript);
    }

    @Test
    void changesOneRow() throws Exception {
        twin.same((connection, transcript) -> changes(connection, transcript, "WHERE id = 1"));
    }

    @Test
    void changesRowsOfTwoShards() throws Exception {
        twin.same((connection, transcript) -> changes(connection, transcript, ""));
    }

    @Test
    void insertsAndDeletes() throws Exception {
        twin.same((connection, transcript) -> {
            connection.setAutoCommit(false);
            try (Statement statement = updatable(connection);
                    ResultSet rows = statement.executeQuery("SELECT id, word, d FROM kinds ORDER BY id")) {
                rows.moveToInsertRow();
                rows.updateLong("id", 21);
                rows.updateString("word", "new");
                transcript.act("insert", rows::insertRow);
                rows.updateLong("id", 21);
                transcript.act("insert again", rows::insertRow);
                rows.moveToCurrentRow();
                rows.last();
                transcript.say("last", rows.getLong(1) + rows.getString(2) + rows.getString(3));
                rows.absolute(2);
                transcript.act("delete", rows::deleteRow);
                transcript.say("row", rows.getRow());
                transcript.act("without a key", () -> {
                    rows.moveToInsertRow();
                    rows.insertRow();
                });
            }
            shown(connection, transcript);
            connection.rollback();
            shown(connection, transcript);
        });
    }

    @Test
    void tablesHaveOtherNamesOnTheShards() throws Exception {
        twin.same((connection, transcript) -> {
            try (Statement statement = updatable(connection);
                    ResultSet rows =
                            statement.executeQuery("SELECT id, user_id, status, total FROM orders ORDER BY id")) {
                while (rows.next()) {
                    rows.updateString("status", "sent" + rows.getInt("user_id"));
                    rows.updateRow();
                }
                rows.first();
                transcript.act("delete", rows::deleteRow);
                transcript.say("table", rows.getMetaData().getTableName(1));
            }
            shown(connection, transcript);
        });
    }

    @Test
    void notUpdatable() throws Exception {
        twin.same((connection, transcript) -> {
            for (String sql : new String[] {
                "SELECT COUNT(*) c FROM kinds",
                "SELECT word FROM kinds ORDER BY word",
                "SELECT a.id, b.word FROM kinds a JOIN kinds b ON a.id = b.id WHERE a.id = 1",
                "SELECT 1 x"
            }) {
                try (Statement statement = updatable(connection);
                        ResultSet rows = statement.executeQuery(sql)) {
                    transcript.say(sql, rows.next());
                    transcript.tell("concurrency", rows::getConcurrency);
                    transcript.act("update", () -> rows.updateInt(1, 5));
                    transcript.act("row", rows::updateRow);
                    transcript.act("delete", rows::deleteRow);
                }
            }
        });
    }

    @Test
    void aRowMayMoveByItsKey() throws Exception {
        try (Connection connection = twin.sluice();
                Statement statement = updatable(connection);
                ResultSet rows = statement.executeQuery("SELECT id, word FROM kinds WHERE id = 4")) {
            rows.next();
            rows.updateLong("id", 41);
            rows.updateRow();
            assertEquals(41, rows.getLong(1));
        }
    }
}
