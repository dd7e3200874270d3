package io.sluice.it.causality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.examples.servers.Progress;
import io.sluice.examples.servers.ServerLayout;
import io.sluice.examples.servers.ServerSet;
import io.sluice.examples.servers.ServerSettings;
import io.sluice.it.doors.ProxyDoor;
import io.sluice.jdbc.SluiceDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CausalityTest {
    /** Pairs of a write and a read, of all workers. */
    private static final long PAIRS = Long.getLong("causality.pairs", 2_000);

    /** The longest delay of a replica, in seconds. */
    private static final int DELAY = Integer.getInteger("causality.delay", 2);

    private static final long SEED = Long.getLong("causality.seed", 1);
    /** Anything but {@code key} must make the checker find something. */
    private static final String SCOPE = System.getProperty("causality.scope", "key");

    private static final int WORKERS = 4;
    private static final long DISTURBED_MILLIS = 700;

    private static final String RULES =
            """
            table('notes') {
                key 'owner'
                shards 's0'
                tables 'notes_0', 'notes_1'
                modulo()
            }
            """;

    private static ServerSet servers;
    private static Replicas replicas;

    @TempDir
    static Path folder;

    private static Path cluster;

    @BeforeAll
    static void start() throws Exception {
        servers = ServerSet.start(
                ServerLayout.shards(1, 2),
                ServerSettings.standard(),
                new Progress(line -> System.out.println("[causality] " + line)));
        var shard = servers.shards().get(0);
        replicas = new Replicas(shard.replicas());
        shard.primary().run("", "CREATE DATABASE it");
        for (int slot = 0; slot < 2; slot++) {
            StringBuilder script = new StringBuilder(
                    "CREATE TABLE notes_%d (owner BIGINT PRIMARY KEY, worker INT NOT NULL, version BIGINT NOT NULL);"
                            .formatted(slot));
            for (int row = slot; row < (WORKERS + 30) * Worker.ROWS; row += 2) {
                script.append("INSERT INTO notes_%d VALUES (%d, %d, 0);".formatted(slot, row, row / Worker.ROWS));
            }
            shard.primary().run("it", "START TRANSACTION;" + script + "COMMIT");
        }
        shard.awaitReplicas();
        StringBuilder addresses = new StringBuilder();
        shard.servers().forEach(each -> addresses
                .append(addresses.length() == 0 ? "\"" : ", \"")
                .append(each.address())
                .append('"'));
        Files.writeString(folder.resolve("rules.groovy"), RULES);
        cluster = Files.writeString(
                folder.resolve("cluster.yaml"),
                """
                schema: it
                shards:
                  s0: { servers: [%s] }
                backend: { user: "%s", password: "%s" }
                probe: { interval: 250ms, max_lag: 60s }
                causality: %s
                proxy:
                  listen: 127.0.0.1:0
                  users:
                    - { name: app, password: secret }
                """
                        .formatted(
                                addresses,
                                shard.primary().user(),
                                shard.primary().password(),
                                SCOPE));
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    /** Two processes with a proxy each, and one with a driver, as far as they know of each other. */
    @Test
    void nobodyMissesAWriteOrGoesBackInTime() throws Exception {
        try (ProxyDoor one = new ProxyDoor(io.sluice.proxy.ProxyServer.start(cluster));
                ProxyDoor other = new ProxyDoor(io.sluice.proxy.ProxyServer.start(cluster));
                SluiceDataSource driver = new SluiceDataSource("jdbc:sluice:" + cluster)) {
            List<Party> all = new ArrayList<>();
            ExecutorService threads = Executors.newFixedThreadPool(WORKERS);
            try {
                List<Future<History>> running = new ArrayList<>();
                for (int worker = 0; worker < WORKERS; worker++) {
                    List<Party> parties = new ArrayList<>();
                    parties.add(party("proxy A, session 1", 0, proxy(one)));
                    parties.add(party("proxy A, session 2", 0, proxy(one)));
                    parties.add(party("proxy B", 1, proxy(other)));
                    parties.add(party("driver, session 1", 2, driver.getConnection()));
                    parties.add(party("driver, session 2", 2, driver.getConnection()));
                    all.addAll(parties);
                    running.add(threads.submit(new Worker(worker, parties, PAIRS / WORKERS, SEED)));
                }
                judge(disturbed(running));
            } finally {
                threads.shutdownNow();
                for (Party party : all) {
                    party.close();
                }
                replicas.delay(0);
            }
        }
    }

    private static Party party(String name, int realm, Connection connection) {
        return new Party(name, realm, connection);
    }

    private static Connection proxy(ProxyDoor door) throws SQLException {
        return DriverManager.getConnection(door.mySqlUrl() + "&useServerPrepStmts=true&cachePrepStmts=true");
    }

    private static List<History> disturbed(List<Future<History>> running) throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        List<History> histories = new ArrayList<>();
        for (Future<History> each : running) {
            while (true) {
                try {
                    histories.add(each.get(DISTURBED_MILLIS, TimeUnit.MILLISECONDS));
                    break;
                } catch (TimeoutException goesOn) {
                    replicas.disturb(random, DELAY);
                } catch (ExecutionException failed) {
                    throw new AssertionError("a worker failed", failed.getCause());
                }
            }
        }
        return histories;
    }

    private static void judge(List<History> histories) {
        long reads = histories.stream().mapToLong(History::size).sum();
        System.out.println("[causality] " + reads + " reads checked");
        for (History history : histories) {
            assertEquals(List.of(), first(history.stale()), "missed a write");
            assertEquals(List.of(), first(history.backwards()), "went back in time");
            assertEquals(List.of(), first(history.invented()), "shows what was not written");
        }
    }

    private static List<History.Read> first(List<History.Read> wrong) {
        return wrong.subList(0, Math.min(5, wrong.size()));
    }

    /** Every write comes with its GTID, whatever way it takes: a token without a question mark names them all. */
    @Test
    void theDriverIsToldOfItsCommits() throws Exception {
        try (SluiceDataSource driver = new SluiceDataSource("jdbc:sluice:" + cluster);
                Party party = party("driver", 0, driver.getConnection())) {
            String before = party.token();
            for (Party.Form form : Party.Form.values()) {
                party.write(Worker.owner(WORKERS, 31), 1 + form.ordinal(), form);
                String after = party.token();
                assertTrue(after.matches("1;s0=[^;,?]+:[0-9]+"), after);
                assertNotEquals(before, after);
                before = after;
            }
            assertThrows(SQLException.class, () -> party.token("x"));
        }
    }

    /** One read of a hundred is of a row that was written just before. */
    @Test
    void theOthersGoOnReadingReplicas() throws Exception {
        replicas.delay(1);
        try (ProxyDoor door = new ProxyDoor(io.sluice.proxy.ProxyServer.start(cluster));
                Party writer = party("writer", 0, proxy(door));
                Party reader = party("reader", 0, proxy(door))) {
            SplittableRandom random = new SplittableRandom(SEED);
            long[] before = reads(reader);
            for (int round = 1; round <= 30; round++) {
                long hot = Worker.owner(WORKERS, round);
                writer.write(hot, round, Party.Form.TEXT);
                assertEquals(round, reader.read(hot, Party.Form.TEXT));
                for (int i = 0; i < 99; i++) {
                    long cold = Worker.owner(WORKERS + 2 + random.nextInt(28), random.nextInt(Worker.ROWS));
                    assertEquals(0, reader.read(cold, i % 2 == 0 ? Party.Form.TEXT : Party.Form.PREPARED));
                }
            }
            long[] after = reads(reader);
            long onReplicas = after[1] - before[1];
            long all = onReplicas + after[0] - before[0];
            System.out.println("[causality] " + onReplicas + " of " + all + " reads on replicas");
            assertTrue(onReplicas >= 0.9 * all, () -> onReplicas + " of " + all + " reads on replicas");
        } finally {
            replicas.delay(0);
        }
    }

    /** Of the primary, and of the others. */
    private static long[] reads(Party asking) throws SQLException {
        long[] reads = new long[2];
        try (Statement statement = asking.connection().createStatement();
                ResultSet rows = statement.executeQuery("SHOW SLUICE SERVERS")) {
            while (rows.next()) {
                reads[rows.getString("Role").equals("primary") ? 0 : 1] += rows.getLong("Reads");
            }
        }
        return reads;
    }
}
