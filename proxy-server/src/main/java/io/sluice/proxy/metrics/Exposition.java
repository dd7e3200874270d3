package io.sluice.proxy.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.sluice.proxy.backend.BackendPool;
import io.sluice.proxy.metrics.Families.Distribution;
import io.sluice.proxy.metrics.Families.Point;
import io.sluice.proxy.metrics.LoopCounts.Total;
import io.sluice.routing.RoutingError;
import io.sluice.routing.cluster.Health;
import io.sluice.routing.plan.PlanCache;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/**
 * Everything named {@code sluice_…}, read anew for each scrape. Labels are of small, fixed sets: kinds, shards, servers, error codes;
 * never a user's word.
 */
final class Exposition implements MultiCollector {
    private final Readings readings;

    Exposition(Readings readings) {
        this.readings = readings;
    }

    @Override
    public MetricSnapshots collect() {
        Families families = new Families();
        statements(families);
        routes(families);
        plans(families);
        traffic(families);
        clients(families);
        pools(families);
        servers(families);
        return families.snapshots();
    }

    private long sum(ToLongFunction<LoopCounts> number) {
        return readings.loops().stream().mapToLong(number).sum();
    }

    private void statements(Families families) {
        List<Point> failures = new ArrayList<>();
        List<Point> statements = new ArrayList<>();
        List<Distribution> times = new ArrayList<>();
        for (StatementKind kind : StatementKind.values()) {
            List<Histogram> all =
                    readings.loops().stream().map(loop -> loop.times(kind)).toList();
            statements.add(new Point(count(all), "kind", kind.label()));
            failures.add(new Point(sum(loop -> loop.failed(kind)), "kind", kind.label()));
            times.add(new Distribution(all, "kind", kind.label()));
        }
        families.counters("sluice_statements", "Statements of clients, those that failed included.", statements);
        families.counters("sluice_statement_errors", "Statements that were answered with an error.", failures);
        families.histograms(
                "sluice_statement_duration_seconds",
                "From a statement's arrival to the end of its answer: the wait for a slow client is in it.",
                times);
        List<Distribution> parts = new ArrayList<>();
        parts(parts, false);
        parts(parts, true);
        families.histograms(
                "sluice_shard_duration_seconds", "From sending a part to a shard to the end of its answer.", parts);
        families.counter("sluice_slow_statements", "Statements slower than proxy.slow_statement.", total(Total.SLOW));
        refusals(families);
    }

    private static double count(List<Histogram> all) {
        long[] buckets = new long[all.get(0).bounds().length + 1];
        all.forEach(one -> one.addTo(buckets));
        long count = 0;
        for (long each : buckets) {
            count += each;
        }
        return count;
    }

    private void parts(List<Distribution> into, boolean write) {
        TreeSet<String> shards = new TreeSet<>();
        readings.loops().forEach(loop -> shards.addAll(loop.parts(write).keySet()));
        for (String shard : shards) {
            List<Histogram> all = readings.loops().stream()
                    .map(loop -> loop.parts(write).getOrDefault(shard, Histogram.times()))
                    .toList();
            into.add(new Distribution(all, "shard", shard, "access", write ? "write" : "read"));
        }
    }

    private void refusals(Families families) {
        List<Point> points = new ArrayList<>();
        for (RoutingError error : RoutingError.values()) {
            points.add(new Point(sum(loop -> loop.refusals(error)), "code", error.code()));
        }
        families.counters("sluice_refusals", "Errors that Sluice itself answered, by their code.", points);
        families.counter(
                "sluice_server_errors", "Errors of servers, passed on to clients.", total(Total.SERVER_ERRORS));
        families.counter("sluice_retries", "Reads that were asked again on another server.", total(Total.RETRIES));
    }

    private long total(Total total) {
        return sum(loop -> loop.total(total));
    }

    private void routes(Families families) {
        List<Point> paths = new ArrayList<>();
        for (LoopCounts.Path path : LoopCounts.Path.values()) {
            paths.add(new Point(
                    sum(loop -> loop.path(path.ordinal())), "path", path.name().toLowerCase(Locale.ROOT)));
        }
        families.counters("sluice_routes", "How statements were carried out.", paths);
        families.histograms(
                "sluice_route_shards",
                "Shards that one route asks.",
                List.of(new Distribution(
                        readings.loops().stream().map(LoopCounts::shards).toList())));
        families.histograms(
                "sluice_route_slots",
                "Slots (tables of a shard) that one route asks.",
                List.of(new Distribution(
                        readings.loops().stream().map(LoopCounts::slots).toList())));
    }

