package io.sluice.it.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Connector/J's properties in the URL mean what they mean there. */
@WithServers
class PropertiesTest {
    private static Twin twin;

    @BeforeAll
    static void start(TestServers servers) throws Exception {
        twin = Twin.start(servers)
                .with(
                        """

                        CREATE TABLE kinds (id BIGINT NOT NULL PRIMARY KEY, word VARCHAR(10), tiny TINYINT(1), y YEAR);
                        INSERT INTO kinds VALUES (1, 'a', 1, 2024), (2, 'b', 0, 2024), (3, 'a', 2, 2024), (4, 'b', 1, 2024),
                          (5, 'a', 1, 2024), (6, 'b', 1, 2024);
                        """);
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    @Test
    void rowsAtMost() throws Exception {
        twin.same("maxRows=2", (connection, transcript) -> {
            try (Statement statement = connection.createStatement()) {
                transcript.say("max", statement.getMaxRows());
                transcript.rows(
                        "groups",
                        statement.executeQuery("SELECT word, COUNT(*) FROM kinds GROUP BY word ORDER BY word"));
                transcript.rows("rows", statement.executeQuery("SELECT id FROM kinds ORDER BY id DESC"));
            }
        });
    }

    @Test
    void fetchSizes() throws Exception {
        for (String properties :
                new String[] {"defaultFetchSize=2&useCursorFetch=true", "defaultFetchSize=-2147483648"}) {
            twin.same(properties, (connection, transcript) -> {
                try (Statement statement = connection.createStatement()) {
                    transcript.say("size", statement.getFetchSize());
                    transcript.rows("rows", statement.executeQuery("SELECT id, word FROM kinds ORDER BY word, id"));
                    transcript.rows("one", statement.executeQuery("SELECT id, word FROM kinds WHERE id = 3"));
                }
            });
        }
    }

    @Test
    void severalStatements() throws Exception {
        twin.same("allowMultiQueries=true", (connection, transcript) -> {
            String sql =
                    "UPDATE kinds SET word = 'it;s' WHERE id IN (5, 6); SELECT id FROM kinds WHERE word = 'it;s' ORDER BY id;"
                            + " UPDATE kinds SET word = 'a' WHERE id = 5;UPDATE kinds SET word = 'b' WHERE id = 6; ";
            try (Statement statement = connection.createStatement()) {
                results(statement, statement.execute(sql), transcript);
                transcript.tell(
                        "failing",
                        () -> statement.execute("UPDATE kinds SET word = 'x' WHERE id = 1; SELEC; SELECT 1"));
                transcript.rows("after", statement.executeQuery("SELECT * FROM kinds WHERE id = 1"));
                statement.execute("UPDATE kinds SET word = 'a' WHERE id = 1");
            }
            try (PreparedStatement prepared = connection.prepareStatement(
                    "UPDATE kinds SET word = ? WHERE id = ?; SELECT word FROM kinds WHERE id = ?")) {
                prepared.setString(1, "a?");
                prepared.setInt(2, 3);
                prepared.setInt(3, 3);
                results(prepared, prepared.execute(), transcript);
            }
        });
    }

    private static void results(Statement statement, boolean first, Transcript transcript) throws SQLException {
        boolean rows = first;
        while (rows || statement.getUpdateCount() >= 0) {
            if (rows) {
                transcript.rows("set", statement.getResultSet());
            } else {
                transcript.say("count", statement.getUpdateCount());
            }
            rows = statement.getMoreResults();
        }
    }

    @Test
    void withoutItSeveralStatementsAreAnError() throws Exception {
        twin.same((connection, transcript) -> {
            try (Statement statement = connection.createStatement()) {
                transcript.tell("two", () -> statement.execute("SELECT 1; SELECT 2"));
            }
        });
    }

    @Test
    void typesAndCounts() throws Exception {
        twin.same("tinyInt1isBit=false&yearIsDateType=false&useAffectedRows=true", (connection, transcript) -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT tiny, y FROM kinds ORDER BY id")) {
                rows.next();
                transcript.say("tiny", rows.getObject(1));
                transcript.say("year", rows.getObject(2));
                transcript.say("same", statement.executeUpdate("UPDATE kinds SET tiny = 1 WHERE id = 1"));
                transcript.say("all", statement.executeUpdate("UPDATE kinds SET y = 2024"));
            }
        });
    }

    @Test
    void schemasAreSchemas() throws Exception {
        twin.same("databaseTerm=SCHEMA", (connection, transcript) -> {
            transcript.say("catalog", connection.getCatalog());
            transcript.say("schema", connection.getSchema());
            transcript.act("catalog", () -> connection.setCatalog("nope"));
            transcript.tell("schema", () -> {
                connection.setSchema("nope");
                return null;
            });
            String schema = connection.getSchema();
            transcript.rows("tables", connection.getMetaData().getTables(null, schema, "%", null));
            transcript.rows("columns", connection.getMetaData().getColumns(null, schema, "kinds", "%"));
            transcript.rows("keys", connection.getMetaData().getPrimaryKeys(null, schema, "orders"));
        });
    }

    @Test
    void batchesThatEndAtTheFirstFailure() throws Exception {
        twin.same("continueBatchOnError=false", (connection, transcript) -> {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO kinds (id) VALUES (?)")) {
                for (int id : new int[] {21, 22, 1, 23, 24}) {
                    insert.setInt(1, id);
                    insert.addBatch();
                }
                transcript.tell("batch", insert::executeBatch);
            }
            try (Statement statement = connection.createStatement()) {
                transcript.rows("rows", statement.executeQuery("SELECT id FROM kinds ORDER BY id"));
            }
            connection.rollback();
        });
    }

    @Test
    void networkTimeouts() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            for (boolean plain : new boolean[] {true, false}) {
                try (Connection connection = plain ? twin.plain() : twin.sluice();
                        Statement statement = connection.createStatement()) {
                    connection.setNetworkTimeout(executor, 400);
                    executor.submit(() -> {}).get();
                    SQLException e = assertThrows(SQLException.class, () -> statement.execute("DO SLEEP(20)"));
                    assertEquals("08S01", e.getSQLState(), e.getMessage());
                }
            }
            try (Connection connection = twin.sluice();
                    Statement statement = connection.createStatement()) {
                assertEquals(60_000, connection.getNetworkTimeout());
                statement.execute("DO SLEEP(0.6)");
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void whatCannotBeIsRefusedByName() {
        for (String properties :
                new String[] {"emulateLocators=true", "characterEncoding=latin1", "useConfigs=maxPerformance"}) {
            SQLException e = assertThrows(
                    SQLException.class, () -> twin.sluice(properties).close());
            assertTrue(e.getMessage().contains(properties.substring(0, properties.indexOf('='))), e.getMessage());
            assertFalse(e.getMessage().isEmpty());
        }
    }
}
