package io.sluice.it.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoginTest {
    private TestProxy proxy;

    @BeforeAll
    void startProxy(TestServers servers) {
        proxy = TestProxy.start(servers);
    }

    @AfterAll
    void stopProxy() {
        proxy.close();
    }

    @Test
    void connectorJLogsInAndAsksOneBackend() throws SQLException {
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1 AS one, 'é' AS text")) {
            assertTrue(rows.next());
            assertEquals(1, rows.getInt("one"));
            assertEquals("é", rows.getString("text"));
        }
    }

    @Test
    void connectorJLogsInWithEitherPlugin() throws SQLException {
        for (String plugin : new String[] {"mysql_native_password", "caching_sha2_password"}) {
            try (Connection connection = proxy.connect("app", "secret", "&defaultAuthenticationPlugin=" + plugin)) {
                assertTrue(connection.isValid(5));
            }
        }
    }

    @Test
    void mariaDbConnectorLogsIn() throws SQLException {
        String url = "jdbc:mariadb://127.0.0.1:" + proxy.port() + "/shop?user=app&password=secret";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1")) {
            assertTrue(rows.next());
            assertEquals(1, rows.getInt(1));
        }
    }

    @Test
    void aWrongPasswordIsRefusedInMySqlsWords() {
        SQLException wrong = assertThrows(SQLException.class, () -> proxy.connect("app", "wrong", ""));
        assertEquals(1045, wrong.getErrorCode());
        assertEquals("28000", wrong.getSQLState());
        assertEquals("Access denied for user 'app'@'127.0.0.1' (using password: YES)", wrong.getMessage());
        SQLException none = assertThrows(SQLException.class, () -> proxy.connect("stranger", "", ""));
        assertEquals("Access denied for user 'stranger'@'127.0.0.1' (using password: NO)", none.getMessage());
    }

    @Test
    void anUnknownSchemaIsRefusedAfterTheLogin() {
        String url = "jdbc:mysql://127.0.0.1:" + proxy.port() + "/nosuch?sslMode=DISABLED";
        SQLException unknown =
                assertThrows(SQLException.class, () -> DriverManager.getConnection(url, "app", "secret"));
        assertEquals(1049, unknown.getErrorCode());
        assertEquals("42000", unknown.getSQLState());
    }
}
