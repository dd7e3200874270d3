package io.sluice.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.cluster.Health;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.cluster.Shard;
import io.sluice.routing.plan.PlanCache;
import io.sluice.routing.rules.Rules;
import io.sluice.routing.rules.TableRule;
import io.sluice.routing.schema.Schema;
import io.sluice.routing.session.Session;
import io.sluice.routing.session.Warning;
import io.sluice.sql.Dialect;
import io.sluice.sql.SqlParser;
import io.sluice.sql.lex.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LocalAnswerTest {
    private static final ServerAddress A = new ServerAddress("a", 1);
    private static final ServerAddress B = new ServerAddress("b", 2);

    private final Session session = new Session(LocalAnswerTest::cluster, 1, "app");

    @Test
    void warningsAreThoseOfTheLastStatement() {
        session.diagnostics().changed(1, 0);
        session.diagnostics().warn(new Warning("Note", 1051, "Unknown table 'ü'"));
        assertEquals(List.of("Note|1051|Unknown table 'ü'"), ask("SHOW WARNINGS"));
        assertEquals(List.of(), ask("SHOW ERRORS"));
        assertEquals(List.of("1"), ask("SHOW COUNT(*) WARNINGS"));
        session.diagnostics().failed(RoutingError.UNKNOWN_SCHEMA.with("x"));
        assertEquals(List.of("Error|1049|Unknown database 'x'"), ask("SHOW ERRORS"));
        assertEquals(List.of("1"), ask("SHOW COUNT(*) ERRORS"));
    }

    @Test
    void warningsAreLimited() {
        session.diagnostics().changed(1, 0);
        for (int i = 1; i <= 4; i++) {
            session.diagnostics().warn(new Warning("Note", i, "n"));
        }
        assertEquals(List.of("Note|2|n", "Note|3|n"), ask("SHOW WARNINGS LIMIT 1, 2"));
        assertEquals(List.of("Note|4|n"), ask("SHOW WARNINGS LIMIT 5 OFFSET 3"));
        assertEquals(List.of(), ask("SHOW WARNINGS LIMIT 0"));
    }

    @Test
    void showsShardsAndTables() {
        assertEquals(
                List.of("s0|a:1|primary|yes|NULL|", "s0|b:2|unknown|no|NULL|was not asked yet"),
                ask("SHOW SLUICE SHARDS"));
        assertEquals(
                List.of("audit_log|single|NULL|NULL|s0", "countries|broadcast|NULL|NULL|s0"),
                ask("SHOW SLUICE TABLES"));
        assertThrows(RoutingException.class, () -> ask("SHOW SLUICE WEATHER"));
    }

    private List<String> ask(String sql) {
        Health health = new Health(Map.of(A, new Health.State(true, Health.Role.PRIMARY, true, -1, "", null)));
        LocalAnswer answer = LocalAnswer.of(SqlParser.parse(Fingerprint.of(sql, session.dialect())), session, health);
        return answer.rows().stream()
                .map(row -> String.join(
                        "|",
                        IntStream.range(0, answer.columns().size())
                                .mapToObj(i ->
                                        row.isNull(i) ? "NULL" : new String(row.asBytes(i), StandardCharsets.UTF_8))
                                .toList()))
                .toList();
    }

    private static Cluster cluster() {
        Rules rules = new Rules(Map.of(
                "countries",
                new TableRule.Broadcast("countries"),
                "audit_log",
                new TableRule.Single("audit_log", "s0")));
        Map<String, Shard> shards = Map.of("s0", new Shard("s0", List.of(A, B), "shop"));
        return new Cluster("shop", shards, rules, Schema.empty(), Dialect.MARIADB, new PlanCache(1000));
    }
}