    private void plans(Families families) {
        PlanCache cache = readings.cluster().get().plans();
        families.counter("sluice_plan_cache_hits", "Statements whose plan was there.", total(Total.PLAN_HITS));
        families.counter(
                "sluice_plan_cache_misses", "Statements that were parsed and planned.", total(Total.PLAN_MISSES));
        families.counter(
                "sluice_plan_cache_evictions",
                "Plans that made room for others; begins anew with each change of rules or schema.",
                cache.evictions());
        families.gauge("sluice_plan_cache_plans", "Plans that are held.", cache.size());
        families.gauge("sluice_plan_cache_bytes", "What they take, estimated.", cache.bytes());
        families.gauge("sluice_plan_cache_max_bytes", "memory.plan_cache.", cache.maxBytes());
    }

    private void traffic(Families families) {
        families.counter("sluice_client_received_bytes", "Commands of clients.", total(Total.BYTES_RECEIVED));
        families.counter("sluice_client_sent_bytes", "Answers to clients.", total(Total.BYTES_SENT));
        families.counter("sluice_rows", "Rows that clients got.", total(Total.ROWS_SENT));
        families.counter(
                "sluice_gathered_rows", "Rows brought together in temporary tables.", total(Total.GATHERED_ROWS));
        families.counter("sluice_gathered_bytes", "Their size.", total(Total.GATHERED_BYTES));
        families.counter(
                "sluice_spilled_bytes",
                "Written to temporary files while answers were merged.",
                readings.spilled().getAsLong());
    }

    private void clients(Families families) {
        DoorCounts door = readings.door();
        families.gauge(
                "sluice_client_connections",
                "Clients that are connected.",
                readings.clients().getAsInt());
        families.counter(
                "sluice_client_connections_accepted",
                "Clients that have connected since the start.",
                door.allAccepted());
        families.counter(
                "sluice_client_connections_refused",
                "Clients that were one too many (errors 1040 and 1226).",
                door.allRefused());
        families.counter("sluice_client_logins_failed", "Logins that were denied.", door.allDenied());
        families.gauge(
                "sluice_serving",
                "1; 0 as soon as the proxy is on its way out.",
                readings.serving().getAsBoolean() ? 1 : 0);
    }

    private void pools(Families families) {
        List<Point> connections = new ArrayList<>();
        List<Point> waiting = new ArrayList<>();
        List<Point> most = new ArrayList<>();
        for (PoolReading pool :
                PoolReading.together(readings.pools().get(), each -> List.of(each.server(), each.use()))) {
            String server = pool.server();
            String use = pool.use();
            BackendPool.Counts counts = pool.counts();
            connections.add(new Point(counts.idle(), "server", server, "use", use, "state", "idle"));
            connections.add(new Point(counts.busy(), "server", server, "use", use, "state", "in_use"));
            connections.add(new Point(counts.connecting(), "server", server, "use", use, "state", "connecting"));
            waiting.add(new Point(counts.waiting(), "server", server, "use", use));
            most.add(new Point(pool.most(), "server", server, "use", use));
        }
        families.gauges("sluice_pool_connections", "Connections to servers, of all event loops.", connections);
        families.gauges("sluice_pool_waiting", "Statements that wait for a connection.", waiting);
        families.gauges("sluice_pool_max_connections", "Most connections of the pools in use.", most);
    }

    private void servers(Families families) {
        Map<?, Health.State> states = readings.health().get().servers();
        List<Point> up = new ArrayList<>();
        List<Point> serving = new ArrayList<>();
        List<Point> roles = new ArrayList<>();
        List<Point> lags = new ArrayList<>();
        List<Point> reads = new ArrayList<>();
        readings.cluster().get().shards().values().forEach(shard -> shard.servers()
                .forEach(address -> {
                    Health.State state = states.get(address);
                    String server = address.toString();
                    up.add(new Point(state != null && state.up() ? 1 : 0, "shard", shard.name(), "server", server));
                    serving.add(new Point(
                            state != null && state.serving() ? 1 : 0, "shard", shard.name(), "server", server));
                    for (Health.Role role : Health.Role.values()) {
                        boolean is = state == null ? role == Health.Role.UNKNOWN : state.role() == role;
                        String word = role.name().toLowerCase(Locale.ROOT);
                        roles.add(new Point(is ? 1 : 0, "shard", shard.name(), "server", server, "role", word));
                    }
                    long given = readings.reads().applyAsLong(address);
                    reads.add(new Point(given, "shard", shard.name(), "server", server));
                    if (state != null && state.lagSeconds() >= 0) {
                        lags.add(new Point(state.lagSeconds(), "shard", shard.name(), "server", server));
                    }
                }));
        families.gauges("sluice_server_up", "Whether the server answers.", up);
        families.gauges("sluice_server_serving", "Whether it is given statements.", serving);
        families.gauges("sluice_server_role", "1 for the role it has by its own word.", roles);
        families.counters("sluice_server_reads", "Plain reads that the server was given since the start.", reads);
        families.gauges("sluice_replica_lag_seconds", "How far a replica is behind, where that is known.", lags);
    }
}
