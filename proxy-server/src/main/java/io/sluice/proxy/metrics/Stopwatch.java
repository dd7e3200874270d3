package io.sluice.proxy.metrics;

import io.sluice.routing.RoutingError;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.route.Route;
import io.sluice.routing.route.ShardStatement;
import io.sluice.sql.lex.Fingerprint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Times one client's statements, one after another; the same object for all of them, so that a statement allocates nothing here (but
 * where slow statements are logged). Confined to the client's loop.
 */
public final class Stopwatch {
    /** Most parts that a line of the log tells. */
    private static final int MOST_PARTS = 32;

    private static final Map<String, RoutingError> CODES = Arrays.stream(RoutingError.values())
            .collect(Collectors.toUnmodifiableMap(RoutingError::code, error -> error));

    private final LoopCounts counts;
    private final SlowLog slow;
    private final SlowLog.Who who;
    private final List<SlowLog.Part> parts = new ArrayList<>(0);
    private long start = System.nanoTime();
    private boolean running;
    private boolean failed;
    private StatementKind kind = StatementKind.OTHER;
    private @Nullable Fingerprint text;
    private long rows;
    private int slots;
    private int errno;

    public Stopwatch(LoopCounts counts, SlowLog slow, SlowLog.Who who) {
        this.counts = counts;
        this.slow = slow;
        this.who = who;
    }

    /** One whose numbers nobody reads. */
    public static Stopwatch unread() {
        return new Stopwatch(new LoopCounts(), SlowLog.OFF, new SlowLog.Who("", "", 0));
    }

    /** Whose it is. */
    public SlowLog.Who who() {
        return who;
    }

    /** What the client's loop has counted. */
    public LoopCounts counts() {
        return counts;
    }

    /** A command begins. @param now {@link System#nanoTime()} */
    public void heard(long now) {
        start = now;
    }

    /** It is a statement; EXECUTE is the one that it names. */
    public void begins(Fingerprint statement) {
        running = true;
        kind = StatementKind.of(statement.text());
        text = statement;
    }

    /** Since when the statement runs, by {@link System#nanoTime()}; where none does, since when the client has been idle. */
    public long since() {
        return start;
    }

    /** What runs, null where nothing does. */
    public @Nullable Fingerprint running() {
        return running ? text : null;
    }

    /** Whether its plan was there. */
    public void planned(boolean hit) {
        counts.plus(hit ? LoopCounts.Total.PLAN_HITS : LoopCounts.Total.PLAN_MISSES, 1);
    }

    /** Where it goes; also what a statement in steps asks on its way. */
    public void routed(Route route) {
        if (route instanceof Route.One) {
            counts.path(LoopCounts.Path.ONE);
            counts.width(1, 1);
            slots++;
        } else if (route instanceof Route.Many many) {
            counts.path(LoopCounts.Path.MANY);
            Set<String> shards = new HashSet<>();
            for (ShardStatement part : many.parts()) {
                shards.add(part.shard());
            }
            counts.width(shards.size(), many.parts().size());
            slots += many.parts().size();
        } else {
            counts.path(route instanceof Route.Gathered ? LoopCounts.Path.GATHERED : LoopCounts.Path.STEPS);
        }
    }

    /** A shard has answered. @param sent when it was asked, by {@link System#nanoTime()} */
    public void part(String shard, Plan.Access access, long sent) {
        long nanos = System.nanoTime() - sent;
        counts.part(shard, access == Plan.Access.WRITE, nanos);
        if (slow.on() && parts.size() < MOST_PARTS) {
            parts.add(new SlowLog.Part(shard, nanos));
        }
    }

    /** Rows that the client got, or changed. */
    public void rows(long number) {
        rows += number;
    }

    /** Rows were brought together. */
    public void gathered(long number, long bytes) {
        counts.plus(LoopCounts.Total.GATHERED_ROWS, number);
        counts.plus(LoopCounts.Total.GATHERED_BYTES, bytes);
    }

    /** A part of it is asked for again, elsewhere. */
    public void again() {
        counts.plus(LoopCounts.Total.RETRIES, 1);
    }

    /**
     * It has failed.
     *
     * @param number MySQL's
     * @param origin code of our own error, empty for one without; null for an error of a server's
     */
    public void failed(int number, @Nullable String origin) {
        failed = true;
        errno = number;
        if (origin == null) {
            counts.plus(LoopCounts.Total.SERVER_ERRORS, 1);
        } else {
            RoutingError error = CODES.get(origin);
            if (error != null) {
                counts.refused(error);
            }
        }
    }

    /** The command has ended, and its statement where it was one. @param now {@link System#nanoTime()} */
    public void ends(long now) {
        Fingerprint statement = text;
        long nanos = now - start;
        if (running && statement != null) {
            counts.statement(kind, nanos, !failed);
            counts.plus(LoopCounts.Total.ROWS_SENT, rows);
            if (slow.isSlow(nanos)) {
                counts.plus(LoopCounts.Total.SLOW, 1);
                slow.write(who, new SlowLog.Line(nanos, statement, slots, rows, failed ? errno : 0), parts);
            }
        }
        start = now;
        running = false;
        failed = false;
        text = null;
        rows = 0;
        slots = 0;
        if (!parts.isEmpty()) {
            parts.clear();
        }
    }
}
