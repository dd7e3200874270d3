package io.sluice.routing.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.routing.cluster.Member;
import io.sluice.routing.cluster.Reads;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.cluster.Shard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterFileTest {
    private static final String GOOD =
            """
            schema: shop
            shards:
              s0: { servers: [db-a:3306, db-b:3306], schema: shop_0 }
              s1: { servers: [db-c:3306] }
            backend:
              user: sluice
              password: ${DB_PASSWORD}
            proxy:
              listen: 127.0.0.1:3307
              users:
                - { name: ann, password: "${ANN:-secret}" }
            pool: { acquire_timeout: 500ms }
            memory: { plan_cache: 8M, gather_rows: 5000 }
            """;

    @TempDir
    Path folder;

    private ClusterFile read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("cluster.yaml"), text);
        return ClusterFile.read(file, name -> name.equals("DB_PASSWORD") ? "pw$1" : null);
    }

    @Test
    void readsWhatIsWrittenAndFillsInDefaults() throws IOException {
        ClusterFile file = read(GOOD);
        assertEquals("[s0, s1]", file.shards().keySet().toString());
        assertEquals("shop_0", file.shards().get("s0").schema());
        assertEquals("shop", file.shards().get("s1").schema());
        assertEquals(
                new ServerAddress("db-b", 3306),
                file.shards().get("s0").servers().get(1));
        assertEquals("pw$1", file.backend().password().reveal());
        assertEquals("secret", file.proxy().users().get(0).password().reveal());
        assertEquals(Duration.ofMillis(500), file.pool().acquireTimeout());
        assertEquals(8 << 20, file.memory().planCache());
        assertEquals(5000, file.memory().gatherRows());
        assertEquals(1L << 30, file.memory().gatherBytes());
        assertEquals(64 << 20, file.proxy().maxAllowedPacket());
        assertEquals(folder.resolve("rules.groovy"), file.rules());
        assertTrue(!file.toString().contains("pw$1"), "passwords are not printed");
        assertTrue(file.scatters());
        assertFalse(read(GOOD + "scatter: forbid\n").scatters());
    }

    @Test
    void readsWhichServersAreRead() throws IOException {
        assertEquals(Reads.STANDARD, read(GOOD).reads());
        ClusterFile file = read(GOOD.replace("db-c:3306", "{ address: db-c:3306, weight: 3, zone: east }, db-d:3306")
                + "zone: ${ZONE:-west}\nreads: { default: replica, tables: { Audit_log: primary } }\n");
        Shard shard = java.util.Objects.requireNonNull(file.shards().get("s1"));
        assertEquals(new Member(3, "east"), shard.member(new ServerAddress("db-c", 3306)));
        assertEquals(Member.STANDARD, shard.member(new ServerAddress("db-d", 3306)));
        assertEquals("west", file.reads().zone());
        assertEquals(Reads.Mode.REPLICA, file.reads().of(List.of("orders")));
        assertEquals(Reads.Mode.PRIMARY, file.reads().of(List.of("orders", "AUDIT_LOG")));
        assertEquals(Reads.Mode.PRIMARY, read(GOOD + "reads: primary\n").reads().of(List.of()));
        ConfigError wrong = assertThrows(ConfigError.class, () -> read(GOOD + "reads: sometimes\n"));
        assertTrue(String.valueOf(wrong.getMessage()).endsWith("must be primary, replica or prefer-replica"));
    }

    @Test
    void readsPasswordsFromFiles() throws IOException {
        Files.writeString(folder.resolve("pw"), "from a file\n");
        ClusterFile file = read(GOOD.replace("password: ${DB_PASSWORD}", "password_file: pw"));
        assertEquals("from a file", file.backend().password().reveal());
        assertTrue(file.files().contains(folder.resolve("pw")), "it is watched as the file itself is");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            schema: shop          | shema: shop        | cluster.yaml:1: shema is not known
            user: sluice          | usr: sluice        | cluster.yaml:6: backend.usr is not known
            db-c:3306             | db-c               | cluster.yaml:4: shards.s1.servers.address 'db-c' is not host:port
            [db-c:3306]           | []                 | cluster.yaml:4: shards.s1.servers is missing or empty
            ${DB_PASSWORD}        | ${NOT_SET}         | cluster.yaml:7: backend.password the environment variable NOT_SET is not set
            500ms                 | 5 minutes          | cluster.yaml:12: pool.acquire_timeout '5 minutes' is not a duration
            8M                    | many               | cluster.yaml:13: memory.plan_cache 'many' is not a whole number
            s1:                   | s0:                | cluster.yaml:4: 's0' stands twice
            schema: shop          | schema: [          | cluster.yaml
            """)
    void wrongFilesNameLineAndPath(String good, String bad, String error) {
        ConfigError thrown = assertThrows(ConfigError.class, () -> read(GOOD.replace(good, bad)));
        assertTrue(String.valueOf(thrown.getMessage()).startsWith(error), thrown.getMessage());
    }
}
