package io.sluice.it.failover;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.examples.servers.Replication;
import io.sluice.examples.servers.RunningServer;
import io.sluice.it.doors.ClusterFolder;
import io.sluice.it.doors.ProxyDoor;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.jdbc.SluiceDataSource;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code -Dkill.rounds=50} for the long form. Roles change here, so the servers are this class's own. */
@WithServers(own = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledPrimaryTest {
    private static final int ROUNDS = Integer.getInteger("kill.rounds", 1);

    static final String RULES =
            """
            table('entries') {
                key 'owner'
                shards 's0', 's1'
                modulo()
                id 'id', snowflake()
            }
            """;

    static final String TABLE = "CREATE TABLE entries (id BIGINT NOT NULL PRIMARY KEY, owner BIGINT NOT NULL,"
            + " token BIGINT NOT NULL, KEY by_owner (owner))";

    private TestServers servers;
    private RunningServer primary;
    private RunningServer replica;

    @TempDir
    Path folder;

    @BeforeAll
    void table(TestServers given) throws SQLException {
        servers = given;
        servers.runOnShards(TABLE);
        primary = servers.shard(0).primary();
        replica = servers.shard(0).replicas().get(0);
        Moving.semiSync(primary, replica);
    }

    @Test
    void bothDoorsGoOnWithThePromotedServer() throws Exception {
        ClusterFolder cluster = ClusterFolder.write(folder, servers, RULES);
        try (ProxyDoor proxy = ProxyDoor.open(cluster);
                SluiceDataSource source = new SluiceDataSource(cluster.sluiceUrl())) {
            Traffic throughProxy = Traffic.start(() -> DriverManager.getConnection(proxy.mySqlUrl()), 0, 2);
            Traffic throughDriver = Traffic.start(source::getConnection, 0, 2);
            // Back to where it began: the harness looks for its primary there.
            for (int i = 0; i < 2 * ROUNDS; i++) {
                round(throughProxy, throughDriver);
            }
            for (Traffic traffic : List.of(throughProxy, throughDriver)) {
                traffic.stop();
                traffic.clear("s0");
                traffic.nothingLostNothingDoubled(primary, servers.schema());
            }
        }
    }

    private void round(Traffic... all) throws Exception {
        long begun = System.nanoTime();
        Moving.killAndPromote(primary, replica);
        progress(all);
        long millis = (System.nanoTime() - begun) / 1_000_000;
        System.out.println("[failover] service is back after " + millis + " ms");
        assertTrue(millis < 10_000, () -> "service was away for " + millis + " ms");
        // The old one returns and still believes that it is the primary: it takes no write.
        primary.start();
        progress(all);
        Replication.follow(primary, replica);
        RunningServer old = primary;
        primary = replica;
        replica = old;
        Moving.semiSync(primary, replica);
        progress(all);
    }

    private static void progress(Traffic... all) throws InterruptedException {
        for (Traffic traffic : all) {
            traffic.awaitProgress();
        }
    }
}
