package io.sluice.proxy.metrics;

import io.sluice.sql.lex.Fingerprint;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each statement that took too long, at logger {@code sluice.slow}. Safe for use by many threads. */
public final class SlowLog {
    /** No statement is slow. */
    public static final SlowLog OFF = new SlowLog(Duration.ZERO, false);

    private static final Logger LOG = LoggerFactory.getLogger("sluice.slow");
    private static final int LONGEST = 4_096;
    /** Those opened by a version, too: what is in one that is not opened was not read. */
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|(#|--\\s)[^\n]*", Pattern.DOTALL);

    private static final Pattern SPACE = Pattern.compile("\\s+|\\p{Cntrl}");
    /** Their literals are passwords, whatever is configured. */
    private static final Pattern SECRET = Pattern.compile("(?i)\\b(password|identified|prepare|immediate)\\b");

    private final long threshold;
    private final boolean literals;

    /**
     * @param threshold what takes longer is slow; zero for nothing
     * @param literals whether literals are shown, else {@code ?} stands for them
     */
    public SlowLog(Duration threshold, boolean literals) {
        this.threshold = threshold.isZero() ? Long.MAX_VALUE : threshold.toNanos();
        this.literals = literals;
    }

    /**
     * Whose statement it is.
     *
     * @param host where the client is, by number
     * @param connection what KILL takes
     */
    public record Who(String user, String host, long connection) {}

    /** One shard's part, with the time from its sending to its end. */
    record Part(String shard, long nanos) {}

    /**
     * What is told of the statement itself.
     *
     * @param slots how many parts its routes had
     * @param errno 0 where it went well
     */
    record Line(long nanos, Fingerprint text, int slots, long rows, int errno) {}

    boolean on() {
        return threshold != Long.MAX_VALUE;
    }

    boolean isSlow(long nanos) {
        return nanos > threshold;
    }

    void write(Who who, Line line, List<Part> parts) {
        LOG.warn(
                "{} user={} host={} connection={} parts={} shards={} rows={} error={} statement: {}",
                millis(line.nanos()),
                clean(who.user()),
                who.host(),
                who.connection(),
                line.slots(),
                shards(parts),
                line.rows(),
                line.errno(),
                text(line.text()));
    }

    /** {@code s0 1.2 ms, s1 3.4 ms (4 parts, 5.0 ms)}: the longest part of each, and their sum where there are several. */
    private static String shards(List<Part> parts) {
        Map<String, long[]> byShard = new LinkedHashMap<>();
        for (Part part : parts) {
            long[] known = byShard.computeIfAbsent(part.shard(), shard -> new long[3]);
            known[0] = Math.max(known[0], part.nanos());
            known[1] += part.nanos();
            known[2]++;
        }
        StringBuilder out = new StringBuilder("[");
        byShard.forEach((shard, known) -> {
            out.append(out.length() == 1 ? "" : ", ").append(shard).append(' ').append(millis(known[0]));
            if (known[2] > 1) {
                out.append(" (")
                        .append(known[2])
                        .append(" parts, ")
                        .append(millis(known[1]))
                        .append(')');
            }
        });
        return out.append(']').toString();
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }

    private String text(Fingerprint statement) {
        boolean shown = literals
                && statement.complete()
                && !SECRET.matcher(statement.text()).find();
        return shown ? oneLine(statement.text()) : masked(statement);
    }

    /** A statement on one line, {@code ?} for every literal and without comments, which may say anything. */
    public static String masked(Fingerprint statement) {
        return masked(statement.toString());
    }

    /** The same of a text whose literals are hidden already. */
    public static String masked(String shape) {
        return oneLine(COMMENT.matcher(shape).replaceAll(" "));
    }

    private static String oneLine(String text) {
        String line = clean(text).strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    private static String clean(String text) {
        return SPACE.matcher(text).replaceAll(" ");
    }
}
