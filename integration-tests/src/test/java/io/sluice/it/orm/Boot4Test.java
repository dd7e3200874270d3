package io.sluice.it.orm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.examples.boot.BootCluster;
import io.sluice.examples.boot.ShopApplication;
import io.sluice.examples.servers.RunningServer;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootVersion;

/** The example of Spring Boot, as it was compiled with 3.x, on Spring Boot 4: on the plain server and on two shards. */
@WithServers
class Boot4Test {
    private static final String LOGGING = "org.springframework.boot.logging.LoggingSystem";

    /** Boot would set up the logging of this whole test run. */
    @BeforeEach
    void leaveLogging() {
        System.setProperty(LOGGING, "none");
    }

    @AfterEach
    void giveLoggingBack() {
        System.clearProperty(LOGGING);
    }

    @Test
    void onlyUrlAndDriverDiffer(TestServers servers, @TempDir Path folder) throws Exception {
        assertTrue(SpringBootVersion.getVersion().startsWith("4."));
        RunningServer server = servers.plain();
        ShopApplication.Day plain = ShopApplication.day(
                server.jdbcUrl(servers.schema()),
                "com.mysql.cj.jdbc.Driver",
                server.user(),
                server.password(),
                Set::of);
        Set<Integer> replicas = servers.shards().stream()
                .map(shard -> shard.replicas().get(0).address().port())
                .collect(Collectors.toSet());
        ShopApplication.Day sharded = ShopApplication.day(
                BootCluster.url(folder, servers.shards(), List.of(servers.schema(), servers.schema())),
                "io.sluice.jdbc.SluiceDriver",
                "",
                "",
                () -> {
                    servers.awaitReplicas();
                    return replicas;
                });
        assertEquals(String.join("\n", plain.seen()), String.join("\n", sharded.seen()));
        assertEquals(8, sharded.seen().size());
        assertEquals(replicas, Set.copyOf(sharded.readingPorts())); // @Transactional(readOnly = true)
    }
}
