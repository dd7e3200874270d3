package io.sluice.routing.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.sluice.routing.Parameters;
import io.sluice.routing.Statements;
import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.cluster.Shard;
import io.sluice.routing.plan.PlanCache;
import io.sluice.routing.rules.groovy.GroovyRules;
import io.sluice.routing.schema.Schema;
import io.sluice.routing.session.Session;
import io.sluice.sql.Dialect;
import io.sluice.sql.lex.Fingerprint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogicalNamesTest {
    private static final Path RULES = Path.of("../rules-examples/src/main/resources/shop/rules.groovy");

    private static Cluster cluster(String physical) {
        Map<String, Shard> shards =
                Map.of("s0", new Shard("s0", List.of(), physical), "s1", new Shard("s1", List.of(), physical));
        return new Cluster(
                "shop",
                shards,
                GroovyRules.load(RULES, shards.keySet()),
                Schema.empty(),
                Dialect.MYSQL,
                new PlanCache(1 << 20));
    }

    private static @Nullable LogicalNames names(String physical, String sql) {
        Cluster cluster = cluster(physical);
        Session session = new Session(() -> cluster, 1, "test");
        session.useSchema("shop");
        Fingerprint text = Fingerprint.of(sql, session.dialect());
        Route.One one = (Route.One)
                present(Statements.prepare(text, Parameters.NONE, session).route());
        return LogicalNames.of(cluster, one.part());
    }

    private static <T> T present(@Nullable T value) {
        return java.util.Objects.requireNonNull(value);
    }

    private static LogicalNames ofOrders(String physical) {
        return present(names(physical, "SELECT id FROM orders WHERE user_id = 7"));
    }

    @Test
    void nothingIsToDoWhereNothingIsCalledOtherwise() {
        assertNull(names("shop", "SELECT name FROM countries"));
        assertNull(names("shop", "SELECT 1"));
    }

    @Test
    void tablesOfTheStatementHaveTheClientsNames() {
        LogicalNames names = ofOrders("shop_1");
        assertEquals("orders", names.table("orders_1"));
        assertEquals("orders_0", names.table("orders_0"), "not this statement's");
        assertEquals("shop", names.schema("shop_1"));
        assertEquals("information_schema", names.schema("information_schema"));
        assertEquals("orders", names.alias("orders_1", "orders_1"));
        assertEquals("o", names.alias("o", "orders_1"));
    }

    @Test
    void anAliasIsTheClients() {
        String sql = "SELECT orders_1.id FROM orders AS orders_1 WHERE user_id = 7";
        assertEquals("orders_1", present(names("shop", sql)).alias("orders_1", "orders_1"));
    }

    @Test
    void errorsNameTables() {
        LogicalNames names = ofOrders("shop_1");
        assertEquals("Table 'shop.orders' doesn't exist", names.message(1146, "Table 'shop_1.orders_1' doesn't exist"));
        assertEquals(
                "Cannot add or update a child row: a foreign key constraint fails (`shop`.`order_items`, CONSTRAINT `c`"
                        + " FOREIGN KEY (`order_id`) REFERENCES `orders` (`id`))",
                names.message(
                        1452,
                        "Cannot add or update a child row: a foreign key constraint fails (`shop_1`.`order_items_1`,"
                                + " CONSTRAINT `c` FOREIGN KEY (`order_id`) REFERENCES `orders_1` (`id`))"));
        assertEquals(
                "Unknown column 'orders.x' in 'where clause'",
                names.message(1054, "Unknown column 'orders_1.x' in 'where clause'"));
        assertEquals(
                "Unknown column 'orders_1' in 'where clause'",
                names.message(1054, "Unknown column 'orders_1' in 'where clause'"));
    }

    @Test
    void valuesAreNotNames() {
        LogicalNames names = ofOrders("shop");
        assertEquals(
                "Duplicate entry 'orders_1.PRIMARY' for key 'orders.PRIMARY'",
                names.message(1062, "Duplicate entry 'orders_1.PRIMARY' for key 'orders_1.PRIMARY'"));
        assertEquals(
                "Duplicate entry ' for key 'orders_1.' for key 'orders.PRIMARY'",
                names.message(1062, "Duplicate entry ' for key 'orders_1.' for key 'orders_1.PRIMARY'"));
        assertEquals(
                "Incorrect integer value: 'orders_1' for column 'id' at row 1",
                names.message(1366, "Incorrect integer value: 'orders_1' for column 'id' at row 1"));
    }
}
