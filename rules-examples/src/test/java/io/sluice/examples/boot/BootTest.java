package io.sluice.examples.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.examples.servers.Progress;
import io.sluice.examples.servers.RunningServer;
import io.sluice.examples.servers.ServerLayout;
import io.sluice.examples.servers.ServerSet;
import io.sluice.examples.servers.ServerSettings;
import io.sluice.examples.servers.Shard;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootVersion;

/** Spring Boot 3 on one MySQL and on Sluice: two shards that are schemas of one server with a replica. */
class BootTest {
    @Test
    void onlyUrlAndDriverDiffer(@TempDir Path folder) throws Exception {
        assertTrue(SpringBootVersion.getVersion().startsWith("3."));
        ServerLayout layout = ServerLayout.shards(1, 1);
        try (ServerSet servers = ServerSet.start(layout, ServerSettings.standard(), new Progress(line -> {}))) {
            Shard shard = servers.shards().get(0);
            RunningServer primary = shard.primary();
            primary.run("", "CREATE DATABASE plain; CREATE DATABASE s0; CREATE DATABASE s1");
            ShopApplication.Day plain = ShopApplication.day(
                    primary.jdbcUrl("plain"), "com.mysql.cj.jdbc.Driver", primary.user(), primary.password(), Set::of);
            int replica = shard.replicas().get(0).address().port();
            ShopApplication.Day sharded = ShopApplication.day(
                    BootCluster.url(folder, List.of(shard, shard), List.of("s0", "s1")),
                    "io.sluice.jdbc.SluiceDriver",
                    "",
                    "",
                    () -> {
                        shard.awaitReplicas();
                        return Set.of(replica);
                    });
            assertEquals(String.join("\n", plain.seen()), String.join("\n", sharded.seen()));
            int port = primary.address().port();
            assertEquals(List.of(port), sharded.writingPorts());
            assertEquals(List.of(replica), sharded.readingPorts()); // @Transactional(readOnly = true)
        }
    }
}
