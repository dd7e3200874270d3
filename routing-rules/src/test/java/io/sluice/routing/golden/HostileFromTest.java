package io.sluice.routing.golden;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.plan.Planner;
import io.sluice.routing.plan.Routed;
import io.sluice.sql.SqlParser;
import io.sluice.sql.lex.Fingerprint;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** FROMs whose planning would take for ever if it were done anew at each level: the time limit is only there so that it ends. */
@Timeout(120)
class HostileFromTest {
    private static final Path SHOP = Path.of("../rules-examples/src/main/resources/shop");

    @Test
    void starsOfDerivedTablesInsideOneAnother() throws IOException {
        String from = "(SELECT * FROM ".repeat(150) + "orders";
        StringBuilder sql = new StringBuilder("SELECT id FROM ").append(from);
        for (int i = 0; i < 150; i++) {
            sql.append(") d").append(i);
        }
        assertInstanceOf(Routed.class, plan(sql + " WHERE user_id = 7"));
    }

    @Test
    void subqueriesTiedInsideOneAnother() throws IOException {
        StringBuilder sql = new StringBuilder("SELECT id FROM orders o0 WHERE ");
        for (int i = 1; i < 150; i++) {
            sql.append(
                    "EXISTS (SELECT 1 FROM orders o" + i + " WHERE o" + i + ".user_id = o" + (i - 1) + ".user_id AND ");
        }
        assertInstanceOf(Routed.class, plan(sql + "1 = 1" + ")".repeat(149)));
    }

    @Test
    void outerJoinsInAChainUnderThousandsOfConditions() throws IOException {
        StringBuilder sql = new StringBuilder("SELECT a0.id FROM orders a0");
        for (int i = 1; i < 60; i++) {
            sql.append(" LEFT JOIN orders a" + i + " ON a" + i + ".user_id = a" + (i - 1) + ".user_id");
        }
        sql.append(" WHERE a59.user_id = a58.user_id");
        for (int i = 0; i < 20_000; i++) {
            sql.append(" AND a" + i % 60 + ".user_id " + (i % 2 == 0 ? "> " : "< ") + i);
        }
        assertInstanceOf(Routed.class, plan(sql.toString()));
    }

    @Test
    void moreTablesThanAnyServerJoins() throws IOException {
        StringBuilder sql = new StringBuilder("SELECT 1 FROM orders a0");
        for (int i = 1; i < 20_000; i++) {
            sql.append(", orders a").append(i);
        }
        assertInstanceOf(Plan.Refused.class, plan(sql.toString()));
    }

    private static Plan plan(String sql) throws IOException {
        Cluster cluster = Worlds.of(new PlanFile.World(
                        SHOP.resolve("rules.groovy"),
                        SHOP.resolve("cluster.yaml"),
                        SHOP.resolve("schema.sql"),
                        "mariadb"))
                .cluster();
        Fingerprint statement = Fingerprint.of(sql, cluster.dialect());
        return Planner.plan(SqlParser.parse(statement), statement, cluster, cluster.name())
                .plan();
    }
}
