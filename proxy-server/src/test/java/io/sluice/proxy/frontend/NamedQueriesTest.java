package io.sluice.proxy.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.sluice.proxy.exec.Client;
import io.sluice.proxy.exec.Deciding;
import io.sluice.proxy.exec.Reply;
import io.sluice.proxy.exec.Request;
import io.sluice.proxy.exec.Sending;
import io.sluice.proxy.protocol.Capabilities;
import io.sluice.routing.Parameters;
import io.sluice.routing.Statements;
import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.cluster.Shard;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.plan.PlanCache;
import io.sluice.routing.rules.Rules;
import io.sluice.routing.schema.Schema;
import io.sluice.routing.session.Session;
import io.sluice.sql.Dialect;
import io.sluice.sql.lex.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts that PREPARE and EXECUTE IMMEDIATE name are parsed by the planners' threads: a long one would stop a loop's other clients. */
class NamedQueriesTest {
    private final Queue<Runnable> planners = new ArrayDeque<>();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Session session = new Session(NamedQueriesTest::cluster, 1, "app");
    private int done;

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    /** Only the parser finds these errors. */
    @ParameterizedTest
    @ValueSource(strings = {"PREPARE s FROM 'PREPARE t FROM 1'", "EXECUTE IMMEDIATE 'DEALLOCATE PREPARE s'"})
    void theTextIsNotReadOnTheLoop(String sql) {
        run(sql);
        channel.runPendingTasks();
        assertNull(channel.readOutbound(), "it was read on the event loop");
        assertEquals(1, planners.size());

        planners.remove().run();
        channel.runPendingTasks();
        ByteBuf error = channel.readOutbound();
        assertNotNull(error);
        assertEquals(1295, error.getUnsignedShortLE(5));
        assertEquals(1, done);
        error.release();
    }

    @Test
    void whatIsReadAlreadyNeedsNoPlanner() {
        run("DEALLOCATE PREPARE nothing");
        channel.runPendingTasks();
        ByteBuf error = channel.readOutbound();
        assertEquals(1243, error.getUnsignedShortLE(5));
        assertEquals(1, done);
        assertEquals(0, planners.size());
        error.release();
    }

    private void run(String sql) {
        int capabilities = Capabilities.PROTOCOL_41;
        Deciding deciding = new Deciding(planners::add);
        Client client = new Client(channel, capabilities, session, null, (id, query, user) -> false, deciding);
        Queries queries = new Queries(client);
        Fingerprint text = Fingerprint.of(sql, session.dialect());
        Plan.OfName plan = (Plan.OfName) Statements.plan(text, session);
        Request request = new Request(
                text, Parameters.NONE, new Sending.Text(StandardCharsets.UTF_8), new Reply(channel, capabilities, 1));
        new NamedQueries(client, queries).run(plan, request, () -> done++);
    }

    private static Cluster cluster() {
        Shard shard = new Shard("s0", List.of(new ServerAddress("127.0.0.1", 1)), "shop");
        return new Cluster(
                "shop",
                Map.of("s0", shard),
                new Rules(Map.of()),
                Schema.empty(),
                Dialect.MARIADB,
                new PlanCache(1 << 20));
    }
}
