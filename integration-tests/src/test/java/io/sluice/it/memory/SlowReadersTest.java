package io.sluice.it.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.examples.servers.RunningServer;
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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that stop reading behind the first row of a large result: what each of them costs the proxy, on its heap and in buffers. A
 * slice: {@code -Dslow.clients=200 -Dslow.megabytes=1024} is the whole.
 */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowReadersTest {
    private static final int CLIENTS = Integer.getInteger("slow.clients", 25);
    private static final int MEGABYTES = Integer.getInteger("slow.megabytes", 32);
    private static final int WIDTH = 16 << 10;
    private static final long ROWS = MEGABYTES * (1L << 20) / WIDTH;
    /** A MiB; and the allocator takes memory in chunks of 4 MiB, for each of the loops. */
    private static final long BOUND = (1 << 20) + (8 << 20) / CLIENTS;

    /** Connections of a server: two slots are read for each client. */
    private static final int CONNECTIONS = 2 * CLIENTS + 60;

    private static final String ONE_SHARD =
            "SELECT a.n, REPEAT('x', " + WIDTH + ") FROM lone a JOIN lone b JOIN lone c LIMIT " + ROWS;
    private static final String MERGED = "SELECT id, REPEAT('x', " + WIDTH + ") FROM many ORDER BY id";

    private TestServers servers;
    private ClusterFolder cluster;
    private Child proxy;
    private String url;

    @BeforeAll
    void start(TestServers given, @TempDir Path folder) throws IOException, SQLException {
        servers = given;
        servers.freshSchema();
        for (int shard = 0; shard < 2; shard++) {
            RunningServer primary = servers.shard(shard).primary();
            primary.run(servers.schema(), tables(shard));
            connections(primary, CONNECTIONS);
        }
        cluster = ClusterFolder.write(folder, servers, LongTables.RULES, false)
                .and("pool: { max_per_server: " + CONNECTIONS + " }\n");
    }

    /** A new one for each: the allocator keeps what it has ever needed. */
    @BeforeEach
    void startProxy() throws IOException {
        proxy = Child.start(
                "512m", "512m", SlowReadersChild.class, cluster.clusterFile().toString());
        url = ProxyDoor.mySqlUrl(Integer.parseInt(proxy.line("port ")));
    }

    private static String tables(int shard) {
        StringBuilder sql = new StringBuilder(
                "SET SESSION sql_log_bin = 0; CREATE TABLE lone (n INT NOT NULL); INSERT INTO lone VALUES (0)");
        for (int n = 1; n < 64; n *= 2) {
            sql.append("; INSERT INTO lone SELECT n + " + n + " FROM lone");
        }
        for (int table = 0; table < 2; table++) {
            sql.append("; CREATE TABLE many_" + table + " (id BIGINT NOT NULL PRIMARY KEY)");
            sql.append("; INSERT INTO many_" + table + " SELECT x.i * 4 + " + (shard * 2 + table)
                    + " FROM (SELECT a.n + 64 * b.n + 4096 * c.n AS i FROM lone a, lone b, lone c) x WHERE x.i < "
                    + ROWS / 4);
        }
        return sql.toString();
    }

    private static void connections(RunningServer server, int most) throws SQLException {
        try (Connection admin = server.connectAsAdmin();
                Statement statement = admin.createStatement()) {
            statement.execute("SET GLOBAL max_connections = " + Math.max(151, most));
        }
    }

    @AfterEach
    void stopProxy() {
        proxy.close();
    }

    @AfterAll
    void stop() throws SQLException {
        for (int shard = 0; shard < 2; shard++) {
            connections(servers.shard(shard).primary(), 0);
        }
    }

    @Test
    void ofOneShard() throws SQLException, IOException, InterruptedException {
        stopBehindTheFirstRow(ONE_SHARD);
    }

    @Test
    void ofAllShardsInOrder() throws SQLException, IOException, InterruptedException {
        stopBehindTheFirstRow(MERGED);
    }

    private void stopBehindTheFirstRow(String sql) throws SQLException, IOException, InterruptedException {
        List<Connection> clients = new ArrayList<>();
        try {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(DriverManager.getConnection(url));
            }
            warm(clients.get(0), sql);
            long before = held();
            List<ResultSet> results = new ArrayList<>();
            for (Connection client : clients) {
                results.add(begin(client, sql));
            }
            Thread.sleep(1_500); // whatever could pile up has the time to
            long each = (held() - before) / CLIENTS;
            System.out.printf(
                    "[memory] %d clients that do not read %d MB: %d KiB each, %s%n",
                    CLIENTS, MEGABYTES, each >> 10, sql);
            assertTrue(each <= BOUND, () -> each + " bytes for a client");
            assertEquals(ROWS - 1, rest(results.get(CLIENTS / 2)));
        } finally {
            for (Connection client : clients) {
                client.abort(Runnable::run);
            }
        }
    }

    /** Plans, classes and the allocator's first chunks are nobody's. */
    private static void warm(Connection client, String sql) throws SQLException {
        try (ResultSet rows = begin(client, sql)) {
            rest(rows);
        }
    }

    private static ResultSet begin(Connection client, String sql) throws SQLException {
        Statement statement = client.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        statement.setFetchSize(Integer.MIN_VALUE); // Connector/J's word for: row by row
        ResultSet rows = statement.executeQuery(sql);
        assertTrue(rows.next());
        return rows;
    }

    private static long rest(ResultSet rows) throws SQLException {
        long count = 0;
        while (rows.next()) {
            count++;
        }
        return count;
    }

    private long held() throws IOException {
        proxy.ask();
        return Long.parseLong(proxy.line("held "));
    }
}
