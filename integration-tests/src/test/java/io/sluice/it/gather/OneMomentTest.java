package io.sluice.it.gather;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.it.compare.Door;
import io.sluice.it.doors.ClusterFolder;
import io.sluice.it.doors.ProxyDoor;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.jdbc.SluiceDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables that one transaction writes together are read together, although one feed is read behind another. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OneMomentTest {
    private static final int READS = 10;
    private static final String RULES =
            """
            table('left_side') { key 'id'; shards 's0', 's1'; tables 'left_0', 'left_1', 'left_2', 'left_3'; modulo() }
            table('right_side') { key 'id'; shards 's0', 's1'; tables 'right_0', 'right_1', 'right_2', 'right_3'; modulo() }
            """;

    private TestServers servers;
    private ClusterFolder folder;
    private ProxyDoor proxy;
    private SluiceDataSource driver;

    @BeforeAll
    void start(TestServers running) throws SQLException {
        servers = running;
        servers.freshSchema();
        folder = ClusterFolder.alike(servers, RULES);
        StringBuilder rows = new StringBuilder(" VALUES (1, 0)");
        for (int i = 2; i < 2000; i++) {
            rows.append(", (").append(i).append(", ").append(-i).append(')');
        }
        try (SluiceDataSource first = new SluiceDataSource(folder.sluiceUrl());
                Connection connection = first.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : new String[] {"left_side", "right_side"}) {
                statement.execute("CREATE TABLE " + table + " (id BIGINT PRIMARY KEY, n BIGINT)");
                statement.execute("INSERT INTO " + table + rows);
            }
        }
        proxy = ProxyDoor.open(folder);
        driver = new SluiceDataSource(folder.sluiceUrl());
    }

    @AfterAll
    void stop() {
        proxy.close();
        driver.close();
        folder.close();
    }

    private Connection connect(Door door) throws SQLException {
        return door.isDriver()
                ? driver.getConnection()
                : DriverManager.getConnection(ProxyDoor.mySqlUrl(proxy.port(), servers.schema()) + door.options());
    }

    @ParameterizedTest
    @MethodSource("io.sluice.it.compare.Door#chosen")
    void whatIsWrittenTogetherIsReadTogether(Door door) throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Integer> written = CompletableFuture.supplyAsync(() -> write(enough));
        try (Connection connection = connect(door)) {
            for (int i = 0; i < READS; i++) {
                assertEquals(0, without(connection, "left_side", "right_side"), "rows on the left alone");
                assertEquals(0, without(connection, "right_side", "left_side"), "rows on the right alone");
            }
        } finally {
            enough.set(true);
        }
        assertTrue(written.get(30, TimeUnit.SECONDS) > READS, "somebody wrote meanwhile");
        goesOn(door);
    }

    private static int without(Connection connection, String one, String other) throws SQLException {
        String sql = "SELECT COUNT(*) FROM " + one + " a WHERE NOT EXISTS (SELECT 1 FROM " + other
                + " b WHERE b.n = a.n) AND a.n <> ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, 3);
            try (ResultSet rows = statement.executeQuery()) {
                assertTrue(rows.next());
                return rows.getInt(1);
            }
        }
    }

    /** On one server, one transaction for a row in each of two tables. */
    private int write(AtomicBoolean enough) {
        int written = 0;
        try (Connection connection = servers.shard(0).primary().connect(servers.schema());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            long next = count(statement) + 10_000;
            while (!enough.get()) {
                next += 4;
                statement.executeUpdate("INSERT INTO left_0 VALUES (" + (next - next % 4) + ", " + next + ")");
                statement.executeUpdate("INSERT INTO right_2 VALUES (" + (next - next % 4 + 2) + ", " + next + ")");
                connection.commit();
                written++;
                statement.executeUpdate("DELETE FROM right_2 WHERE n = " + next);
                statement.executeUpdate("DELETE FROM left_0 WHERE n = " + next);
                connection.commit();
            }
            return written;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long count(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT COALESCE(MAX(id), 0) FROM left_0")) {
            rows.next();
            return rows.getLong(1) - rows.getLong(1) % 4;
        }
    }

    /** Nothing of it stays open: who reads later sees what was written later, and DDL waits for nobody. */
    private void goesOn(Door door) throws SQLException {
        try (Connection connection = connect(door);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO left_side VALUES (3000, 3000)");
            assertEquals(1, without(connection, "left_side", "right_side"));
            statement.executeUpdate("DELETE FROM left_side WHERE id = 3000");
            statement.execute("ALTER TABLE left_side COMMENT '" + door + "'");
            assertEquals(0, without(connection, "left_side", "right_side"));
        }
    }
}
