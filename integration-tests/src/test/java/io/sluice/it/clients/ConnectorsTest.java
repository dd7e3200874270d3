package io.sluice.it.clients;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.it.doors.ClusterFolder;
import io.sluice.it.doors.ProxyDoor;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** MySQL's and MariaDB's JDBC drivers, each with the text and with the prepared protocol. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectorsTest {
    private static final BigInteger BIGGEST = new BigInteger("18446744073709551615");
    private static final String EMOJI = "Zürich 東京 😀";

    private ProxyDoor door;
    private long nextOwner = 1_000;

    @BeforeAll
    void open(TestServers servers, @TempDir Path folder) throws SQLException {
        servers.freshSchema();
        door = ProxyDoor.open(ClusterFolder.write(folder, servers, Things.RULES));
        Things.make(door);
        servers.awaitReplicas();
    }

    @AfterAll
    void close() {
        door.close();
    }

    /** A driver with one protocol. */
    record Client(String name, String url) {
        Connection connect() throws SQLException {
            return DriverManager.getConnection(url);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    Stream<Client> clients() {
        return Stream.of(
                new Client("Connector/J, text", door.mySqlUrl() + "&useServerPrepStmts=false"),
                new Client("Connector/J, prepared", door.mySqlUrl() + "&useServerPrepStmts=true"),
                new Client("Connector/J, cursors", door.mySqlUrl() + "&useCursorFetch=true&defaultFetchSize=1000"),
                new Client("Connector/J, rewritten batches", door.mySqlUrl() + "&rewriteBatchedStatements=true"),
                new Client("MariaDB Connector/J, text", door.mariaDbUrl()),
                new Client("MariaDB Connector/J, prepared", door.mariaDbUrl() + "&useServerPrepStmts=true"));
    }

    @ParameterizedTest
    @MethodSource("clients")
    void valuesComeBackAsTheyWere(Client client) throws SQLException {
        byte[] picture = new byte[300_000];
        new Random(1).nextBytes(picture);
        long owner = nextOwner++;
        try (Connection connection = client.connect()) {
            assertEquals(1, insertThing(connection, owner, picture));
            connection.setAutoCommit(false); // the rest is read where it was written
            try (PreparedStatement select = connection.prepareStatement("SELECT * FROM things WHERE owner = ?")) {
                select.setLong(1, owner);
                try (ResultSet row = select.executeQuery()) {
                    assertTrue(row.next());
                    assertEquals(BIGGEST, row.getObject("big"));
                    assertEquals(LocalDate.of(1999, 12, 31), row.getObject("day", LocalDate.class));
                    assertEquals(
                            LocalDateTime.of(2026, 2, 28, 23, 59, 58, 123_456_000),
                            row.getObject("at", LocalDateTime.class));
                    assertEquals(LocalTime.of(12, 34, 56), row.getObject("clock", LocalTime.class));
                    assertEquals(new BigDecimal("12345678901234.567890"), row.getBigDecimal("price"));
                    assertEquals(0.1, row.getDouble("ratio"));
                    assertEquals(EMOJI, row.getString("word"));
                    assertArrayEquals(picture, row.getBytes("picture"));
                    assertFalse(row.next());
                }
            }
            connection.rollback();
        }
    }

    private static int insertThing(Connection connection, long owner, byte[] picture) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO things (owner, big, day, at, clock, price, ratio, word, picture)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                Statement.RETURN_GENERATED_KEYS)) {
            insert.setLong(1, owner);
            insert.setBigDecimal(2, new BigDecimal(BIGGEST));
            insert.setObject(3, LocalDate.of(1999, 12, 31));
            insert.setObject(4, LocalDateTime.of(2026, 2, 28, 23, 59, 58, 123_456_000));
            insert.setObject(5, LocalTime.of(12, 34, 56));
            insert.setBigDecimal(6, new BigDecimal("12345678901234.56789"));
            insert.setDouble(7, 0.1);
            insert.setString(8, EMOJI);
            insert.setBytes(9, picture);
            int count = insert.executeUpdate();
            try (ResultSet keys = insert.getGeneratedKeys()) {
                assertTrue(keys.next());
                assertTrue(keys.getLong(1) > 0);
            }
            return count;
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void nullsAreNulls(Client client) throws SQLException {
        long owner = nextOwner++;
        try (Connection connection = client.connect();
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO things (owner, word, day) VALUES (?, ?, ?)");
                PreparedStatement select = connection.prepareStatement(
                        "SELECT word, day, big FROM things WHERE owner = ? AND word IS NULL FOR UPDATE")) {
            insert.setLong(1, owner);
            insert.setNull(2, java.sql.Types.VARCHAR);
            insert.setObject(3, null);
            assertEquals(1, insert.executeUpdate());
            select.setLong(1, owner);
            try (ResultSet row = select.executeQuery()) {
                assertTrue(row.next());
                for (int column = 1; column <= 3; column++) {
                    assertEquals(null, row.getObject(column));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void batchesAreSplitAndCounted(Client client) throws SQLException {
        long from = nextOwner;
        nextOwner += 20;
        try (Connection connection = client.connect();
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO things (owner, word) VALUES (?, ?)")) {
            for (long owner = from; owner < nextOwner; owner++) {
                insert.setLong(1, owner);
                insert.setString(2, "batch");
                insert.addBatch();
            }
            assertEquals(20, insert.executeBatch().length);
            assertEquals(20, count(connection, "word = 'batch' AND owner >= " + from + " FOR UPDATE"));
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void transactionsEndAsTold(Client client) throws SQLException {
        long owner = nextOwner;
        nextOwner += 2; // one on each shard's tables
        try (Connection connection = client.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate("INSERT INTO things (owner, word) VALUES (" + owner + ", 'kept')");
            statement.executeUpdate("INSERT INTO things (owner, word) VALUES (" + (owner + 1) + ", 'kept')");
            connection.commit();
            statement.executeUpdate(
                    "UPDATE things SET word = 'lost' WHERE owner IN (" + owner + ", " + (owner + 1) + ")");
            assertEquals(2, count(connection, "word = 'lost' AND owner BETWEEN " + owner + " AND " + (owner + 1)));
            connection.rollback();
            assertEquals(2, count(connection, "word = 'kept' AND owner BETWEEN " + owner + " AND " + (owner + 1)));
            connection.rollback();
        }
    }

    private static int count(Connection connection, String where) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT owner FROM things WHERE " + where)) {
            int count = 0;
            while (rows.next()) {
                count++;
            }
            return count;
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void aLongResultOfAllShardsIsComplete(Client client) throws SQLException {
        try (Connection connection = client.connect();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT f.id, d.n FROM fillers f JOIN digits d WHERE f.id >= ? ORDER BY f.id, d.n")) {
            select.setLong(1, 0);
            int count = 0;
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    assertEquals(count, rows.getLong(1) * 200 + rows.getInt(2));
                    count++;
                }
            }
            assertEquals(Things.LONG_RESULT, count);
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void errorsAreMySqls(Client client) throws SQLException {
        try (Connection connection = client.connect()) {
            error(connection, 1062, "23000", "INSERT INTO fillers (id, owner) VALUES (?, ?)", 7, 7);
            error(connection, 1054, "42S22", "SELECT nosuch FROM things WHERE owner = ? OR owner = ?", 7, 8);
            error(connection, 1146, "42S02", "SELECT * FROM nosuch WHERE a = ? AND b = ?", 7, 7);
            error(connection, 1064, "42000", "SELEC ? FROM things WHERE owner = ?", 7, 7);
            assertTrue(connection.isValid(10), "an error leaves the connection usable");
        }
    }

    private static void error(Connection connection, int number, String state, String sql, Object... values) {
        SQLException error = assertThrows(SQLException.class, () -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    statement.setObject(i + 1, values[i]);
                }
                statement.execute();
            }
        });
        assertEquals(number, error.getErrorCode(), () -> sql + ": " + error.getMessage());
        assertEquals(state, error.getSQLState(), () -> sql + ": " + error.getMessage());
    }
}
