package io.sluice.routing.route;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.routing.Statements;
import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.cluster.Shard;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.plan.PlanCache;
import io.sluice.routing.rules.KeyType;
import io.sluice.routing.rules.ModuloRule;
import io.sluice.routing.rules.Rules;
import io.sluice.routing.rules.Slot;
import io.sluice.routing.rules.TableRule;
import io.sluice.routing.schema.Schema;
import io.sluice.routing.session.Session;
import io.sluice.sql.Dialect;
import io.sluice.sql.lex.Fingerprint;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where the question marks of a shard's text are, with headings as they came and with values in them. */
class MarksTest {
    private static final String SQL =
            "SELECT 'a ? of a text', (SELECT MAX(id) FROM orders WHERE user_id = ? AND city <> ?), ?, "
                    + "(SELECT MIN(id) FROM orders WHERE user_id = ?) FROM orders WHERE user_id = ?";

    @Test
    void placesAreThoseOfTheParameters() {
        ShardStatement part = part(Dialect.MARIADB);
        assertEquals(5, part.parameters().length);
        assertPlaces(part);
        assertEquals(2, part.marks().headings().size());
    }

    @Test
    void headingsShowValues() {
        ShardStatement part = part(Dialect.MARIADB)
                .showing(ordinal -> List.of("7", "'it''s `so`?'", "0", "8", "9").get(ordinal));
        assertPlaces(part);
        assertHeading(part, "(SELECT MAX(id) FROM orders WHERE user_id = 7 AND city <> 'it''s ``so``?')");
        assertHeading(part, "(SELECT MIN(id) FROM orders WHERE user_id = 8)");
    }

    @Test
    void whatCannotBeSaidStaysAQuestionMark() {
        ShardStatement part = part(Dialect.MARIADB).showing(ordinal -> ordinal == 0 ? "7" : null);
        assertHeading(part, "(SELECT MAX(id) FROM orders WHERE user_id = 7 AND city <> ?)");
        assertHeading(part, "(SELECT MIN(id) FROM orders WHERE user_id = ?)");
    }

    @Test
    void mysqlCutsALongHeading() {
        String value = "'" + "x".repeat(300) + "'";
        String heading = "(SELECT MAX(id) FROM orders WHERE user_id = 7 AND city <> " + value + ")";
        assertHeading(part(Dialect.MYSQL).showing(ordinal -> ordinal == 0 ? "7" : value), heading.substring(0, 255));
        assertHeading(part(Dialect.MARIADB).showing(ordinal -> ordinal == 0 ? "7" : value), heading);
    }

    private static void assertHeading(ShardStatement part, String name) {
        assertEquals(
                1, part.sql().split(java.util.regex.Pattern.quote(" AS `" + name + "`"), -1).length - 1, part.sql());
    }

    private static void assertPlaces(ShardStatement part) {
        Fingerprint read = Fingerprint.of(part.sql(), Dialect.MARIADB);
        int[] expected = java.util.stream.IntStream.range(0, read.slotCount())
                .filter(read::isParameter)
                .map(read::slotStart)
                .toArray();
        assertArrayEquals(expected, part.marks().places(), part.sql());
    }

    private static ShardStatement part(Dialect dialect) {
        TableRule orders = new TableRule.Sharded(
                "orders",
                List.of(new TableRule.Level("user_id", KeyType.WHOLE, new ModuloRule(1), "modulo()")),
                List.of(new Slot("s0", "orders_0")),
                "orders",
                null);
        Shard shard = new Shard("s0", List.of(new ServerAddress("127.0.0.1", 1)), "shop");
        Cluster cluster = new Cluster(
                "shop",
                Map.of("s0", shard),
                new Rules(Map.of("orders", orders)),
                Schema.empty(),
                dialect,
                new PlanCache(1 << 20));
        Session session = new Session(() -> cluster, 1, "app");
        session.useSchema("shop");
        Fingerprint text = Fingerprint.of(SQL, dialect);
        return Statements.sample((Plan.OnShards) Statements.plan(text, session), text, session);
    }
}
