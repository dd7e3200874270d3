package io.sluice.proxy.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.netty.channel.embedded.EmbeddedChannel;
import io.sluice.proxy.protocol.Capabilities;
import io.sluice.routing.Parameters;
import io.sluice.routing.Ready;
import io.sluice.routing.RoutingException;
import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.cluster.Shard;
import io.sluice.routing.plan.PlanCache;
import io.sluice.routing.rules.Rules;
import io.sluice.routing.schema.Schema;
import io.sluice.routing.session.Session;
import io.sluice.sql.Dialect;
import io.sluice.sql.SqlParser;
import io.sluice.sql.lex.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is not planned yet is planned by the planners' threads: a long one would stop a loop's other clients. */
class DecidingTest {
    private static final String JOIN = "SELECT a.x FROM a JOIN (SELECT y, COUNT(*) n FROM b GROUP BY y) d ON d.n = a.x";

    private final Queue<Runnable> planners = new ArrayDeque<>();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Cluster cluster = new Cluster(
            "shop",
            Map.of("s0", new Shard("s0", List.of(new ServerAddress("127.0.0.1", 1)), "shop")),
            new Rules(Map.of()),
            Schema.empty(),
            Dialect.MARIADB,
            new PlanCache(1 << 20));
    private final Session session = new Session(() -> cluster, 1, "app");
    private final Deciding deciding = new Deciding(planners::add);
    private final Client client =
            new Client(channel, Capabilities.PROTOCOL_41, session, null, (id, query, user) -> false, deciding);
    private final List<Ready> decided = new ArrayList<>();

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void aColdStatementIsNotPlannedOnTheLoopAndAWarmOneNeedsNoPlanner() {
        session.useSchema("shop");
        decide();
        channel.runPendingTasks();
        assertEquals(0, decided.size());
        assertEquals(0, cluster.plans().size(), "it was planned on the event loop");
        assertEquals(1, planners.size());

        planners.remove().run();
        assertEquals(0, decided.size(), "the planner's thread has touched the client");
        channel.runPendingTasks();
        assertEquals(1, decided.size());

        decide();
        assertEquals(2, decided.size());
        assertEquals(0, planners.size());
        assertSame(decided.get(0).plan(), decided.get(1).plan());
    }

    @Test
    void explainRouteIsNotPlannedOnTheLoop() {
        session.useSchema("shop");
        Fingerprint text = Fingerprint.of("EXPLAIN ROUTE " + JOIN, session.dialect());
        Request request = new Request(
                text,
                Parameters.NONE,
                new Sending.Text(StandardCharsets.UTF_8),
                new Reply(channel, Capabilities.PROTOCOL_41, 1));
        Local.run(client, SqlParser.parse(text), request, () -> {});
        channel.runPendingTasks();
        assertEquals(0, channel.outboundMessages().size(), "it was planned on the event loop");
        assertEquals(1, planners.size());
    }

    private void decide() {
        deciding.decide(client, Fingerprint.of(JOIN, session.dialect()), Parameters.NONE, new Deciding.Then<>() {
            @Override
            public void decided(Ready ready) {
                decided.add(ready);
            }

            @Override
            public void failed(RoutingException failure) {
                throw failure;
            }
        });
    }
}
