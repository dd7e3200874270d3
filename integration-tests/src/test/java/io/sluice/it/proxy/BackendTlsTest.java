package io.sluice.it.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.examples.servers.Progress;
import io.sluice.examples.servers.RunningServer;
import io.sluice.examples.servers.ServerLayout;
import io.sluice.examples.servers.ServerSet;
import io.sluice.examples.servers.ServerSettings;
import io.sluice.it.doors.ProxyDoor;
import io.sluice.proxy.ProxyServer;
import io.sluice.proxy.tls.SelfSigned;
import io.sluice.routing.config.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A server with a certificate of its own, through both doors. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackendTlsTest {
    private final Tls.Identity identity = SelfSigned.make();
    private Path folder;
    private Path authority;
    private Path another;
    private ServerSet servers;
    private int written;

    @BeforeAll
    void startServer(@TempDir Path shared) throws IOException {
        folder = shared;
        PemFiles files = PemFiles.write(folder, "db", identity);
        authority = files.certificate();
        another = PemFiles.write(folder, "other", SelfSigned.make()).certificate();
        servers = ServerSet.start(
                ServerLayout.shards(1, 0),
                ServerSettings.standard().withOptions("--ssl-cert=" + files.certificate(), "--ssl-key=" + files.key()),
                Progress.silent());
        server().run("", "CREATE DATABASE it");
        Files.writeString(folder.resolve("rules.groovy"), "single 'notes', on: 's0'\n");
    }

    @AfterAll
    void stopServer() {
        servers.close();
    }

    private RunningServer server() {
        return servers.shards().get(0).primary();
    }

    private Path cluster(String tls) throws IOException {
        return Files.writeString(
                // The driver knows a cluster by its file.
                folder.resolve("cluster" + ++written + ".yaml"),
                """
                schema: it
                shards:
                  s0: { servers: ["%s"] }
                backend: { user: "%s", password: "%s"%s }
                proxy:
                  listen: 127.0.0.1:0
                  users:
                    - { name: app, password: secret }
                """
                        .formatted(server().address(), server().user(), server().password(), tls));
    }

    private static boolean encrypted(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW SESSION STATUS LIKE 'Ssl_cipher'")) {
            assertTrue(row.next());
            return !row.getString(2).isEmpty();
        }
    }

    private boolean throughTheProxy(String tls) throws IOException, SQLException {
        try (ProxyServer proxy = ProxyServer.start(cluster(tls));
                Connection connection = DriverManager.getConnection(ProxyDoor.mySqlUrl(proxy.port()))) {
            return encrypted(connection);
        }
    }

    private boolean throughTheDriver(String tls) throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sluice:" + cluster(tls))) {
            return encrypted(connection);
        }
    }

    @Test
    void isEncryptedAsTold() throws IOException, SQLException {
        assertFalse(throughTheProxy(""));
        for (String tls : new String[] {
            ", tls: { mode: preferred }",
            ", tls: { mode: required }",
            ", tls: { mode: verify-ca, ca: \"" + authority + "\" }",
            ", tls: { mode: verify-identity, ca: \"" + authority + "\" }"
        }) {
            assertTrue(throughTheProxy(tls), tls);
        }
        assertTrue(throughTheDriver(", tls: { mode: verify-identity, ca: \"" + authority + "\" }"));
        assertFalse(throughTheDriver(", tls: { mode: disabled }"));
    }

    @Test
    void aServerThatNobodyVouchesForIsNotSpokenTo() throws IOException {
        String tls = ", tls: { mode: verify-ca, ca: \"" + another + "\" }";
        SQLException proxy = assertThrows(SQLException.class, () -> throughTheProxy(tls));
        assertEquals(1105, proxy.getErrorCode(), proxy.getMessage());
    }
}
