package io.sluice.it.failures;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.examples.servers.RunningServer;
import io.sluice.it.doors.ClusterFolder;
import io.sluice.it.doors.ProxyDoor;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.jdbc.SluiceDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServersFailTest {
    /** Longer than the bound of a statement (-Dsluice.failures.stall=60000), it shows that none waits for the server's return. */
    private static final long STALL_MILLIS = Long.getLong("sluice.failures.stall", 6_000);

    private static final String RULES =
            """
            table('entries') {
                key 'owner'
                shards 's0', 's1'
                modulo()
                id 'id', snowflake()
            }
            """;

    private static final String TABLE = "CREATE TABLE entries (id BIGINT NOT NULL PRIMARY KEY, owner BIGINT NOT NULL,"
            + " token BIGINT NOT NULL, KEY by_owner (owner))";

    private TestServers servers;

    @TempDir
    Path folder;

    @BeforeAll
    void keep(TestServers servers) {
        this.servers = servers;
    }

    enum Kind {
        PROXY,
        DRIVER
    }

    @BeforeEach
    void table() {
        servers.freshSchema();
        servers.runOnShards(TABLE);
    }

    private Door open(Kind kind) throws SQLException {
        ClusterFolder cluster = ClusterFolder.write(folder, servers, RULES);
        return kind == Kind.PROXY ? proxy(ProxyDoor.open(cluster)) : driver(cluster.sluiceUrl());
    }

    private static Door proxy(ProxyDoor proxy) {
        return new Door() {
            @Override
            public Connection connect() throws SQLException {
                return DriverManager.getConnection(proxy.mySqlUrl());
            }

            @Override
            public void close() {
                proxy.close();
            }
        };
    }

    private static Door driver(String url) throws SQLException {
        SluiceDataSource source = new SluiceDataSource(url);
        return new Door() {
            @Override
            public Connection connect() throws SQLException {
                return source.getConnection();
            }

            @Override
            public void close() {
                source.close();
            }
        };
    }

    @ParameterizedTest
    @EnumSource
    void aReplicaDiesAndReturns(Kind kind) throws Exception {
        try (Door door = open(kind)) {
            RunningServer replica = servers.shard(0).replicas().get(0);
            Load load = Load.start(door);
            replica.kill();
            load.awaitProgress(); // reads go on: the primary takes them
            replica.start();
            load.awaitProgress();
            finish(load);
            for (Worker worker : load.workers()) {
                if (worker.writes()) {
                    assertEquals(List.of(), worker.errors, worker::toString);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPrimaryDiesAndReturns(Kind kind) throws Exception {
        try (Door door = open(kind)) {
            RunningServer primary = servers.shard(0).primary();
            Load load = Load.start(door);
            primary.kill();
            Thread.sleep(3_000);
            primary.start();
            load.awaitProgress();
            finish(load);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPrimaryStallsForSomeSeconds(Kind kind) throws Exception {
        stall(kind, servers.shard(0).primary());
    }

    @ParameterizedTest
    @EnumSource
    void aReplicaStallsForSomeSeconds(Kind kind) throws Exception {
        stall(kind, servers.shard(0).replicas().get(0));
    }

    private void stall(Kind kind, RunningServer server) throws Exception {
        try (Door door = open(kind)) {
            Load load = Load.start(door);
            server.pause();
            Thread.sleep(STALL_MILLIS);
            server.resume();
            load.awaitProgress();
            finish(load);
        }
    }

    private void finish(Load load) throws Exception {
        load.stop();
        load.undisturbed(1);
        load.clearAndBounded();
        load.nothingLostNothingDoubled(servers);
    }
}
