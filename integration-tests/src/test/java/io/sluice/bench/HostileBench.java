package io.sluice.bench;

import io.sluice.routing.Parameters;
import io.sluice.routing.Ready;
import io.sluice.routing.RoutingException;
import io.sluice.routing.Statements;
import io.sluice.routing.session.Session;
import io.sluice.sql.lex.Fingerprint;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a hostile text costs until it is refused or ready to be sent: steps 2 to 6, nothing cached. Milliseconds each. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class HostileBench {
    @Param({
        "10,000 parentheses",
        "10,000 derived tables",
        "10,000 NOTs",
        "1 MB IN list",
        "100,000 UNIONs",
        "100,000 ORs",
        "100,000 additions",
        "100,000 joins",
        "1 MB literal",
        "1 MB number",
        "1 MB unfinished string",
        "1 MB unfinished comment",
        "unfinished version comments"
    })
    public String name = "";

    private Session session = Shop.session();
    private String text = "";

    @Setup
    public void choose() {
        session = Shop.session();
        text = HostileTexts.all().getOrDefault(name, "");
    }

    @Benchmark
    public @Nullable Ready prepare() {
        try {
            return Statements.prepare(Fingerprint.of(text, session.dialect()), Parameters.NONE, session);
        } catch (RoutingException refused) {
            return null;
        }
    }
}
