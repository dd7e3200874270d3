package io.sluice.routing.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.rules.groovy.GroovyRules;
import io.sluice.routing.schema.Schema;
import io.sluice.routing.schema.SchemaScript;
import io.sluice.routing.schema.Table;
import io.sluice.sql.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example that users copy is valid. */
class ShopTest {
    private static final Path SHOP = Path.of("../rules-examples/src/main/resources/shop");

    @Test
    void theShopIsValid() throws IOException {
        Configuration shop = Configuration.read(SHOP.resolve("cluster.yaml"), name -> "secret");
        Schema schema = SchemaScript.read(Files.readString(SHOP.resolve("schema.sql")))
                .on(shop.rules(), shop.file().shards().keySet());
        Cluster cluster = shop.cluster(schema, Dialect.MARIADB);
        Table items = cluster.schema().table("s1", "order_items_1");
        assertNotNull(items);
        assertEquals(List.of("id"), items.primaryKey());
        assertNotNull(schema.table("s0", "audit_log"));
        assertNotNull(schema.table("s1", "countries"));
        Table orders = schema.table("s0", "orders_0");
        assertNotNull(orders);
        assertEquals(12, orders.column("total").length());
        assertEquals(2, orders.column("total").scale());
        assertEquals("utf8mb4_general_ci", orders.column("city").collation());
    }

    @Test
    void theTourIsValid() {
        Path tour = SHOP.resolveSibling("tour/rules.groovy");
        assertEquals(16, GroovyRules.load(tour, List.of("s0", "s1")).tables().size());
    }
}
