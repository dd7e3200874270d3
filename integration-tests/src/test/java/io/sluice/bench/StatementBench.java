package io.sluice.bench;

import io.sluice.routing.Parameters;
import io.sluice.routing.Ready;
import io.sluice.routing.Statements;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.plan.Planner;
import io.sluice.routing.session.Session;
import io.sluice.sql.Dialect;
import io.sluice.sql.SqlParser;
import io.sluice.sql.SqlValue;
import io.sluice.sql.Statement;
import io.sluice.sql.lex.Fingerprint;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

/** Steps 2 to 6 of a statement: fingerprint, cache hit, route and render; and what a miss costs. Microseconds each. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class StatementBench {
    private static final String POINT = "SELECT id, city, total FROM orders WHERE user_id = 123456";
    private static final String PREPARED = "SELECT id, city, total FROM orders WHERE user_id = ?";
    /** Ten columns. */
    private static final String INSERT =
            "INSERT INTO wide (id, user_id, city, status, total, tax, note, flags, created_at, changed_at) VALUES"
                    + " (1234567890123, 123456, 'Paris', 'new', 99.95, 19.95, 'leave it at the door', 3,"
                    + " '2026-11-22 10:00:00', '2026-11-22 10:00:00')";

    private static final String JOIN = "SELECT o.id, i.product, c.name FROM orders o JOIN order_items i ON i.user_id ="
            + " o.user_id AND i.order_id = o.id JOIN countries c ON c.code = 'FR' WHERE o.user_id = 42 ORDER BY o.id"
            + " LIMIT 10";
    private static final Parameters SEVEN = ordinal -> SqlValue.Whole.of(7);

    private Session session = Shop.session();
    private Fingerprint held = Fingerprint.of(PREPARED, Dialect.MARIADB);

    /** Plans are made once; the benchmarks below hit the cache. */
    @Setup
    public void warm() {
        session = Shop.session();
        Statements.prepare(Fingerprint.of(POINT, session.dialect()), Parameters.NONE, session);
        Statements.prepare(Fingerprint.of(INSERT, session.dialect()), Parameters.NONE, session);
        held = Fingerprint.of(PREPARED, session.dialect());
        Statements.prepare(held, SEVEN, session);
    }

    @Benchmark
    public Fingerprint fingerprintPointSelect() {
        return Fingerprint.of(POINT, Dialect.MARIADB);
    }

    @Benchmark
    public Fingerprint fingerprintInsert() {
        return Fingerprint.of(INSERT, Dialect.MARIADB);
    }

    /** Fingerprint and cache hit. */
    @Benchmark
    public @Nullable Plan hitPointSelect() {
        return session.cluster().plans().find(Fingerprint.of(POINT, session.dialect()), "shop");
    }

    /** Fingerprint, cache hit and the key's value. */
    @Benchmark
    public int hitInsertAndKey() {
        Fingerprint statement = Fingerprint.of(INSERT, session.dialect());
        return Objects.hash(session.cluster().plans().find(statement, "shop"), statement.value(1));
    }

    @Benchmark
    public @Nullable Ready textPointSelect() {
        return Statements.ready(Fingerprint.of(POINT, session.dialect()), Parameters.NONE, session);
    }

    @Benchmark
    public @Nullable Ready textInsert() {
        return Statements.ready(Fingerprint.of(INSERT, session.dialect()), Parameters.NONE, session);
    }

    @Benchmark
    public @Nullable Ready preparedPointSelect() {
        return Statements.ready(held, SEVEN, session);
    }

    @Benchmark
    public Statement parseThreeWayJoin() {
        return SqlParser.parse(Fingerprint.of(JOIN, Dialect.MARIADB));
    }

    /** What a new shape costs. */
    @Benchmark
    public Plan parseAndPlanThreeWayJoin() {
        Fingerprint statement = Fingerprint.of(JOIN, session.dialect());
        return Planner.plan(SqlParser.parse(statement), statement, session.cluster(), "shop")
                .plan();
    }
}
