package io.sluice.bench;

import io.sluice.routing.causality.Causality;
import io.sluice.routing.causality.Footprint;
import io.sluice.routing.causality.Freshness;
import io.sluice.routing.causality.Position;
import io.sluice.routing.causality.Written;
import io.sluice.routing.cluster.ServerAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What causality costs a read of one key: what a replica must have, whether one has it, whether the chosen one does, and that it was
 * read. Not the reading of the key from the statement, which is only done while replicas lack something.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CausalityBench {
    private static final List<String> SHARD = List.of("s0");
    private static final ServerAddress PRIMARY = new ServerAddress("p", 3306);
    private static final ServerAddress REPLICA = new ServerAddress("r", 3306);

    private final Footprint seven = Footprint.keys(Footprint.hash("orders"), 7);
    private final Footprint eight = Footprint.keys(Footprint.hash("orders"), 8);
    private final Causality quiet = session(new Written());
    private final Written busyOne = new Written();
    private final Causality busy = session(busyOne);
    private final Causality writer = session(new Written());

    private static Causality session(Written written) {
        written.primary("s0", PRIMARY, written.now(), Position.ofMariaDb("0-1-10"));
        written.replica("s0", REPLICA, Position.ofMariaDb("0-1-10"));
        Causality session = new Causality();
        session.share(written);
        return session;
    }

    /** One write that no replica has. */
    @Setup
    public void write() {
        Causality other = new Causality();
        other.share(busyOne);
        other.writing(SHARD, seven);
        other.committed("s0", "0-1-11");
        other.answered(false);
    }

    private boolean read(Causality session) {
        Freshness freshness = session.reads(SHARD, () -> eight);
        boolean may = session.why(freshness) == null && freshness.allows("s0", REPLICA);
        session.reading("s0", REPLICA, eight);
        session.answered(false);
        return may;
    }

    /** Replicas have all. */
    @Benchmark
    public boolean readWhileReplicasHaveAll() {
        return read(quiet);
    }

    /** They lack what was written elsewhere on the shard. */
    @Benchmark
    public boolean readWhileReplicasLackSomething() {
        return read(busy);
    }

    /** A write of one key. */
    @Benchmark
    public Causality writeOneKey() {
        writer.writing(SHARD, seven);
        writer.committed("s0", "0-1-11");
        writer.answered(false);
        return writer;
    }
}
