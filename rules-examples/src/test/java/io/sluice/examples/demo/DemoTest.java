package io.sluice.examples.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.examples.servers.Ports;
import io.sluice.examples.servers.ServerProvider;
import io.sluice.examples.servers.ServerSettings;
import io.sluice.examples.servers.ServerSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    private static final long START_SECONDS = 240;
    private static final long END_SECONDS = 60;

    @TempDir
    Path folder;

    @Test
    void opensTheShopAndLeavesNothingBehind() throws Exception {
        int port = Ports.forSpec(new ServerSpec("proxy", 1, false, 0, ServerSettings.standard()));
        Process demo = start(port);
        List<ProcessHandle> children = List.of();
        try {
            awaitLine(demo, "Ctrl-C");
            children = demo.descendants().toList();
            assertTrue(children.size() >= 4, "four servers run: " + children);
            tryTheStatements(port);
        } finally {
            demo.destroy(); // SIGTERM, as Ctrl-C's SIGINT does
            boolean ended = demo.waitFor(END_SECONDS, TimeUnit.SECONDS);
            demo.destroyForcibly();
            assertTrue(ended, "the demo ends when it is told to");
        }
        for (ProcessHandle child : children) {
            child.onExit().get(END_SECONDS, TimeUnit.SECONDS);
            assertFalse(child.isAlive(), "left running: " + child);
        }
        assertEquals(List.of(), sluiceFolders(), output());
        assertTrue(output().contains("counts 300 orders"), output());
        assertTrue(output().contains("The demo ends"), output());
        assertFalse(output().contains("  ! "), "no warnings on the way: " + output());
    }

    @Test
    void aTakenPortIsOneSentence() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process demo = start(taken.getLocalPort());
            assertTrue(demo.waitFor(START_SECONDS, TimeUnit.SECONDS));
            assertNotEquals(0, demo.exitValue());
            String said = output().strip();
            assertEquals(1, said.lines().count(), said);
            assertTrue(said.startsWith("The demo cannot run: port " + taken.getLocalPort() + " on 127.0.0.1"), said);
        }
    }

    private static void tryTheStatements(int port) throws SQLException {
        String url = "jdbc:mysql://127.0.0.1:" + port + "/shop?sslMode=DISABLED&allowPublicKeyRetrieval=true";
        try (Connection connection = DriverManager.getConnection(url, "shop", "shop");
                Statement statement = connection.createStatement()) {
            assertEquals(3, rows(statement, Welcome.POINT_READ).size());
            List<String> cities = rows(statement, Welcome.ALL_SHARDS);
            assertEquals(8, cities.size());
            List<String> route = rows(statement, Welcome.EXPLAIN);
            assertTrue(String.join("\n", route).contains("orders_1"), () -> "the route names tables: " + route);
            assertEquals(List.of("300"), rows(statement, "SELECT COUNT(*) FROM orders"));
            assertEquals(
                    List.of("600"),
                    rows(
                            statement,
                            "SELECT COUNT(*) FROM orders o JOIN order_items i"
                                    + " ON i.user_id = o.user_id AND i.order_id = o.id"));
        }
    }

    private static List<String> rows(Statement statement, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    /** In a JVM of its own, whose temporary files lie in {@link #folder}. */
    private Process start(int port) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-Djava.io.tmpdir=" + Files.createDirectories(temporary())));
        command.add("-D" + Demo.PORT + "=" + port);
        command.add("-D" + ServerProvider.PROPERTY + "=" + System.getProperty(ServerProvider.PROPERTY, "mariadb"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Demo.class.getName()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
    }

    private Path temporary() {
        return folder.resolve("t");
    }

    private Path log() {
        return folder.resolve("log");
    }

    private String output() throws IOException {
        return Files.readString(log());
    }

    private List<Path> sluiceFolders() throws IOException {
        try (var all = Files.list(temporary())) {
            return all.filter(each -> each.getFileName().toString().startsWith("sluice"))
                    .toList();
        }
    }

    private void awaitLine(Process demo, String text) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!output().contains(text)) {
            assertTrue(demo.isAlive(), "the demo ended early: " + output());
            assertTrue(System.nanoTime() < deadline, "not ready: " + output());
            Thread.sleep(100);
        }
    }
}
