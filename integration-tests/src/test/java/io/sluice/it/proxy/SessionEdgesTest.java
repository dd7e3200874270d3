package io.sluice.it.proxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sluice.examples.servers.RunningServer;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.proxy.protocol.Command;
import io.sluice.proxy.protocol.Commands;
import io.sluice.proxy.protocol.Frames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What one session leaves behind, in its own transaction or for others. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionEdgesTest {
    private static final String PREPARED = "&useServerPrepStmts=true";

    private TestServers servers;
    private TestProxy proxy;

    @BeforeAll
    void startProxy(TestServers given) throws SQLException, IOException {
        servers = given;
        servers.freshSchema();
        proxy = TestProxy.start(servers).withShop();
    }

    @AfterAll
    void stopProxy() {
        proxy.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM audit_log");
            statement.executeUpdate("DELETE FROM orders");
        }
    }

    @Test
    void ddlWithoutAutocommitLeavesNoHalfTransactionBehind() throws SQLException {
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate("INSERT INTO audit_log (message) VALUES ('committed by the DDL')");
            statement.executeUpdate("ALTER TABLE audit_log COMMENT 'one'");
            statement.executeUpdate("ALTER TABLE orders COMMENT 'many'");
            statement.executeUpdate("INSERT INTO audit_log (message) VALUES ('rolled back')");
            connection.rollback();
            assertEquals("committed by the DDL", one(statement, "SELECT GROUP_CONCAT(message) FROM audit_log"));
        }
    }

    @Test
    void aTransactionFindsItsWayBackFromAnotherSchema() throws SQLException {
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate("INSERT INTO audit_log (message) VALUES ('a')");
            statement.execute("USE information_schema");
            one(statement, "SELECT COUNT(*) FROM tables");
            statement.execute("USE shop");
            assertEquals("a", one(statement, "SELECT message FROM audit_log"));
            connection.commit();
        }
    }

    @Test
    void anErrorThatIsNoDeadlockLeavesTheTransaction() throws SQLException {
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate("INSERT INTO audit_log (id, message) VALUES (7, 'a')");
            assertThrows(
                    SQLException.class,
                    () -> statement.executeUpdate("INSERT INTO audit_log (id, message) VALUES (7, 'b')"));
            assertThrows(SQLException.class, () -> statement.executeQuery("SELECT nosuch FROM orders FOR UPDATE"));
            statement.executeUpdate("INSERT INTO audit_log (id, message) VALUES (8, 'c')");
            connection.commit();
            assertEquals("2", one(statement, "SELECT COUNT(*) FROM audit_log"));
        }
    }

    @Test
    void commitReleaseEndsTheConnection() throws IOException, SQLException {
        try (RawClient client = RawClient.loggedIn(proxy.port())) {
            for (String sql : List.of("BEGIN", "INSERT INTO audit_log (message) VALUES ('r')", "COMMIT RELEASE")) {
                client.command(Commands.query(sql));
                assertEquals(0, client.read()[0]);
            }
            assertTrue(client.closed());
        }
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            assertEquals("1", one(statement, "SELECT COUNT(*) FROM audit_log FOR UPDATE"));
        }
    }

    @Test
    void aPreparedTextIsReadUnderItsOwnSessionsSqlMode() throws SQLException {
        String sql = "SELECT 'a' || 'b' FROM (SELECT ? AS x) t";
        for (int i = 0; i < 3; i++) {
            assertEquals("0", prepared("", sql));
            assertEquals("ab", prepared("&sessionVariables=sql_mode='PIPES_AS_CONCAT'", sql));
        }
    }

    @Test
    void aPreparedTextKeepsToTheClientsCharacterSet() throws IOException {
        for (int i = 0; i < 2; i++) {
            try (RawClient client = RawClient.loggedIn(proxy.port())) {
                client.command(Commands.query("SET NAMES latin1"));
                assertEquals(0, client.read()[0]);
                byte[] sql = "SELECT HEX(CONVERT('\u00E9' USING utf8mb4))".getBytes(StandardCharsets.ISO_8859_1);
                client.command(Commands.text(Command.QUERY, sql));
                String text = lastOf(client);
                client.command(Commands.text(Command.STMT_PREPARE, sql));
                byte[] ok = client.read();
                assertEquals(0, ok[0]);
                client.read(); // the column
                int id = Unpooled.wrappedBuffer(ok).getIntLE(1);
                client.command((out, capabilities) -> out.writeByte(Command.STMT_EXECUTE)
                        .writeIntLE(id)
                        .writeByte(0)
                        .writeIntLE(1));
                assertEquals("C3A9", text);
                assertEquals(text, lastOf(client));
            }
        }
    }

    @Test
    void userVariablesKeepToTheClientsCharacterSet() throws IOException {
        try (RawClient client = RawClient.loggedIn(proxy.port())) {
            client.command(Commands.query("SET NAMES latin1"));
            assertEquals(0, client.read()[0]);
            client.command(Commands.text(Command.QUERY, "SET @x = '\u00E9'".getBytes(StandardCharsets.ISO_8859_1)));
            assertEquals(0, client.read()[0]);
            for (int i = 0; i < 2; i++) {
                client.command(Commands.query("SELECT HEX(CONVERT(@x USING utf8mb4))"));
                assertEquals("C3A9", lastOf(client));
            }
        }
    }

    @Test
    void clientsThatLeaveAtAnyMomentLeaveNothingBehind() throws Exception {
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            StringBuilder rows = new StringBuilder("INSERT INTO orders (id, user_id, city) VALUES (0, 0, 'x')");
            for (int i = 1; i < 3000; i++) {
                rows.append(", (").append(i).append(", ").append(i).append(", 'somewhere')");
            }
            statement.executeUpdate(rows.toString());
        }
        Random random = new Random(42);
        List<String> commands = List.of(
                "BEGIN",
                "UPDATE orders SET total = total + 1 WHERE user_id < 50",
                "UPDATE orders SET total = total + 1 WHERE user_id = 7",
                "SELECT * FROM orders",
                "SELECT * FROM orders ORDER BY city, id DESC",
                "SELECT SLEEP(0.01) FROM audit_log",
                "SELECT * FROM orders WHERE user_id IN (1, 2, 3) FOR UPDATE",
                "SET SESSION sort_buffer_size = " + 65536,
                "INSERT INTO audit_log (message) VALUES ('m')",
                "COMMIT");
        for (int i = 0; i < 300; i++) {
            try (RawClient client = RawClient.loggedIn(proxy.port())) {
                for (int k = 1 + random.nextInt(6); k > 0; k--) {
                    boolean prepare = random.nextInt(4) == 0;
                    String sql = commands.get(random.nextInt(commands.size()));
                    client.command(Commands.text(
                            prepare ? Command.STMT_PREPARE : Command.QUERY, sql.getBytes(StandardCharsets.UTF_8)));
                    if (random.nextInt(3) == 0) {
                        client.read();
                    }
                }
                Thread.sleep(random.nextInt(8));
            }
        }
        String open = "SELECT COUNT(*) FROM information_schema.innodb_trx";
        for (int shard = 0; shard < servers.shards().size(); shard++) {
            RunningServer primary = servers.shard(shard).primary();
            String url = "jdbc:mysql://" + primary.address() + "/?sslMode=DISABLED&allowPublicKeyRetrieval=true";
            try (Connection direct = DriverManager.getConnection(url, primary.user(), primary.password());
                    Statement statement = direct.createStatement()) {
                for (int i = 0; i < 100 && !one(statement, open).equals("0"); i++) {
                    Thread.sleep(100);
                }
                assertEquals("0", one(statement, open));
            }
        }
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            assertEquals("3000", one(statement, "SELECT COUNT(*) FROM orders"));
            assertEquals(3000, statement.executeUpdate("UPDATE orders SET status = 'z'"));
            assertEquals("1", one(statement, "SELECT @@autocommit"));
        }
    }

    /** The value of a result of one row and column, which ends both a text row and a binary one. */
    private static String lastOf(RawClient client) throws IOException {
        assertEquals(1, client.read()[0]);
        client.read();
        String row = new String(client.read(), StandardCharsets.ISO_8859_1);
        assertEquals(0xFE, client.read()[0] & 0xFF);
        return row.substring(row.length() - 4);
    }

    @Test
    void answersThatNobodyTakesHoldCommandsBackAndComeAllTheSame() throws Exception {
        int many = 100_000;
        try (RawClient client = RawClient.loggedIn(proxy.port())) {
            CompletableFuture<Void> written = CompletableFuture.runAsync(() -> {
                ByteBuf pings = Unpooled.buffer();
                for (int i = 0; i < many; i++) {
                    Frames.append(pings, 0, Commands.bare(Command.PING), 0);
                }
                try {
                    client.bytes(pings);
                } catch (IOException failed) {
                    throw new IllegalStateException(failed);
                }
            });
            byte[] ok = client.read();
            for (int i = 1; i < many; i++) {
                assertArrayEquals(ok, client.read());
            }
            written.get();
        }
    }

    @Test
    void longDataComesInManyPieces() throws IOException {
        try (RawClient client = RawClient.loggedIn(proxy.port())) {
            client.command(Commands.text(Command.STMT_PREPARE, "SELECT LENGTH(?)".getBytes(StandardCharsets.UTF_8)));
            int id = Unpooled.wrappedBuffer(client.read()).getIntLE(1);
            client.read();
            client.read();
            for (int i = 0; i < 2000; i++) {
                client.command(new Commands.LongData(id, 0, new byte[1000]));
            }
            client.command((out, capabilities) -> out.writeByte(Command.STMT_EXECUTE)
                    .writeIntLE(id)
                    .writeByte(0)
                    .writeIntLE(1)
                    .writeByte(0)
                    .writeByte(1)
                    .writeShortLE(252));
            client.read();
            client.read();
            assertEquals(2_000_000, Unpooled.wrappedBuffer(client.read()).getUnsignedIntLE(2));
        }
    }

    private String prepared(String options, String sql) throws SQLException {
        try (Connection connection = proxy.connect("app", "secret", PREPARED + options);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, 1);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    private static String one(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
