package io.sluice.it.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the proxy ends while clients are at work. */
@WithServers
class DrainTest {
    private static final String OPTIONS = "  metrics: { listen: 127.0.0.1:0 }\n  drain_timeout: ";

    private TestServers servers;

    @BeforeEach
    void fresh(TestServers given) {
        servers = given;
        servers.freshSchema();
    }

    @Test
    void transactionsAndStatementsEndAndTheOthersAreSentAway() throws Exception {
        TestProxy proxy = TestProxy.start(servers, OPTIONS + "20s\n").withShop();
        Connection idle = proxy.connect();
        Connection inside = proxy.connect();
        Connection running = proxy.connect();
        Thread drain = new Thread(proxy::drain);
        try (Statement asking = idle.createStatement();
                Statement writing = inside.createStatement();
                Statement sleeping = running.createStatement()) {
            inside.setAutoCommit(false);
            writing.executeUpdate("INSERT INTO orders (id, user_id, city) VALUES (1, 1, 'a')");
            assertEquals(200, health(proxy));
            Thread sleeper = new Thread(() -> {
                try (ResultSet rows = sleeping.executeQuery("SELECT SLEEP(1)")) {
                    assertTrue(rows.next());
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            Throwable[] failure = {null};
            sleeper.setUncaughtExceptionHandler((thread, thrown) -> failure[0] = thrown);
            sleeper.start();
            Thread.sleep(300);
            drain.start();
            while (health(proxy) == 200) {
                Thread.onSpinWait();
            }
            SQLException away = assertThrows(SQLException.class, () -> asking.executeQuery("SELECT 1"));
            assertTrue(away.getSQLState().startsWith("08"), away.toString());
            assertThrows(SQLException.class, proxy::connect);
            writing.executeUpdate("INSERT INTO orders (id, user_id, city) VALUES (2, 2, 'b')");
            inside.commit();
            sleeper.join();
            assertEquals(null, failure[0]);
            drain.join(TimeUnit.SECONDS.toMillis(15));
            assertTrue(!drain.isAlive(), "it has ended before its time was over");
            assertThrows(SQLException.class, () -> writing.executeQuery("SELECT 1"));
        } finally {
            drain.join();
            proxy.close();
        }
        assertEquals(2, count());
    }

    @Test
    void aTransactionThatTakesTooLongIsRolledBack() throws Exception {
        TestProxy proxy = TestProxy.start(servers, OPTIONS + "300ms\n").withShop();
        try (Connection inside = proxy.connect();
                Statement writing = inside.createStatement()) {
            inside.setAutoCommit(false);
            writing.executeUpdate("INSERT INTO orders (id, user_id, city) VALUES (1, 1, 'a'), (2, 2, 'b')");
            proxy.drain();
            assertThrows(SQLException.class, inside::commit);
        } finally {
            proxy.close();
        }
        assertEquals(0, count());
    }

    @Test
    void theProcessExitsWithZero(@TempDir Path folder) throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        try (TestProxy any = TestProxy.start(servers)) {
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Dlogback.configurationFile=logback.xml", // the one without -test
                            "-cp",
                            System.getProperty("java.class.path"),
                            "io.sluice.proxy.ProxyMain",
                            "--config",
                            any.clusterFile().toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            try {
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
                while (!Files.readString(log).contains("listening on") && System.nanoTime() < end) {
                    Thread.sleep(50);
                }
                process.destroy(); // SIGTERM
                assertTrue(process.waitFor(30, TimeUnit.SECONDS), () -> "still there");
                assertEquals(0, process.exitValue(), Files.readString(log));
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private int count() throws SQLException {
        try (TestProxy proxy = TestProxy.start(servers);
                Connection connection = proxy.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("/* sluice: primary */ SELECT COUNT(*) FROM orders")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static int health(TestProxy proxy) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + proxy.metricsPort() + "/health");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }
}
