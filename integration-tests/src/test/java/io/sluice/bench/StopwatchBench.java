package io.sluice.bench;

import io.sluice.proxy.metrics.LoopCounts;
import io.sluice.proxy.metrics.SlowLog;
import io.sluice.proxy.metrics.Stopwatch;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.route.Route;
import io.sluice.routing.route.ShardStatement;
import io.sluice.sql.Dialect;
import io.sluice.sql.lex.Fingerprint;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What metrics cost one statement of one shard: everything that is counted and timed for it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class StopwatchBench {
    private final Stopwatch watch = new Stopwatch(new LoopCounts(), SlowLog.OFF, new SlowLog.Who("app", "::1", 1));
    private final Fingerprint text = Fingerprint.of("SELECT id, total FROM orders WHERE user_id = 7", Dialect.MYSQL);
    private final Route route = new Route.One(new ShardStatement("s0", text.text()));

    @Benchmark
    public LoopCounts pointSelect() {
        watch.heard(System.nanoTime()); // the client's handler has looked at the clock before there were metrics
        watch.counts().received(60);
        watch.begins(text);
        watch.planned(true);
        watch.routed(route);
        long sent = System.nanoTime();
        watch.counts().sent(200);
        watch.rows(1);
        watch.part("s0", Plan.Access.READ, sent);
        watch.ends(System.nanoTime()); // so has it here
        return watch.counts();
    }
}
