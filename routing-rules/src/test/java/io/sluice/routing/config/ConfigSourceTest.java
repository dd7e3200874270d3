package io.sluice.routing.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.schema.Schema;
import io.sluice.sql.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigSourceTest {
    @TempDir
    Path folder;

    private Path clusterFile = Path.of("");
    private Path rulesFile = Path.of("");

    @BeforeEach
    void writeFiles() throws IOException {
        clusterFile = Files.writeString(
                folder.resolve("cluster.yaml"),
                """
                schema: shop
                shards: { s0: { servers: [db-a:3306] } }
                backend: { user: u, password: p }
                """);
        rulesFile = Files.writeString(folder.resolve("rules.groovy"), "broadcast 'a'");
    }

    private Clusters clusters() {
        return new Clusters(Configuration.read(clusterFile), Schema.empty(), Dialect.MARIADB);
    }

    @Test
    void aChangeSwapsTheSnapshotAndAMistakeKeepsIt() throws IOException {
        Clusters clusters = clusters();
        try (ConfigSource source = ConfigSource.watch(
                clusters.configuration(), name -> null, clusters::configuration, Duration.ofHours(1))) {
            Cluster before = clusters.get();
            assertFalse(source.check());

            Files.writeString(rulesFile, "broadcast 'a'\nbroadcast 'b', c");
            assertFalse(source.check());
            assertSame(before, clusters.get());
            assertEquals("rules.groovy:2: 'c' is not allowed in a rules file", source.error());

            Files.writeString(rulesFile, "broadcast 'b'");
            assertTrue(source.check());
            assertEquals("", source.error());
            assertNull(clusters.get().rules().table("a"));
            assertNotNull(clusters.get().rules().table("b"));

            Files.delete(clusterFile);
            assertFalse(source.check());
            assertTrue(source.error().contains("cannot be read"), source.error());
            assertNotNull(clusters.get().rules().table("b"));
        }
    }

    @Test
    void theTimerSeesChanges() throws IOException, InterruptedException {
        SynchronousQueue<Configuration> changes = new SynchronousQueue<>();
        Configuration first = Configuration.read(clusterFile);
        try (ConfigSource source = ConfigSource.watch(first, name -> null, changes::offer, Duration.ofMillis(20))) {
            assertEquals("", source.error());
            Configuration changed = null;
            for (int i = 0; i < 50 && changed == null; i++) {
                Files.writeString(rulesFile, "broadcast 'x" + i + "'");
                changed = changes.poll(2, TimeUnit.SECONDS);
            }
            assertNotNull(changed);
        }
    }

    @Test
    void schemaAndFlavourMakeNewSnapshots() {
        Clusters clusters = clusters();
        Cluster before = clusters.get();
        clusters.schema(Schema.empty());
        clusters.dialect(Dialect.MARIADB);
        assertSame(before, clusters.get());
        clusters.dialect(Dialect.MYSQL);
        assertEquals(Dialect.MYSQL, clusters.get().dialect());
        assertTrue(before.plans() != clusters.get().plans(), "plans do not outlive their snapshot");
    }
}
