package io.sluice.it.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.proxy.protocol.AuthMoreData;
import io.sluice.proxy.protocol.AuthPlugin;
import io.sluice.proxy.protocol.AuthSwitchRequest;
import io.sluice.proxy.protocol.Command;
import io.sluice.proxy.protocol.Commands;
import io.sluice.proxy.protocol.Frames;
import io.sluice.proxy.protocol.RsaPassword;
import io.sluice.proxy.protocol.Scramble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Clients that misbehave, and steps of the login no driver takes by itself. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RawClientTest {
    private TestProxy proxy;

    @BeforeAll
    void startProxy(TestServers servers) throws SQLException, IOException {
        servers.freshSchema();
        proxy = TestProxy.start(servers).withShop();
    }

    @AfterAll
    void stopProxy() {
        proxy.close();
    }

    @Test
    void theGreetingSaysWhatTheBackendsAre(TestServers servers) throws IOException {
        try (RawClient client = new RawClient(proxy.port())) {
            assertTrue(client.greeting().version().endsWith("-sluice"));
            String number = servers.plain().version().split("-", 2)[0];
            assertTrue(
                    client.greeting().version().startsWith(number),
                    client.greeting().version());
        }
    }

    @Test
    void aChangeOfTheUserThatStopsHalfWayEndsAsALoginDoes(TestServers servers) throws IOException {
        try (TestProxy hasty = TestProxy.start(servers, "  login_timeout: 2s\n");
                RawClient client = RawClient.loggedIn(hasty.port())) {
            client.command((out, ignored) -> out.writeByte(Command.CHANGE_USER)
                    .writeBytes("app\0\0shop\0".getBytes(StandardCharsets.US_ASCII))
                    .writeShortLE(45)
                    .writeBytes("mysql_native_password\0".getBytes(StandardCharsets.US_ASCII)));
            assertEquals(AuthSwitchRequest.HEADER, client.read()[0] & 0xFF);
            assertTrue(client.closed());
        }
    }

    @Test
    void whatComesBehindCommitReleaseIsNotDone() throws IOException, SQLException {
        try (RawClient client = RawClient.loggedIn(proxy.port())) {
            ByteBuf both = Unpooled.buffer();
            for (String sql :
                    new String[] {"COMMIT RELEASE", "INSERT INTO orders (id, user_id, city) VALUES (77, 77, 'late')"}) {
                Frames.append(both, 0, Commands.query(sql), RawClient.CAPABILITIES);
            }
            client.bytes(both);
            assertEquals(0, client.read()[0]);
            assertTrue(client.closed());
        }
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement();
                ResultSet late = statement.executeQuery("SELECT COUNT(*) FROM orders WHERE user_id = 77")) {
            late.next();
            assertEquals(0, late.getInt(1));
        }
    }

    @Test
    void theFullPathOfCachingSha2TakesTheEncryptedPassword() throws IOException {
        for (String password : new String[] {"secret", "wrong"}) {
            try (RawClient client = new RawClient(proxy.port())) {
                client.login(new byte[] {1}, AuthPlugin.CACHING_SHA2);
                assertTrue(AuthMoreData.decode(Unpooled.wrappedBuffer(client.read()))
                        .is(AuthMoreData.FULL_NEEDED));
                client.send((out, ignored) -> out.writeByte(AuthMoreData.PUBLIC_KEY_REQUEST));
                String key = AuthMoreData.decode(Unpooled.wrappedBuffer(client.read()))
                        .text();
                byte[] encrypted =
                        RsaPassword.encrypt(password, client.greeting().seed(), key);
                client.send((out, ignored) -> out.writeBytes(encrypted));
                byte[] answer = client.read();
                assertEquals(password.equals("secret") ? 0 : 0xFF, answer[0] & 0xFF);
            }
        }
    }

    @Test
    void anUnknownPluginIsSwitched() throws IOException {
        try (RawClient client = new RawClient(proxy.port())) {
            client.login(new byte[] {1, 2, 3}, "client_ed25519");
            AuthSwitchRequest change = AuthSwitchRequest.decode(Unpooled.wrappedBuffer(client.read()));
            byte[] answer = change.plugin().equals(AuthPlugin.NATIVE)
                    ? Scramble.nativePassword("secret", change.seed())
                    : Scramble.cachingSha2("secret", change.seed());
            client.send((out, ignored) -> out.writeBytes(answer));
            byte[] next = client.read();
            assertTrue(next[0] == 0 || next[0] == AuthMoreData.HEADER);
        }
    }

    @Test
    void garbageInTheLoginIsABadHandshake() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 50; i++) {
            byte[] garbage = new byte[random.nextInt(100)];
            random.nextBytes(garbage);
            try (RawClient client = new RawClient(proxy.port())) {
                client.send((out, ignored) -> out.writeBytes(garbage));
                assertTrue(client.closed());
            }
        }
        stillServes();
    }

    @Test
    void garbageAfterTheLoginIsAnError() throws IOException {
        Random random = new Random(8);
        int[] commands = {
            Command.STMT_EXECUTE,
            Command.STMT_SEND_LONG_DATA,
            Command.STMT_CLOSE,
            Command.STMT_RESET,
            Command.SET_OPTION,
            0x77
        };
        for (int i = 0; i < 60; i++) {
            byte[] garbage = new byte[random.nextInt(12)];
            random.nextBytes(garbage);
            int command = commands[i % commands.length];
            try (RawClient client = RawClient.loggedIn(proxy.port())) {
                client.command((out, ignored) -> out.writeByte(command).writeBytes(garbage));
                client.command(Commands.bare(Command.QUIT));
                assertTrue(client.closed());
            }
        }
        stillServes();
    }

    @Test
    void anUnknownCommandIsRefusedAndTheNextOneServed() throws IOException {
        try (RawClient client = RawClient.loggedIn(proxy.port())) {
            client.command(Commands.bare(Command.BINLOG_DUMP));
            assertEquals(1047, client.error().errno());
            client.command(Commands.bare(Command.PING));
            assertEquals(0, client.read()[0]);
        }
    }

    @Test
    void aWrongSequenceIdEndsTheConnection() throws IOException {
        try (RawClient client = RawClient.loggedIn(proxy.port())) {
            client.bytes(Unpooled.wrappedBuffer(new byte[] {1, 0, 0, 7, Command.PING}));
            assertEquals(1156, client.error().errno());
            assertTrue(client.closed());
        }
    }

    @Test
    void commandsSentAheadAreAnsweredInOrder() throws IOException {
        try (RawClient client = RawClient.loggedIn(proxy.port())) {
            for (int i = 0; i < 200; i++) {
                client.command(Commands.query("SELECT " + (1000 + i)));
            }
            for (int i = 0; i < 200; i++) {
                client.read(); // column count
                client.read(); // definition
                byte[] row = client.read();
                assertEquals(Integer.toString(1000 + i), new String(row, 1, row.length - 1, StandardCharsets.US_ASCII));
                client.read(); // end
            }
        }
    }

    @Test
    void bytesThatAreNoUtf8ReachTheServerAsTheyAre() throws IOException {
        byte[] head = "SELECT HEX(_binary'".getBytes(StandardCharsets.US_ASCII);
        byte[] raw = {(byte) 0xFF, (byte) 0x80, (byte) 0xC3, 'a'};
        byte[] tail = "')".getBytes(StandardCharsets.US_ASCII);
        try (RawClient client = RawClient.loggedIn(proxy.port())) {
            client.command((out, ignored) -> out.writeByte(Command.QUERY)
                    .writeBytes(head)
                    .writeBytes(raw)
                    .writeBytes(tail));
            client.read();
            client.read();
            byte[] row = client.read();
            assertEquals("FF80C361", new String(row, 1, row.length - 1, StandardCharsets.US_ASCII));
        }
    }

    @Test
    void aClientThatLeavesInATransactionIsRolledBack() throws IOException, SQLException {
        try (RawClient client = RawClient.loggedIn(proxy.port())) {
            for (String sql : new String[] {
                "BEGIN", "INSERT INTO orders (id, user_id, city) VALUES (71, 71, 'a'), (72, 72, 'b'), (73, 73, 'c')"
            }) {
                client.command(Commands.query(sql));
                byte[] answer = client.read();
                assertEquals(0, answer[0], () -> Arrays.toString(answer));
            }
        }
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            // Waits for the row locks of the transaction that is going.
            statement.executeUpdate("INSERT INTO orders (id, user_id, city) VALUES (71, 71, 'a'), (72, 72, 'b')");
            assertEquals(2, statement.executeUpdate("DELETE FROM orders WHERE user_id IN (71, 72, 73)"));
        }
    }

    @Test
    void aClientThatLeavesInTheMiddleOfAResultHarmsNobody() throws IOException {
        for (int i = 0; i < 10; i++) {
            try (RawClient client = RawClient.loggedIn(proxy.port())) {
                client.command(Commands.query("SELECT a.n, REPEAT('x', 1000) FROM"
                        + " (SELECT 1 n UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4) a,"
                        + " information_schema.columns b, information_schema.columns c LIMIT 200000"));
                client.read();
            }
            stillServes();
        }
    }

    @Test
    void killQueryStopsAnotherClientsStatement() throws Exception {
        try (RawClient victim = RawClient.loggedIn(proxy.port());
                Connection killer = proxy.connect();
                Statement statement = killer.createStatement()) {
            victim.command(Commands.query("SELECT SLEEP(30) FROM orders WHERE user_id = 1 UNION ALL SELECT SLEEP(30)"));
            Thread.sleep(500);
            statement.execute("KILL QUERY " + victim.greeting().connectionId());
            byte[] answer = victim.read();
            assertTrue(answer.length > 0);
            victim.command(Commands.bare(Command.PING));
        }
    }

    private void stillServes() throws IOException {
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM orders")) {
            assertTrue(rows.next());
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
