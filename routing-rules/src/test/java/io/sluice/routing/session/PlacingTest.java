package io.sluice.routing.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.routing.Parameters;
import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.Statements;
import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.cluster.Reads;
import io.sluice.routing.cluster.Reads.Mode;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.cluster.Shard;
import io.sluice.routing.plan.PlanCache;
import io.sluice.routing.rules.Rules;
import io.sluice.routing.rules.TableRule;
import io.sluice.routing.schema.Schema;
import io.sluice.sql.Dialect;
import io.sluice.sql.lex.Fingerprint;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PlacingTest {
    private static final String READ = "SELECT total FROM orders";
    private static final Reads TABLES = new Reads(Mode.PREFER_REPLICA, Map.of("audit", Mode.PRIMARY), "");

    private Reads reads = TABLES;
    private final Cluster bare = new Cluster(
            "shop",
            Map.of("s0", new Shard("s0", List.of(new ServerAddress("a", 1)), "shop")),
            new Rules(Map.of(
                    "orders", new TableRule.Single("orders", "s0"), "audit", new TableRule.Single("audit", "s0"))),
            Schema.empty(),
            Dialect.MARIADB,
            new PlanCache(1 << 20));
    private final Session session = new Session(this::cluster, 7, "app");

    private Cluster cluster() {
        return new Cluster(
                bare.name(),
                bare.shards(),
                bare.rules(),
                bare.schema(),
                bare.dialect(),
                bare.plans(),
                true,
                Cluster.DEEP_OFFSET,
                reads);
    }

    PlacingTest() {
        session.useSchema("shop");
    }

    @Test
    void tablesAndThenTheSessionSayWhichServersAreRead() {
        assertEquals("replica", placed(READ));
        assertEquals("primary (setting)", placed("SELECT 1 FROM orders JOIN audit"));
        set("SET sluice_reads = 'replica'");
        assertEquals("replica only (setting)", placed("SELECT 1 FROM audit"));
        set("SET SESSION sluice_reads = primary");
        assertEquals("primary (setting)", placed(READ));
        assertEquals("replica (hint)", placed("/* sluice: replica */ " + READ));
        set("SET sluice_reads = DEFAULT");
        assertEquals("replica", placed(READ));
        reads = new Reads(Mode.PRIMARY, Map.of(), "");
        assertEquals("primary (setting)", placed(READ));
        RoutingException wrong = assertThrows(RoutingException.class, () -> set("SET sluice_reads = 'sometimes'"));
        assertEquals(RoutingError.WRONG_VALUE_FOR_VARIABLE, wrong.error());
    }

    @Test
    void readOnlyTransactionsMayReadReplicasToTheirEnd() {
        session.begin(true, false);
        assertEquals("replica", placed(READ));
        assertEquals("replica", placed("/* sluice: replica */ " + READ), "what comes behind it asks for no old rows");
        assertEquals("primary (locking read)", placed(READ + " FOR UPDATE"));
        session.openingStatements();
        session.onReplica("s0");
        assertEquals("replica", placed(READ));
        assertRefused(RoutingError.READ_ONLY_TRANSACTION, READ + " FOR UPDATE");
        assertRefused(RoutingError.ON_REPLICA, "SELECT GET_LOCK('a', 1)");
        assertRefused(RoutingError.READ_ONLY_TRANSACTION, "UPDATE orders SET total = 1");
        assertRefused(RoutingError.HINT_REFUSED, "/* sluice: primary */ " + READ);
        session.ended();
        assertEquals("primary (write)", placed("UPDATE orders SET total = 1"));
        session.begin(false, false);
        assertEquals("primary (transaction)", placed(READ));
    }

    @Test
    void onlyTransactionsThatReadOneMomentReadReplicas() {
        set("SET autocommit = 0");
        assertEquals("primary (transaction)", placed(READ));
        session.setReadOnly(true);
        assertEquals("replica", placed(READ));
        set("SET sluice_reads = 'primary'");
        assertEquals("primary (transaction)", placed(READ));
        set("SET sluice_reads = DEFAULT");
        set("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");
        assertEquals("primary (transaction)", placed(READ));
        set("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        assertEquals("replica", placed(READ));
    }

    private void assertRefused(RoutingError error, String sql) {
        assertEquals(
                error, assertThrows(RoutingException.class, () -> placed(sql)).error());
    }

    private String placed(String sql) {
        Fingerprint text = Fingerprint.of(sql, session.dialect());
        return Objects.requireNonNull(
                        Statements.prepare(text, Parameters.NONE, session).placement())
                .toString();
    }

    private void set(String sql) {
        Fingerprint text = Fingerprint.of(sql, session.dialect());
        session.remember(session.change(text, Parameters.NONE), List.of());
    }
}
