package io.sluice.it.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.proxy.protocol.AuthMoreData;
import io.sluice.proxy.protocol.AuthPlugin;
import io.sluice.proxy.protocol.Capabilities;
import io.sluice.proxy.protocol.Commands;
import io.sluice.proxy.protocol.Frames;
import io.sluice.proxy.protocol.HandshakeResponse;
import io.sluice.proxy.protocol.Scramble;
import io.sluice.proxy.protocol.SslRequest;
import io.sluice.proxy.tls.SelfSigned;
import io.sluice.routing.config.Tls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Clients that encrypt, and those that should. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsTest {
    private static final long PATIENCE_MS = 30_000;

    private final Tls.Identity identity = SelfSigned.make();
    private Path folder;
    private PemFiles files;
    private TestProxy proxy;
    private TestProxy strict;

    @BeforeAll
    void startProxies(TestServers servers, @TempDir Path shared) throws IOException {
        folder = shared;
        files = PemFiles.write(folder, "server", identity);
        proxy = TestProxy.start(
                servers,
                "  tls: { mode: optional, certificate: \"" + files.certificate() + "\", key: \"" + files.key()
                        + "\" }\n");
        strict = TestProxy.start(servers, "  tls: { mode: required, self_signed: true }\n");
    }

    @AfterAll
    void stopProxies() {
        proxy.close();
        strict.close();
    }

    private static void asks(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT REPEAT('x', 3000000), 7")) {
            assertTrue(rows.next());
            assertEquals(3_000_000, rows.getString(1).length());
            assertEquals(7, rows.getInt(2));
        }
    }

    @Test
    void connectorJEncryptsAndVerifies() throws SQLException, IOException {
        String trust = PemFiles.trusting(folder, identity);
        for (String mode : new String[] {"REQUIRED", "VERIFY_CA", "VERIFY_IDENTITY"}) {
            for (String plugin : new String[] {"mysql_native_password", "caching_sha2_password"}) {
                String options = "&sslMode=" + mode + trust + "&fallbackToSystemTrustStore=false"
                        + "&defaultAuthenticationPlugin=" + plugin;
                try (Connection connection = connect(proxy, options)) {
                    asks(connection);
                }
            }
        }
    }

    @Test
    void connectorJRefusesAnotherCertificate() throws IOException {
        String trust = PemFiles.trusting(folder, SelfSigned.make());
        String options = "&sslMode=VERIFY_CA&fallbackToSystemTrustStore=false" + trust;
        assertThrows(SQLException.class, () -> connect(proxy, options).close());
    }

    private static Connection connect(TestProxy to, String options) throws SQLException {
        String url = "jdbc:mysql://127.0.0.1:" + to.port() + "/shop?connectTimeout=10000&socketTimeout=30000";
        return DriverManager.getConnection(url + options, "app", "secret");
    }

    @Test
    void mariaDbConnectorEncryptsAndVerifies() throws SQLException {
        for (String mode : new String[] {"trust", "verify-ca", "verify-full"}) {
            String url = "jdbc:mariadb://127.0.0.1:" + proxy.port() + "/shop?user=app&password=secret&sslMode=" + mode
                    + "&serverSslCert=" + files.certificate();
            try (Connection connection = DriverManager.getConnection(url)) {
                asks(connection);
            }
        }
    }

    @Test
    void whoMustEncryptAndDoesNotIsRefused() throws SQLException {
        SQLException refused = assertThrows(SQLException.class, () -> strict.connect());
        assertEquals(3159, refused.getErrorCode());
        try (Connection connection = connect(strict, "&sslMode=REQUIRED")) {
            asks(connection);
        }
        try (Connection clear = proxy.connect()) {
            asks(clear);
        }
    }

    @Test
    void theFullPathOfCachingSha2SendsThePasswordOverTlsOnly() throws Exception {
        for (String password : new String[] {"secret", "wrong"}) {
            try (RawClient client = new RawClient(proxy.port())) {
                assertTrue(Capabilities.has(client.greeting().capabilities(), Capabilities.SSL));
                client.encrypt();
                client.login(new byte[] {1}, AuthPlugin.CACHING_SHA2);
                assertTrue(AuthMoreData.decode(Unpooled.wrappedBuffer(client.read()))
                        .is(AuthMoreData.FULL_NEEDED));
                client.send((out, ignored) -> out.writeBytes((password + "\0").getBytes(StandardCharsets.UTF_8)));
                assertEquals(password.equals("secret") ? 0 : 0xFF, client.read()[0] & 0xFF);
            }
        }
        try (RawClient clear = new RawClient(proxy.port())) {
            clear.login(new byte[] {1}, AuthPlugin.CACHING_SHA2);
            clear.read();
            clear.send((out, ignored) -> out.writeBytes("secret\0".getBytes(StandardCharsets.UTF_8)));
            assertEquals(0xFF, clear.read()[0] & 0xFF, "a password in clear is not taken without TLS");
        }
    }

    @Test
    void whatComesInClearBehindTheRequestIsNoPacket() throws Exception {
        try (RawClient client = new RawClient(proxy.port())) {
            byte[] answer = Scramble.nativePassword("secret", client.greeting().seed());
            ByteBuf out = Unpooled.buffer();
            int next = Frames.append(out, 1, new SslRequest(RawClient.CAPABILITIES, 1 << 24, 45), 0);
            HandshakeResponse login = new HandshakeResponse(
                    RawClient.CAPABILITIES, 1 << 24, 45, "app", answer, "shop", AuthPlugin.NATIVE, Map.of());
            Frames.append(out, next, login, 0);
            Frames.append(out, 0, Commands.query("SELECT 1"), 0);
            client.bytes(out);
            assertEquals(0, packets(client), "nothing but TLS is answered");
        }
    }

    /** How many OKs and the like come until the other side closes; an alert of TLS is none. */
    private static int packets(RawClient client) throws IOException {
        int packets = 0;
        try {
            while (true) {
                byte[] packet = client.read();
                packets += packet.length > 0 && packet[0] == 0 ? 1 : 0;
            }
        } catch (java.io.EOFException | java.net.SocketException end) {
            return packets;
        }
    }

    @Test
    void anotherCertificateIsShownWhenTheFilesChange(TestServers servers) throws Exception {
        Path own = java.nio.file.Files.createDirectories(folder.resolve("reload"));
        PemFiles first = PemFiles.write(own, "server", identity);
        Tls.Identity second = SelfSigned.make();
        String options = "  tls: { mode: optional, certificate: \"" + first.certificate() + "\", key: \"" + first.key()
                + "\" }\n";
        try (TestProxy changing = TestProxy.start(servers, options);
                Connection before = connect(changing, "&sslMode=REQUIRED")) {
            assertEquals(identity.chain().get(0), shown(changing));
            PemFiles.write(own, "server", second);
            long end = System.currentTimeMillis() + PATIENCE_MS;
            while (!second.chain().get(0).equals(shown(changing)) && System.currentTimeMillis() < end) {
                Thread.sleep(100);
            }
            assertEquals(second.chain().get(0), shown(changing));
            asks(before);
        }
    }

    private static java.security.cert.Certificate shown(TestProxy of) throws Exception {
        try (RawClient client = new RawClient(of.port())) {
            client.encrypt();
            return client.certificate();
        }
    }

    @Test
    void theCommandLineOfThisMachineEncrypts() throws Exception {
        org.junit.jupiter.api.Assumptions.assumeTrue(java.nio.file.Files.isExecutable(Path.of("/usr/bin/mariadb")));
        Process client = new ProcessBuilder(
                        "mariadb",
                        "--no-defaults",
                        "-h127.0.0.1",
                        "-P" + strict.port(),
                        "-uapp",
                        "-psecret",
                        "--ssl",
                        "--compress",
                        "-Ns",
                        "-e",
                        "SELECT 41 + 1",
                        "shop")
                .redirectErrorStream(true)
                .start();
        String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals("42", said.strip());
    }
}
