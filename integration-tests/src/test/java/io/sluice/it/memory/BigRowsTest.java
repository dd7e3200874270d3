package io.sluice.it.memory;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.it.doors.ClusterFolder;
import io.sluice.it.doors.ProxyDoor;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * ORDER BY, GROUP BY, DISTINCT and joins over more rows than fit into memory, through both doors, each in a JVM with 512 MiB: they
 * finish with the right answer, or are refused by the error that names the limit, and others are answered meanwhile. {@code
 * -Dbig.rows=20000000} says how many rows; a slice runs with the other tests, in less memory and with lower limits.
 */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BigRowsTest {
    private static final boolean SLICE = System.getProperty("big.rows") == null;
    private static final String HEAP = SLICE ? "128m" : "512m";

    private ClusterFolder cluster;

    @BeforeAll
    void start(TestServers servers, @TempDir Path folder) throws IOException {
        servers.freshSchema();
        BigRows.make(servers);
        cluster = ClusterFolder.write(folder, servers, BigRows.RULES, false);
        if (SLICE) {
            Files.writeString(
                    cluster.clusterFile(),
                    "memory: { merge_rows: 2000, gather_rows: 50000 }\n",
                    StandardOpenOption.APPEND);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "plain"})
    void throughTheDriver(String how) throws IOException {
        try (Child child = Child.start(HEAP, BigChild.class, cluster.sluiceUrl(), how)) {
            for (BigRows.Question question : BigRows.Question.values()) {
                check(question, "driver, " + how, child.line("read: "));
            }
            System.out.println("[big] driver, " + how + ": peak " + child.line("peak:"));
        }
    }

    @Test
    void throughTheProxy() throws Exception {
        try (Child proxy =
                Child.start(HEAP, ProxyChild.class, cluster.clusterFile().toString())) {
            String url = ProxyDoor.mySqlUrl(Integer.parseInt(proxy.line("port ")))
                    .replace("socketTimeout=60000", "socketTimeout=0");
            for (BigRows.Question question : BigRows.Question.values()) {
                AtomicInteger answers = new AtomicInteger();
                CompletableFuture<String> reading =
                        CompletableFuture.supplyAsync(() -> read(url, question), BigRowsTest::own);
                CompletableFuture<Long> others =
                        CompletableFuture.supplyAsync(() -> askWhile(url, reading, answers), BigRowsTest::own);
                check(question, "proxy", reading.get());
                System.out.println("[big] others were answered " + answers + " times meanwhile, after " + others.get()
                        + " ms at most");
                assertTrue(answers.get() > 0);
            }
            proxy.ask();
            System.out.println("[big] proxy: peak " + proxy.line("peak:"));
        }
    }

    private static void check(BigRows.Question question, String door, String read) {
        System.out.println("[big] " + BigRows.ROWS + " rows, " + door + ": " + read);
        boolean mayBeRefused = question == BigRows.Question.JOIN_ELSEWHERE;
        assertFalse(read.contains("WRONG"), read);
        assertTrue(read.endsWith(" right") || mayBeRefused && read.contains("memory.gather_"), read);
    }

    /** A thread for each: on JDK 25 the common pool of a machine of two cores runs one task at a time. */
    private static void own(Runnable task) {
        Thread thread = new Thread(task, "big-rows-test");
        thread.setDaemon(true);
        thread.start();
    }

    private static String read(String url, BigRows.Question question) {
        try (Connection connection = DriverManager.getConnection(url)) {
            return BigRows.Read.of(connection, question, true);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The longest time that an answer took, in ms. */
    private static long askWhile(String url, CompletableFuture<String> reading, AtomicInteger answers) {
        long longest = 0;
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            do {
                long started = System.nanoTime();
                try (ResultSet one = statement.executeQuery("SELECT val FROM big WHERE id = 5")) {
                    assertTrue(one.next());
                }
                longest = Math.max(longest, (System.nanoTime() - started) / 1_000_000);
                answers.incrementAndGet();
                Thread.sleep(10);
            } while (!reading.isDone());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return longest;
    }
}
