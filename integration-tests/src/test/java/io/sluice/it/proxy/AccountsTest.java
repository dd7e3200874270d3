package io.sluice.it.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who may come in, how often, for how long, and from where. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountsTest {
    private static final String USERS =
            """
                - { name: old, password_hash: "*14E65567ABDB5135D0CFD9A70B3032C179A49EE7" }
                - { name: few, password: secret, max_connections: 2 }
                - { name: guessed, password: secret }
            """;

    private TestProxy proxy;

    @BeforeAll
    void startProxy(TestServers servers) throws SQLException, IOException {
        servers.freshSchema();
        proxy = TestProxy.start(
                        servers, USERS + more(servers) + "  transaction_timeout: 1s\n  statement_timeout: 700ms\n")
                .withShop();
    }

    /** A hash that the server itself has made, where it is MySQL's. */
    private static String more(TestServers servers) throws SQLException {
        if (servers.flavour() != io.sluice.examples.servers.Flavour.MYSQL) {
            return "";
        }
        try (Connection connection = servers.plain().connect("");
                Statement statement = connection.createStatement()) {
            statement.execute("DROP USER IF EXISTS hashed");
            statement.execute("CREATE USER hashed IDENTIFIED WITH caching_sha2_password BY 'päss'");
            try (ResultSet row =
                    statement.executeQuery("SELECT HEX(authentication_string) FROM mysql.user WHERE user = 'hashed'")) {
                row.next();
                return "    - { name: new, password_hash: \"0x" + row.getString(1) + "\" }\n";
            } finally {
                statement.execute("DROP USER hashed");
            }
        }
    }

    @AfterAll
    void stopProxy() {
        proxy.close();
    }

    @Test
    void hashesTakeTheirPasswords(TestServers servers) throws SQLException {
        for (String plugin : new String[] {"mysql_native_password", "caching_sha2_password"}) {
            String options = "&defaultAuthenticationPlugin=" + plugin;
            proxy.connect("old", "secret", options).close();
            assertEquals(1045, refused("old", "Secret", options));
            if (servers.flavour() == io.sluice.examples.servers.Flavour.MYSQL) {
                proxy.connect("new", "päss", options).close(); // in full
                proxy.connect("new", "päss", options).close(); // fast
                assertEquals(1045, refused("new", "pass", options));
            }
        }
    }

    private int refused(String user, String password, String options) {
        return assertThrows(SQLException.class, () -> proxy.connect(user, password, options))
                .getErrorCode();
    }

    @Test
    void aUserHasSoManyConnections() throws Exception {
        try (Connection first = proxy.connect("few", "secret", "");
                Connection second = proxy.connect("few", "secret", "")) {
            assertEquals(1226, refused("few", "secret", ""));
            assertTrue(first.isValid(5) && second.isValid(5));
        }
        long end = System.currentTimeMillis() + 10_000;
        while (true) { // the proxy hears of it a moment later
            try {
                proxy.connect("few", "secret", "").close();
                return;
            } catch (SQLException still) {
                assertTrue(System.currentTimeMillis() < end, still.getMessage());
                Thread.sleep(50);
            }
        }
    }

    @Test
    void whoGuessesIsMadeToWait() {
        for (int i = 0; i < 5; i++) {
            assertEquals(1045, refused("guessed", "wrong", ""));
        }
        SQLException blocked = assertThrows(SQLException.class, () -> proxy.connect("guessed", "secret", ""));
        assertTrue(blocked.getMessage().contains("blocked for 1 s"), blocked.getMessage());
    }

    @Test
    void silenceInATransactionEndsIt() throws Exception {
        try (Connection idle = proxy.connect();
                Connection silent = proxy.connect();
                Statement statement = silent.createStatement()) {
            silent.setAutoCommit(false);
            statement.executeUpdate("INSERT INTO orders (id, user_id, city) VALUES (5, 5, 'a'), (6, 6, 'b')");
            Thread.sleep(3_000);
            assertThrows(SQLException.class, () -> statement.execute("COMMIT"));
            try (Statement other = idle.createStatement();
                    ResultSet row = other.executeQuery("SELECT COUNT(*) FROM orders FOR UPDATE")) {
                assertTrue(row.next(), "who is in no transaction may be silent");
                assertEquals(0, row.getInt(1));
            }
        }
    }

    @Test
    void aStatementThatTakesTooLongIsStopped(TestServers servers) throws SQLException {
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            boolean mySql = servers.flavour() == io.sluice.examples.servers.Flavour.MYSQL;
            SQLException late = assertThrows(
                    SQLException.class,
                    () -> statement.executeQuery(
                            "SELECT SLEEP(20) FROM orders WHERE user_id = 1 UNION ALL SELECT SLEEP(20) UNION ALL SELECT 1"));
            assertEquals(mySql ? 3024 : 1969, late.getErrorCode(), late.getMessage());
            assertTrue(connection.isValid(5));
        }
    }

    @Test
    void aBalancerSaysWhereItsClientIs(TestServers servers) throws Exception {
        try (TestProxy behind = TestProxy.start(servers, "  proxy_protocol: [ 127.0.0.0/8 ]\n  login_timeout: 3s\n")) {
            try (Socket balancer = new Socket("127.0.0.1", behind.port())) {
                balancer.setSoTimeout(20_000);
                balancer.getOutputStream()
                        .write("PROXY TCP4 192.0.2.7 10.0.0.1 5000 3306\r\n".getBytes(StandardCharsets.US_ASCII));
                RawClient client = new RawClient(balancer);
                client.login("wrong", io.sluice.proxy.protocol.AuthPlugin.NATIVE);
                assertTrue(client.error().message().contains("'app'@'192.0.2.7'"));
            }
            try (Socket silent = new Socket("127.0.0.1", behind.port())) {
                silent.setSoTimeout(20_000);
                assertEquals(
                        -1, new DataInputStream(silent.getInputStream()).read(), "who says nothing is not greeted");
            }
            try (Socket other = new Socket("127.0.0.1", behind.port())) {
                other.setSoTimeout(20_000);
                Unpooled.copiedBuffer("GET / HTTP/1.1\r\n", StandardCharsets.US_ASCII)
                        .readBytes(other.getOutputStream(), 16);
                assertEquals(-1, other.getInputStream().read());
            }
        }
    }
}
