package io.sluice.it.reading;

import io.sluice.it.reading.Judge.Finding;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many mutants, in several sessions at the same time, under changing sql_modes and character sets. */
final class Campaign {
    private static final int IN_ONE_SESSION = 1000;
    private static final List<String> MODES = List.of(
            "",
            "",
            "ANSI_QUOTES",
            "NO_BACKSLASH_ESCAPES",
            "",
            "PIPES_AS_CONCAT",
            "HIGH_NOT_PRECEDENCE",
            "IGNORE_SPACE",
            "ANSI",
            "ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT,HIGH_NOT_PRECEDENCE,IGNORE_SPACE",
            "STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION");
    private static final List<String> CHARSETS =
            List.of("utf8mb4", "utf8mb4", "utf8mb4", "latin1", "utf8mb3", "binary", "ascii");

    private final World world;
    private final World.Doorway door;
    private final long salt;
    private final Map<Finding, Integer> counts = new EnumMap<>(Finding.class);
    private final Map<String, Integer> refusals = new TreeMap<>();
    private final List<String> differences = new ArrayList<>();

    Campaign(World world, World.Doorway door, long salt) {
        this.world = world;
        this.door = door;
        this.salt = salt;
    }

    /** The mutants from number {@code from} on; of each eight sessions one changes rows, and one prepares. */
    void run(long from, long count, int threads) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Void>> all = new ArrayList<>();
            // Those that change rows go in one thread: they would wait for each other's locks.
            List<Callable<Void>> changing = new ArrayList<>();
            for (long at = from; at < from + count; at += IN_ONE_SESSION) {
                long first = at;
                long last = Math.min(from + count, at + IN_ONE_SESSION);
                boolean changes = at / IN_ONE_SESSION % 8 == 3;
                Callable<Void> session = () -> {
                    session(first, last, changes);
                    return null;
                };
                if (changes) {
                    changing.add(session);
                } else {
                    all.add(pool.submit(session));
                }
            }
            all.add(pool.submit(() -> {
                for (Callable<Void> each : changing) {
                    each.call();
                }
                return null;
            }));
            for (Future<Void> each : all) {
                each.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            pool.shutdownNow();
        }
    }

    private void session(long from, long to, boolean changes) {
        int number = (int) (from / IN_ONE_SESSION);
        Mutants mutants = new Mutants(changes, salt);
        boolean driver = door == World.Doorway.DRIVER;
        boolean prepared = !driver && number % 8 == 5;
        String mode = MODES.get(number % MODES.size());
        // The driver's texts are always UTF-8.
        String charset = driver ? "utf8mb4" : CHARSETS.get(number % CHARSETS.size());
        Charset java = charset.equals("latin1") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
        try (Judge judge = world.judge(door, prepared)) {
            judge.both("SET sql_mode = '" + mode + "'", "SET NAMES " + charset, "SET autocommit = 0");
            for (long i = from; i < to; i++) {
                byte[] sql = mutants.get(i).getBytes(java);
                Judge.Verdict verdict = judge.judge(sql);
                note(verdict, () -> "[" + mode + "] [" + charset + "]" + (prepared ? " [prepared]" : ""), sql);
            }
        }
    }

    private synchronized void note(Judge.Verdict verdict, java.util.function.Supplier<String> where, byte[] sql) {
        counts.merge(verdict.finding(), 1, Integer::sum);
        if (verdict.finding() == Finding.BOTH_FAILED && Boolean.getBoolean("reading.failed")) {
            System.out.println("[failed] " + Text.shown(sql) + "  ## " + verdict.text());
        }
        if (verdict.finding() == Finding.LOOSE && Boolean.getBoolean("reading.loose")) {
            System.out.println("[loose] " + Text.shown(sql) + "  ## " + verdict.text());
        }
        if (verdict.finding() == Finding.REFUSED) {
            if (!verdict.text().contains("ROUTE-") && Boolean.getBoolean("reading.loose")) {
                System.out.println("[error] " + where.get() + " " + Text.shown(sql) + "  ## " + verdict.text());
            }
            refusals.merge(verdict.text().replaceAll("'[^']*'|near .*|`[^`]*`", "…"), 1, Integer::sum);
        } else if (verdict.finding() == Finding.DIFFERENT && differences.size() < 300) {
            differences.add(where.get() + " " + Text.shown(sql) + "\n  " + verdict.text());
        }
    }

    int count(Finding finding) {
        return counts.getOrDefault(finding, 0);
    }

    List<String> differences() {
        return differences;
    }

    /** Counts, and the refusals most often met. */
    String report() {
        StringBuilder text = new StringBuilder(counts.toString());
        refusals.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(25)
                .forEach(each -> text.append("\n  ")
                        .append(each.getValue())
                        .append(" × ")
                        .append(each.getKey()));
        return text.toString();
    }
}
