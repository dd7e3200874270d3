package io.sluice.proxy.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.proxy.backend.BackendPool;
import io.sluice.proxy.backend.BackendTarget;
import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.cluster.Health;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.cluster.Shard;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.plan.PlanCache;
import io.sluice.routing.rules.Rules;
import io.sluice.routing.schema.Schema;
import io.sluice.sql.Dialect;
import io.sluice.sql.lex.Fingerprint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class MetricsServerTest {
    private static final ServerAddress PRIMARY = new ServerAddress("db-a", 3306);
    private static final ServerAddress REPLICA = new ServerAddress("db-b", 3306);

    private final LoopCounts one = new LoopCounts();
    private final LoopCounts other = new LoopCounts();
    private final AtomicBoolean serving = new AtomicBoolean(true);

    @Test
    void statementsOfAllLoopsAreCounted() throws IOException, InterruptedException {
        statement(one, "SELECT 1", 200_000, null);
        statement(one, "SELECT 2", 300_000_000, null);
        statement(other, "SELECT 3", 200_000, "ROUTE-2002");
        statement(other, "UPDATE t SET a = 1", 200_000, null);

        String page = page();

        has(page, "sluice_statements_total{kind=\"select\"} 3.0");
        has(page, "sluice_statements_total{kind=\"update\"} 1.0");
        has(page, "sluice_statement_errors_total{kind=\"select\"} 1.0");
        has(page, "sluice_statement_duration_seconds_bucket{kind=\"select\",le=\"2.5E-4\"} 2");
        has(page, "sluice_statement_duration_seconds_bucket{kind=\"select\",le=\"+Inf\"} 3");
        has(page, "sluice_statement_duration_seconds_count{kind=\"select\"} 3");
        has(page, "sluice_shard_duration_seconds_count{access=\"read\",shard=\"s0\"} 4");
        has(page, "sluice_refusals_total{code=\"ROUTE-2002\"} 1.0");
        has(page, "sluice_refusals_total{code=\"ROUTE-2103\"} 0.0");
    }

    @Test
    void poolsAndServersAreSeen() throws IOException, InterruptedException {
        String page = page();

        has(page, "sluice_pool_connections{server=\"db-a:3306\",state=\"idle\",use=\"statements\"} 3.0");
        has(page, "sluice_pool_connections{server=\"db-a:3306\",state=\"in_use\",use=\"statements\"} 5.0");
        has(page, "sluice_pool_waiting{server=\"db-a:3306\",use=\"statements\"} 7.0");
        has(page, "sluice_server_role{role=\"primary\",server=\"db-a:3306\",shard=\"s0\"} 1.0");
        has(page, "sluice_replica_lag_seconds{server=\"db-b:3306\",shard=\"s0\"} 4.0");
        has(page, "sluice_server_serving{server=\"db-b:3306\",shard=\"s0\"} 0.0");
        has(page, "jvm_memory_used_bytes{");
        assertFalse(page.contains("s3cret"), "the password of a pool's target");
    }

    @Test
    void healthTellsWhetherItIsDraining() throws IOException, InterruptedException {
        try (MetricsServer server = start()) {
            assertEquals(200, get(server, "/health").statusCode());
            serving.set(false);
            assertEquals(503, get(server, "/health").statusCode());
            assertEquals(404, get(server, "/metricsandmore").statusCode());
            assertTrue(get(server, "/metrics").body().contains("sluice_serving 0.0"));
        }
    }

    private static void statement(LoopCounts counts, String sql, long nanos, String refusal) {
        Stopwatch watch = new Stopwatch(counts, SlowLog.OFF, new SlowLog.Who("app", "::1", 1));
        long now = System.nanoTime();
        watch.heard(now);
        watch.begins(Fingerprint.of(sql, Dialect.MYSQL));
        watch.part("s0", Plan.Access.READ, now);
        if (refusal != null) {
            watch.failed(1235, refusal);
        }
        watch.ends(now + nanos);
    }

    private static void has(String page, String line) {
        assertTrue(page.contains(line), () -> line + " is not in\n" + page);
    }

    private String page() throws IOException, InterruptedException {
        try (MetricsServer server = start()) {
            return get(server, "/metrics").body();
        }
    }

    private static HttpResponse<String> get(MetricsServer server, String path)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private MetricsServer start() {
        Shard shard = new Shard("s0", List.of(PRIMARY, REPLICA), "shop");
        Cluster cluster = new Cluster(
                "shop",
                Map.of("s0", shard),
                new Rules(Map.of()),
                Schema.empty(),
                Dialect.MYSQL,
                new PlanCache(1 << 20));
        Health health = new Health(Map.of(
                PRIMARY, new Health.State(true, Health.Role.PRIMARY, true, -1, "", Dialect.MYSQL),
                REPLICA, new Health.State(true, Health.Role.REPLICA, false, 4, "behind", Dialect.MYSQL)));
        BackendTarget target = new BackendTarget("db-a", 3306, "ann", "s3cret", "shop", true);
        PoolReading half = new PoolReading(target, false, new BackendPool.Counts(1, 2, 0, 3), 64);
        PoolReading rest = new PoolReading(target, false, new BackendPool.Counts(2, 3, 0, 4), 64);
        return new MetricsServer(
                new InetSocketAddress("127.0.0.1", 0),
                new Readings(
                        List.of(one, other),
                        new DoorCounts(),
                        () -> 2,
                        () -> cluster,
                        () -> health,
                        server -> server.equals(REPLICA) ? 5 : 0,
                        () -> List.of(half, rest),
                        () -> 0,
                        serving::get));
    }
}
