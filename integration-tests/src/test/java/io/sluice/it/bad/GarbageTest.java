package io.sluice.it.bad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.it.compare.Door;
import io.sluice.it.compare.Shop;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Clients that do not speak the protocol, and clients that may not come in. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GarbageTest {
    private Shop shop;

    @BeforeAll
    void open(TestServers servers) {
        shop = Shop.start(servers);
    }

    @AfterAll
    void close() {
        shop.close();
    }

    @Test
    void randomBytesEndOnlyTheirOwnConnection() throws IOException, SQLException {
        Random random = new Random(1);
        try (Connection other = shop.sluice(Door.PROXY_TEXT)) {
            for (int i = 0; i < 60; i++) {
                byte[] garbage = new byte[1 + random.nextInt(600)];
                random.nextBytes(garbage);
                if (i % 2 == 0) {
                    frame(garbage, i % 4 == 0 ? 1 : random.nextInt(256));
                }
                send(garbage);
                assertEquals(1, one(other));
            }
        }
    }

    @Test
    void httpAndTlsOnThePortAreSentAway() throws IOException, SQLException {
        send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        send(new byte[] {0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, (byte) 0xfc, 0x03, 0x03});
        try (Connection other = shop.sluice(Door.PROXY_TEXT)) {
            assertEquals(1, one(other));
        }
    }

    @Test
    void aWrongPasswordAnUnknownUserAndAnUnknownSchemaAreToldAsAServerTellsThem() {
        refused(shop.proxyUrl(), Shop.USER, "wrong", 1045, "28000");
        refused(shop.proxyUrl(), Shop.USER, "", 1045, "28000");
        refused(shop.proxyUrl(), "stranger", Shop.USER, 1045, "28000");
        refused(shop.proxyUrl().replaceFirst("/[a-z0-9_]+\\?", "/nosuch?"), Shop.USER, Shop.USER, 1049, "42000");
    }

    private static void refused(String url, String user, String password, int errno, String state) {
        SQLException failure = assertThrows(SQLException.class, () -> DriverManager.getConnection(url, user, password));
        assertEquals(errno, failure.getErrorCode(), failure.getMessage());
        assertEquals(state, failure.getSQLState());
    }

    /** A header with the right length, so that the packet itself is looked at. */
    private static void frame(byte[] garbage, int sequence) {
        if (garbage.length > 4) {
            garbage[0] = (byte) (garbage.length - 4);
            garbage[1] = (byte) ((garbage.length - 4) >> 8);
            garbage[2] = 0;
            garbage[3] = (byte) sequence;
        }
    }

    /** Reads the greeting, sends, and waits until the other side ends; what it says before that may be an ERR packet. */
    private void send(byte[] bytes) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", shop.proxyPort())) {
            socket.setSoTimeout(20_000);
            assertTrue(socket.getInputStream().read() >= 0, "a greeting");
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        } catch (SocketException e) {
            // reset: also an end
        }
    }

    private static int one(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
