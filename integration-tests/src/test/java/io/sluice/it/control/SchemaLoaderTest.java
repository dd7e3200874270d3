package io.sluice.it.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.routing.cluster.Health;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.cluster.Shard;
import io.sluice.routing.control.Account;
import io.sluice.routing.control.ProbeSettings;
import io.sluice.routing.control.Prober;
import io.sluice.routing.control.SchemaLoader;
import io.sluice.routing.schema.Collation;
import io.sluice.routing.schema.Column;
import io.sluice.routing.schema.Schema;
import io.sluice.routing.schema.Table;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithServers
class SchemaLoaderTest {
    private static final String TABLES =
            """
            CREATE TABLE Orders (
              id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
              user_id INT NOT NULL,
              total DECIMAL(12,3) DEFAULT 0,
              placed DATETIME(6) NOT NULL,
              city VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci,
              code CHAR(3) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT 'x',
              latin VARCHAR(10) CHARACTER SET latin1 COLLATE latin1_swedish_ci,
              state ENUM('new','paid') NOT NULL,
              notes LONGTEXT,
              raw VARBINARY(20),
              twice INT GENERATED ALWAYS AS (user_id * 2) VIRTUAL,
              PRIMARY KEY (user_id, id), KEY (id)
            );
            CREATE TABLE bare (a INT);
            CREATE VIEW seen AS SELECT id FROM Orders
            """;

    private final TestServers servers;
    private final List<Shard> shards;
    private final Account account;

    SchemaLoaderTest(TestServers servers) {
        this.servers = servers;
        this.account = new Account(servers.plain().user(), servers.plain().password());
        this.shards = servers.shards().stream()
                .map(shard -> new Shard(
                        shard.name(),
                        shard.servers().stream()
                                .map(server -> new ServerAddress(
                                        server.address().host(),
                                        server.address().port()))
                                .toList(),
                        servers.schema()))
                .toList();
    }

    @BeforeEach
    void tables() {
        servers.freshSchema();
        servers.runOnShards(TABLES);
    }

    @Test
    void columnsTellTypeLengthAndWhatTheyAccept() {
        assertNull(load().table("s0", "ORDERS"));
        Table orders = Objects.requireNonNull(load().table("s0", "Orders"));
        assertEquals(List.of("user_id", "id"), orders.primaryKey());
        assertEquals(11, orders.columns().size());
        Column id = column(orders, "id");
        assertEquals("bigint", id.type());
        assertEquals(0, id.position());
        assertTrue(id.unsigned() && id.autoIncrement() && !id.nullable());
        Column total = column(orders, "TOTAL");
        assertEquals("decimal 12 3", total.type() + " " + total.length() + " " + total.scale());
        assertTrue(total.nullable() && total.hasDefault());
        assertEquals(6, column(orders, "placed").scale());
        assertFalse(column(orders, "placed").hasDefault());
        assertEquals(40, column(orders, "city").length());
        assertEquals("utf8mb4_general_ci", column(orders, "city").collation());
        assertTrue(column(orders, "code").hasDefault());
        assertTrue(column(orders, "twice").hasDefault());
        assertEquals("enum", column(orders, "state").type());
        assertFalse(column(orders, "state").text());
        assertNull(column(orders, "raw").collation());
    }

    @Test
    void viewsAndKeylessTablesAreTablesToo() {
        Schema schema = load();
        assertEquals(
                List.of(), Objects.requireNonNull(schema.table("s1", "bare")).primaryKey());
        assertEquals(
                1, Objects.requireNonNull(schema.table("s1", "seen")).columns().size());
        assertNull(schema.table("s0", "nowhere"));
    }

    @Test
    void collationsTellWhetherTrailingSpacesCount() {
        Schema schema = load();
        Collation general = collation(schema, "utf8mb4_general_ci");
        assertTrue(general.padSpace() && !general.binary());
        assertEquals("0020", hex(general));
        assertEquals("20", hex(collation(schema, "latin1_swedish_ci")));
        assertTrue(collation(schema, "utf8mb4_bin").binary());
        assertTrue(collation(schema, "utf8mb4_bin").padSpace());
        Collation modern = schema.collations().get("utf8mb4_0900_ai_ci"); // MySQL's default
        if (modern != null) {
            assertFalse(modern.padSpace());
        }
    }

    @Test
    void aNewColumnIsSeenByTheNextLoad() {
        assertNull(Objects.requireNonNull(load().table("s0", "bare")).column("b"));
        servers.runOnShards("ALTER TABLE bare ADD COLUMN b INT");
        assertEquals(
                "int",
                column(Objects.requireNonNull(load().table("s0", "bare")), "b").type());
    }

    @Test
    void aDeadShardIsLeftOut() {
        servers.shard(1).servers().forEach(server -> server.kill());
        Schema schema = load();
        assertEquals(1, schema.shards().size());
        assertNull(schema.table("s1", "bare"));
    }

    private Schema load() {
        try (Prober prober = Prober.start(shards, ProbeSettings.standard(account), health -> {})) {
            assertTrue(prober.awaitFirst(Duration.ofSeconds(60)));
            Health health = prober.health();
            return new SchemaLoader(account, Duration.ofSeconds(30)).load(shards, health);
        }
    }

    private static Column column(Table table, String name) {
        return Objects.requireNonNull(table.column(name));
    }

    private static Collation collation(Schema schema, String name) {
        return Objects.requireNonNull(schema.collations().get(name));
    }

    private static String hex(Collation collation) {
        return java.util.HexFormat.of().withUpperCase().formatHex(collation.spaceWeight());
    }
}
