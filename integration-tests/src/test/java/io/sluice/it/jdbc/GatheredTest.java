package io.sluice.it.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.jdbc.SluiceConnection;
import java.io.StringReader;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements that are answered over temporary tables: by the driver as by Connector/J over one server. */
@WithServers
class GatheredTest {
    private static final String PAIRS =
            "SELECT a.id, b.id, b.words, b.stamp FROM kinds a JOIN kinds b ON a.id < b.id ORDER BY 1, 2";

    private static Twin twin;

    @BeforeAll
    static void start(TestServers servers) throws Exception {
        twin = Twin.start(servers).with(TypesTest.KINDS);
        StringBuilder orders = new StringBuilder();
        for (int i = 1; i <= 40; i++) {
            orders.append(i == 1 ? "INSERT INTO orders (id, user_id, total, city, status) VALUES " : ", ");
            orders.append("(%d, %d, %d.50, '%s', '%s')"
                    .formatted(i, i % 11, i * 3 % 17, i % 3 == 0 ? "Bärn" : "Köln", i % 2 == 0 ? "paid" : "new"));
        }
        twin.both(orders + ";\n");
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PAIRS,
                "SELECT id, ROW_NUMBER() OVER (ORDER BY total, id) n FROM orders ORDER BY id",
                "SELECT COUNT(DISTINCT city), STD(total) FROM orders",
                "SELECT id FROM orders o WHERE total > (SELECT AVG(total) FROM orders WHERE city = o.city) ORDER BY id",
                "SELECT city FROM orders UNION SELECT words FROM kinds ORDER BY 1",
                "SELECT nope FROM orders o JOIN kinds k ON k.id = o.id",
                "SELECT o.id FROM orders o WHERE id = (SELECT id FROM kinds)",
            })
    void answersAreTheServers(String sql) throws Exception {
        assertGathered(sql);
        twin.same((connection, transcript) -> {
            try (Statement statement = connection.createStatement()) {
                transcript.tell("query", () -> {
                    transcript.rows(sql, statement.executeQuery(sql));
                    return "done";
                });
            }
        });
    }

    private static void assertGathered(String sql) throws SQLException {
        try (SluiceConnection connection = twin.sluice();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("EXPLAIN ROUTE " + sql)) {
            assertTrue(rows.next());
            assertTrue(rows.getString(1).startsWith("gathered"), rows.getString(1));
        }
    }

    @Test
    void everyTypeThroughEveryGetter() throws Exception {
        String sql = "SELECT a.*, b.id AS other FROM kinds a LEFT JOIN kinds b ON b.id = a.id + 1 ORDER BY a.id";
        try (SluiceConnection connection = twin.sluice()) {
            if (connection.getMetaData().getDatabaseProductVersion().startsWith("8.")) {
                // MySQL's JSON may be more than its text.
                assertTrue(connection.explain(sql).contains("ROUTE-2002"));
                return;
            }
        }
        assertGathered(sql);
        twin.same((connection, transcript) -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                TypesTest.columns(rows.getMetaData(), transcript);
                for (int row = 1; rows.next(); row++) {
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        String name = row + "." + rows.getMetaData().getColumnLabel(i);
                        TypesTest.getters(rows, i, name, transcript);
                    }
                }
            }
        });
    }

    /** How a parameter is bound. */
    private interface Bound {
        void set(PreparedStatement statement) throws SQLException;
    }

    /** Conditions that go with the rows, and those that stay with the answer. */
    private static Map<String, Bound> bound() {
        Map<String, Bound> bound = new LinkedHashMap<>();
        bound.put("whole = ?", s -> s.setInt(1, 7));
        bound.put("big >= ?", s -> s.setObject(1, new java.math.BigInteger("18446744073709551615")));
        bound.put("exact < ?", s -> s.setBigDecimal(1, new BigDecimal("0.00001")));
        bound.put("double_f <= ?", s -> s.setDouble(1, 1e-300));
        bound.put("flag = ?", s -> s.setBoolean(1, true));
        bound.put("words = ?", s -> s.setString(1, "größe 😀"));
        bound.put("words LIKE ? ", s -> s.setString(1, "%'\\\\%"));
        bound.put("long_text = ?  ", s -> s.setCharacterStream(1, new StringReader("text")));
        bound.put("varbin = ?", s -> s.setBytes(1, new byte[] {0, 1, -1}));
        bound.put("day = ?", s -> s.setDate(1, Date.valueOf("2024-02-29")));
        bound.put("day > ? ", s -> s.setObject(1, LocalDate.of(2000, 1, 1)));
        bound.put("at < ?", s -> s.setObject(1, LocalDateTime.of(2024, 1, 1, 0, 0)));
        bound.put("stamp = ?", s -> s.setTimestamp(1, Timestamp.valueOf("2024-02-29 12:00:00")));
        bound.put("whole <=> ?", s -> s.setNull(1, Types.INTEGER));
        bound.put("choice = ?", s -> s.setString(1, "a"));
        return bound;
    }

    @Test
    void everyKindOfParameter() throws Exception {
        twin.same((connection, transcript) -> {
            for (Map.Entry<String, Bound> each : bound().entrySet()) {
                String sql = "SELECT a.id, b.id FROM kinds a JOIN kinds b ON b.id <> a.id WHERE a." + each.getKey()
                        + " ORDER BY 1, 2";
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    for (int time = 0; time < 2; time++) {
                        each.getValue().set(statement);
                        transcript.rows(sql, statement.executeQuery());
                    }
                }
            }
        });
    }

    @Test
    void parametersInAnyOrder() throws Exception {
        String sql =
                "SELECT ? AS x, a.id, b.id FROM kinds a JOIN kinds b ON b.id > a.id + ? WHERE b.id < ? AND a.id > ?"
                        + " ORDER BY a.id, b.id LIMIT ?";
        twin.same((connection, transcript) -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 1; i < 4; i++) {
                    statement.setString(1, "x" + i);
                    statement.setInt(2, 0);
                    statement.setInt(3, 2 + i);
                    statement.setInt(4, 0);
                    statement.setInt(5, i);
                    transcript.rows(sql, statement.executeQuery());
                }
            }
        });
    }

    @Test
    void aPreparedStatementKnowsItsColumns() throws Exception {
        for (String sql : new String[] {
            "SELECT a.*, b.id AS other FROM kinds a JOIN kinds b ON b.id > a.id + ?",
            "SELECT o.city, COUNT(DISTINCT o.status) FROM orders o GROUP BY o.city",
            "SELECT l.message, k.words FROM audit_log l JOIN kinds k ON k.id = l.id",
        }) {
            twin.same((connection, transcript) -> {
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    TypesTest.columns(statement.getMetaData(), transcript);
                }
            });
        }
    }

    @Test
    void resultSetsScrollAndEnd() throws Exception {
        twin.same((connection, transcript) -> {
            try (Statement statement =
                    connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)) {
                ResultSet rows = statement.executeQuery(PAIRS);
                transcript.say("last", rows.last());
                transcript.say("row", rows.getRow());
                transcript.say("first", rows.first());
                transcript.say("id", rows.getLong(2));
                transcript.say("absolute", rows.absolute(3));
                transcript.say("id", rows.getLong(2));
                transcript.say("previous", rows.previous());
                transcript.say("id", rows.getLong(2));
                statement.setMaxRows(2);
                transcript.rows("two", statement.executeQuery(PAIRS));
            }
        });
    }

    @Test
    void warningsAndFoundRowsAreTheAnswers() throws Exception {
        String sql = "SELECT a.id / 0 AS x FROM kinds a JOIN kinds b ON b.id = a.id + 1 WHERE a.words IS NULL";
        twin.same((connection, transcript) -> {
            try (Statement statement = connection.createStatement()) {
                transcript.rows(sql, statement.executeQuery(sql));
                transcript.say("warning", String.valueOf(statement.getWarnings()));
                transcript.rows("warnings", statement.executeQuery("SHOW WARNINGS"));
                transcript.rows("pairs", statement.executeQuery(PAIRS));
                transcript.rows("found", statement.executeQuery("SELECT FOUND_ROWS()"));
            }
        });
    }

    @Test
    void aTransactionSeesItsOwnRowsAndGoesOn() throws Exception {
        twin.same((connection, transcript) -> {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("INSERT INTO kinds (id, words) VALUES (51, 'mine'), (52, 'mine too')");
                transcript.rows("pairs", statement.executeQuery(PAIRS));
                transcript.tell("error", () -> statement.executeQuery("SELECT nope FROM kinds a JOIN kinds b"));
                statement.executeUpdate("DELETE FROM kinds WHERE id = 52");
                transcript.rows("again", statement.executeQuery(PAIRS));
                connection.rollback();
                transcript.rows("rolled back", statement.executeQuery(PAIRS));
                connection.commit();
            }
        });
    }

    @Test
    void theSessionsSettingsHold() throws Exception {
        twin.same((connection, transcript) -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET time_zone = '+05:00', sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT', @x = 'y'");
                transcript.rows("pairs", statement.executeQuery(PAIRS));
                transcript.rows(
                        "words",
                        statement.executeQuery("SELECT \"a\".id || @x, @@sql_mode, @@time_zone FROM kinds \"a\""
                                + " JOIN kinds b ON b.id = \"a\".id + 1 ORDER BY 1"));
                statement.execute("SET SESSION TRANSACTION READ ONLY");
                transcript.rows("read only", statement.executeQuery(PAIRS));
            }
        });
    }

    @Test
    void aBatchRefusesIt() throws Exception {
        twin.same((connection, transcript) -> {
            try (Statement statement = connection.createStatement();
                    PreparedStatement prepared = connection.prepareStatement(PAIRS)) {
                statement.addBatch(PAIRS);
                transcript.tell("batch", statement::executeBatch);
                prepared.addBatch();
                transcript.tell("prepared", prepared::executeBatch);
                transcript.tell("update", () -> statement.executeUpdate(PAIRS));
            }
        });
    }

    @Test
    void nothingIsLeftOnAnyServer(TestServers servers) throws Exception {
        servers.awaitReplicas();
        String position = servers.flavour() == io.sluice.examples.servers.Flavour.MARIADB
                ? "SELECT @@gtid_binlog_pos"
                : "SELECT @@gtid_executed";
        String before = told(servers, position);
        try (SluiceConnection connection = twin.sluice();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 3; i++) {
                statement.executeQuery(PAIRS);
                try (ResultSet rows = statement.executeQuery("SELECT @__sluice_mode, MAX(a.id), COUNT(DISTINCT b.id)"
                        + " FROM kinds a JOIN kinds b ON b.id > a.id")) {
                    assertTrue(rows.next());
                }
            }
        }
        assertEquals(before, told(servers, position));
    }

    private static String told(TestServers servers, String question) throws SQLException {
        StringBuilder told = new StringBuilder();
        for (int i = 0; i < servers.shards().size(); i++) {
            try (Connection connection = servers.shard(i).primary().connect(servers.schema());
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(question)) {
                rows.next();
                told.append(rows.getString(1)).append('\n');
            }
        }
        return told.toString();
    }
}
