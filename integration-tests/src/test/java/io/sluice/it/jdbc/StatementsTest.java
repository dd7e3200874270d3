package io.sluice.it.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.jdbc.SluiceConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements, their results, errors and misuse: as Connector/J. */
@WithServers
class StatementsTest {
    private static Twin twin;

    @BeforeAll
    static void start(TestServers servers) throws Exception {
        twin = Twin.start(servers)
                .with(
                        """

                        CREATE TABLE kinds (id BIGINT NOT NULL PRIMARY KEY, word VARCHAR(5) NOT NULL, at DATETIME(3));
                        INSERT INTO kinds VALUES (1, 'one', NULL), (2, 'two', NULL), (3, 'three', NULL), (4, 'four', NULL);
                        """);
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELEC 1",
                "SELECT id FROM kinds WHERE id = = 1",
                "SELECT nope FROM kinds WHERE id = 1",
                "SELECT nope FROM kinds",
                "SELECT 1 FROM nope",
                "INSERT INTO kinds (id, word) VALUES (1, 'again')",
                "INSERT INTO kinds (id, word) VALUES (1, 'again'), (22, 'x')",
                "INSERT INTO kinds (id, word) VALUES (9, NULL)",
                "INSERT INTO kinds (id, word) VALUES (9, 'too long')",
                "INSERT INTO kinds (id, word) VALUES (9)",
                "INSERT INTO kinds (id) VALUES (9)",
                "UPDATE kinds SET word = NULL WHERE id = 1",
                "SET sql_mode = 'bogus'",
                "SET nope = 1",
                "ROLLBACK TO SAVEPOINT nope",
                "USE nope",
            })
    void errorsAreTheServers(String sql) throws Exception {
        twin.same((connection, transcript) -> {
            try (Statement statement = connection.createStatement()) {
                transcript.tell(sql, () -> statement.execute(sql));
                transcript.tell("count", statement::getUpdateCount);
                transcript.rows("after", statement.executeQuery("SELECT id, word FROM kinds ORDER BY id"));
            }
        });
    }

    @Test
    void theWrongMethodChangesNothing() throws Exception {
        twin.same((connection, transcript) -> {
            try (Statement statement = connection.createStatement();
                    PreparedStatement update = connection.prepareStatement("UPDATE kinds SET word = 'x' WHERE id = 1");
                    PreparedStatement select = connection.prepareStatement("SELECT 1")) {
                transcript.tell("query", () -> statement.executeQuery("UPDATE kinds SET word = 'x' WHERE id = 1"));
                transcript.tell("update", () -> statement.executeUpdate("SELECT 1"));
                transcript.tell("prepared query", update::executeQuery);
                transcript.tell("prepared update", select::executeUpdate);
                transcript.rows("after", statement.executeQuery("SELECT * FROM kinds ORDER BY id"));
            }
        });
    }

    @Test
    void closedThingsSaySo() throws Exception {
        twin.same((connection, transcript) -> {
            Statement statement = connection.createStatement();
            ResultSet rows = statement.executeQuery("SELECT id FROM kinds ORDER BY id");
            transcript.say("first", rows.next());
            statement.close();
            transcript.tell("next", rows::next);
            transcript.tell("get", () -> rows.getInt(1));
            transcript.say("rows closed", rows.isClosed());
            transcript.say("closed", statement.isClosed());
            transcript.tell("query", () -> statement.executeQuery("SELECT 1"));
            transcript.tell("timeout", statement::getQueryTimeout);
            PreparedStatement prepared = connection.prepareStatement("SELECT ?");
            prepared.close();
            transcript.act("set", () -> prepared.setInt(1, 1));
            transcript.tell("run", prepared::executeQuery);
            Statement open = connection.createStatement();
            ResultSet left = open.executeQuery("SELECT id FROM kinds ORDER BY id");
            connection.close();
            transcript.say("connection", connection.isClosed());
            transcript.say("its statement", open.isClosed());
            transcript.say("its rows", left.isClosed());
            transcript.tell("create", connection::createStatement);
            transcript.tell("prepare", () -> connection.prepareStatement("SELECT 1"));
            transcript.act("commit", connection::commit);
            transcript.tell("valid", () -> connection.isValid(1));
            transcript.act("again", connection::close);
        });
    }

    @Test
    void parametersAreChecked() throws Exception {
        twin.same((connection, transcript) -> {
            try (PreparedStatement prepared =
                    connection.prepareStatement("SELECT word FROM kinds WHERE id IN (?, ?)")) {
                transcript.tell("none", prepared::executeQuery);
                transcript.act("zero", () -> prepared.setInt(0, 1));
                transcript.act("three", () -> prepared.setInt(3, 1));
                prepared.setInt(1, 1);
                transcript.tell("one", prepared::executeQuery);
                prepared.setInt(2, 2);
                transcript.tell("two", () -> prepared.executeQuery().next());
                prepared.clearParameters();
                transcript.tell("cleared", prepared::executeQuery);
                transcript.say("count", prepared.getParameterMetaData().getParameterCount());
                transcript.say("column", prepared.getMetaData().getColumnName(1));
            }
        });
    }

    @Test
    void settingsAreKeptAndChecked() throws Exception {
        twin.same((connection, transcript) -> {
            try (Statement statement = connection.createStatement()) {
                transcript.act("rows -1", () -> statement.setMaxRows(-1));
                transcript.act("fetch -1", () -> statement.setFetchSize(-1));
                transcript.act("timeout -1", () -> statement.setQueryTimeout(-1));
                transcript.say("type", statement.getResultSetType());
                transcript.say("concurrency", statement.getResultSetConcurrency());
                transcript.say("fetch", statement.getFetchSize());
                statement.setMaxRows(2);
                transcript.say("max", statement.getMaxRows());
                transcript.rows("merged", statement.executeQuery("SELECT id FROM kinds ORDER BY id DESC"));
                transcript.rows(
                        "one", statement.executeQuery("SELECT id FROM audit_log UNION SELECT 1 UNION SELECT 2"));
                statement.setMaxRows(0);
                transcript.rows("all", statement.executeQuery("SELECT id FROM kinds ORDER BY id DESC"));
                transcript.tell("keys", statement::getGeneratedKeys);
                transcript.say("more", statement.getMoreResults());
                transcript.say("count", statement.getUpdateCount());
                transcript.say("warnings", statement.getWarnings());
            }
            transcript.say("auto", connection.getAutoCommit());
            transcript.say("isolation", connection.getTransactionIsolation());
            transcript.act("bad isolation", () -> connection.setTransactionIsolation(99));
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            transcript.say("isolation", connection.getTransactionIsolation());
            transcript.say("catalog", connection.getCatalog());
            transcript.say("schema", connection.getSchema());
            transcript.say("holdability", connection.getHoldability());
            transcript.say("valid", connection.isValid(5));
            transcript.tell("timeout", () -> connection.isValid(-1));
            transcript.say("native", connection.nativeSQL("SELECT {d '2024-01-02'}, '{d x}'"));
        });
    }

    @Test
    void resultsAreTakenOneByOne() throws Exception {
        twin.same((connection, transcript) -> {
            try (Statement statement = connection.createStatement()) {
                transcript.say("execute", statement.execute("SELECT id FROM kinds ORDER BY id"));
                ResultSet rows = statement.getResultSet();
                transcript.say("count", statement.getUpdateCount());
                transcript.tell("before", () -> rows.getInt(1));
                while (rows.next()) {
                    transcript.say("row " + rows.getRow(), rows.getInt("id"));
                }
                transcript.tell("after", () -> rows.getInt(1));
                transcript.say("still none", rows.next());
                transcript.say("more", statement.getMoreResults());
                transcript.say("closed", rows.isClosed());
                transcript.say("count", statement.getUpdateCount());
                transcript.say("update", statement.execute("UPDATE kinds SET at = NULL"));
                transcript.say("rows", statement.getResultSet());
                transcript.say("count", statement.getUpdateCount());
                ResultSet first = statement.executeQuery("SELECT 1");
                statement.executeQuery("SELECT id FROM kinds WHERE id = 1");
                transcript.say("closed by the next", first.isClosed());
                statement.closeOnCompletion();
                statement.executeQuery("SELECT id FROM kinds").close();
                transcript.say("completed", statement.isClosed());
            }
        });
    }

    @Test
    void serverFactsAreTheServers() throws Exception {
        twin.same((connection, transcript) -> {
            var facts = connection.getMetaData();
            transcript.say("product", facts.getDatabaseProductName());
            transcript.say("version", facts.getDatabaseProductVersion());
            transcript.say("quote", facts.getIdentifierQuoteString());
            transcript.say("batch", facts.supportsBatchUpdates());
            transcript.say("keys", facts.supportsGetGeneratedKeys());
            transcript.rows("key", facts.getPrimaryKeys(connection.getCatalog(), null, "kinds"));
            try (ResultSet columns = facts.getColumns(connection.getCatalog(), null, "kinds", "%")) {
                while (columns.next()) {
                    transcript.say(columns.getString("COLUMN_NAME"), columns.getString("TYPE_NAME"));
                }
            }
        });
    }

    @Test
    void resultsScroll() throws Exception {
        twin.same((connection, transcript) -> {
            try (Statement statement =
                            connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
                    ResultSet rows = statement.executeQuery("SELECT id, word FROM kinds ORDER BY id")) {
                transcript.tell("last", rows::last);
                transcript.tell("row", rows::getRow);
                transcript.tell("word", () -> rows.getString("word"));
                transcript.tell("second", () -> rows.absolute(2));
                transcript.tell("word", () -> rows.getString(2));
                transcript.tell("back", rows::previous);
                transcript.tell("first", rows::isFirst);
                transcript.tell("none", () -> rows.getString("nope"));
                transcript.say("type", rows.getType());
                transcript.say("owner", rows.getStatement() == statement);
            }
        });
    }

    @Test
    void escapesAreConnectorJs() throws Exception {
        twin.same((connection, transcript) -> {
            try (Statement statement = connection.createStatement();
                    PreparedStatement insert =
                            connection.prepareStatement("INSERT INTO kinds VALUES (?, ?, {ts '2024-01-02 03:04:05'})");
                    PreparedStatement json = connection.prepareStatement("SELECT '{\"a\": ?}', ?")) {
                insert.setInt(1, 50);
                insert.setString(2, "{d x}");
                transcript.say("insert", insert.executeUpdate());
                transcript.rows(
                        "read",
                        statement.executeQuery("SELECT id, {fn UCASE(word)}, at FROM kinds"
                                + " WHERE id = 50 AND at = {ts '2024-01-02 03:04:05'} AND at > {d '2024-01-01'}"));
                json.setString(1, "x");
                transcript.rows("json", json.executeQuery());
                transcript.tell("bad", () -> statement.executeQuery("SELECT {ts 'nonsense'}"));
                statement.setEscapeProcessing(false);
                transcript.tell(
                        "off",
                        () -> statement.executeQuery("SELECT {fn UCASE('a')}").next());
                statement.executeUpdate("DELETE FROM kinds WHERE id = 50");
            }
        });
    }

    @Test
    void warningsAreKept() throws Exception {
        twin.same((connection, transcript) -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET sql_mode = ''");
                transcript.say("insert", statement.executeUpdate("INSERT INTO kinds VALUES (61, 'too long', NULL)"));
                transcript.say("code", statement.getWarnings().getErrorCode());
                transcript.say("text", statement.getWarnings().getMessage());
                transcript.rows("shown", statement.executeQuery("SHOW WARNINGS"));
                statement.executeUpdate("INSERT INTO kinds VALUES (62, 'too long', NULL), (63, 'ok', NULL)");
                transcript.rows("shown", statement.executeQuery("SHOW WARNINGS"));
                statement.execute("DROP TABLE IF EXISTS audit_log_2");
                statement.executeUpdate("DELETE FROM kinds WHERE id > 60");
            }
        });
    }

    @Test
    void generatedKeysAreFound() throws Exception {
        twin.same((connection, transcript) -> {
            try (PreparedStatement insert = connection.prepareStatement(
                            "INSERT INTO audit_log (message) VALUES (?), (?)", Statement.RETURN_GENERATED_KEYS);
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("DELETE FROM audit_log");
                insert.setString(1, "a");
                insert.setString(2, "b");
                transcript.say("count", insert.executeUpdate());
                ResultSet keys = insert.getGeneratedKeys();
                transcript.say("name", keys.getMetaData().getColumnName(1));
                transcript.say("type", keys.getMetaData().getColumnTypeName(1));
                keys.next();
                long first = keys.getLong(1);
                keys.next();
                transcript.say("step", keys.getLong(1) - first);
                transcript.say("more", keys.next());
                statement.executeUpdate("UPDATE kinds SET word = 'x' WHERE id = 999", Statement.RETURN_GENERATED_KEYS);
                transcript.say("none", statement.getGeneratedKeys().next());
            }
        });
    }

    @Test
    void idsOfShardedRowsAreTheKeys() throws Exception {
        try (SluiceConnection connection = twin.sluice();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO orders (user_id, city) VALUES (?, 'x'), (?, 'x')",
                        Statement.RETURN_GENERATED_KEYS)) {
            insert.setInt(1, 1);
            insert.setInt(2, 2);
            assertEquals(2, insert.executeUpdate());
            List<Long> keys = new ArrayList<>();
            ResultSet rows = insert.getGeneratedKeys();
            while (rows.next()) {
                keys.add(rows.getLong(1));
            }
            assertEquals(2, keys.size());
            try (Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery(
                            "SELECT COUNT(*) FROM orders WHERE id IN (" + keys.get(0) + ", " + keys.get(1) + ")")) {
                found.next();
                assertEquals(2, found.getInt(1));
            }
        }
    }

    @Test
    void routesAreExplained() throws Exception {
        try (SluiceConnection connection = twin.sluice()) {
            String text = connection.explain("SELECT id FROM kinds WHERE id = 2");
            assertTrue(text.contains("s0: SELECT id FROM kinds WHERE id = 2"), text);
            String scatter = connection.explain("SELECT id FROM kinds");
            assertTrue(scatter.contains("s1: "), scatter);
            assertTrue(connection.explain("SELECT id, SLEEP(1) FROM kinds").contains("ROUTE-2002"));
        }
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        try (SluiceConnection connection = twin.sluice()) {
            SQLException e = assertThrows(
                    SQLFeatureNotSupportedException.class, () -> connection.createStruct("x", new Object[0]));
            assertTrue(e.getMessage().contains("Connection.createStruct"), e.getMessage());
            assertFalse(connection.isWrapperFor(Integer.class));
            assertTrue(connection.isWrapperFor(Connection.class));
        }
    }
}
