package io.sluice.it.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.it.doors.ClusterFolder;
import io.sluice.it.doors.ProxyDoor;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A million rows through a proxy of 256 MiB, while others are answered. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProxyMemoryTest {
    private static final long SECONDS = 300;

    private Child proxy;
    private String url;

    @BeforeAll
    void start(TestServers servers, @TempDir Path folder) throws IOException {
        servers.freshSchema();
        LongTables.make(servers);
        ClusterFolder cluster = ClusterFolder.write(folder, servers, LongTables.RULES, false);
        proxy = Child.start(ProxyChild.class, cluster.clusterFile().toString());
        url = ProxyDoor.mySqlUrl(Integer.parseInt(proxy.line("port ")));
    }

    @AfterAll
    void stop() {
        proxy.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofOneShard(boolean slow) throws Exception {
        long rows = LongTables.LONE * LongTables.LONE;
        LongRead read = read(LongTables.ONE_SHARD, slow);
        assertEquals(rows, read.rows());
        assertEquals(rows * (rows - 1) / 2, read.sum());
        assertEquals(LongTables.PAD, read.shortest());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void mergedInOrder(boolean slow) throws Exception {
        long rows = LongTables.ROWS;
        assertEquals(new LongRead(rows, rows * (rows - 1) / 2, 0, LongTables.PAD), read(LongTables.MERGED, slow));
    }

    private LongRead read(String sql, boolean slow)
            throws SQLException, IOException, InterruptedException, ExecutionException, TimeoutException {
        AtomicInteger answers = new AtomicInteger();
        CompletableFuture<LongRead> reading =
                CompletableFuture.supplyAsync(() -> readAlone(sql, slow), ProxyMemoryTest::own);
        CompletableFuture<Void> others =
                CompletableFuture.runAsync(() -> askWhile(reading, answers), ProxyMemoryTest::own);
        LongRead read = reading.get(SECONDS, TimeUnit.SECONDS);
        others.get(SECONDS, TimeUnit.SECONDS);
        assertTrue(answers.get() >= 10, "other sessions were answered " + answers + " times");
        proxy.ask();
        System.out.println("[memory] proxy, " + (slow ? "slow" : "fast") + " client, " + sql + ": peak "
                + proxy.line("peak:") + "; " + answers + " answers for others");
        return read;
    }

    /** A thread for each: on JDK 25 the common pool of a machine of two cores runs one task at a time. */
    private static void own(Runnable task) {
        Thread thread = new Thread(task, "memory-test");
        thread.setDaemon(true);
        thread.start();
    }

    private LongRead readAlone(String sql, boolean slow) {
        try (Connection connection = DriverManager.getConnection(url)) {
            return LongRead.of(connection, sql, slow);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void askWhile(CompletableFuture<LongRead> reading, AtomicInteger answers) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            while (!reading.isDone()) {
                try (ResultSet one = statement.executeQuery("SELECT pad FROM many WHERE id = 5")) {
                    assertTrue(one.next());
                }
                try (ResultSet all = statement.executeQuery("SELECT id FROM lone WHERE id < 10")) {
                    assertTrue(all.next());
                }
                answers.incrementAndGet();
                Thread.sleep(10);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
