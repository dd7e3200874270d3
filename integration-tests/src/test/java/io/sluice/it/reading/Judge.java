package io.sluice.it.reading;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Says the same bytes to Sluice and to the plain server, inside transactions that are rolled back, and compares the rows that came
 * or went. Not thread-safe.
 */
final class Judge implements AutoCloseable {
    /** What came of one text. */
    enum Finding {
        /** The same rows. */
        SAME,
        /** Both refused. */
        BOTH_FAILED,
        /** Sluice said no where the plain server answers: not covered, but nothing happened. */
        REFUSED,
        /** The rows are not determined: LIMIT without an order, a clock, chance. */
        LOOSE,
        DIFFERENT
    }

    record Verdict(Finding finding, String text) {}

    private static final List<String> STATE =
            List.of("SELECT * FROM t", "SELECT * FROM w", "SELECT * FROM b", "SELECT * FROM u");

    /** Errors that depend on which rows a server looks at, and when. */
    private static final int SUBQUERY_ROWS = 1242;
    /** Keys are unique on each shard (see the README). */
    private static final int DUPLICATE = 1062;
    /** Linux servers tell t from T; Sluice finds the table either way. */
    private static final int NO_TABLE = 1146;

    private final Line sluice;
    private final Line plain;
    private final boolean prepared;

    Judge(Line sluice, Line plain, boolean prepared) {
        this.sluice = sluice;
        this.plain = plain;
        this.prepared = prepared;
    }

    /** Settings for both; an error is one of the test. */
    void both(String... settings) {
        for (String each : settings) {
            plain.must(each);
            sluice.must(each);
        }
    }

    /** True where both accept the setting, false where both refuse or Sluice alone does. */
    boolean perhaps(String setting) {
        if (!sluice.say(setting).done()) {
            return false;
        }
        plain.must(setting);
        return true;
    }

    Verdict judge(byte[] sql) {
        Said theirs = say(plain, sql);
        Said ours = say(sluice, sql);
        Verdict verdict = compare(sql, theirs, ours);
        if (theirs.done()) {
            plain.must("ROLLBACK");
        }
        sluice.must("ROLLBACK");
        return verdict;
    }

    private Said say(Line line, byte[] sql) {
        return prepared ? line.prepared(sql) : line.say(sql);
    }

    private Verdict compare(byte[] sql, Said theirs, Said ours) {
        if (!ours.done()) {
            return theirs.done()
                    ? new Verdict(Finding.REFUSED, ours.toString())
                    : new Verdict(Finding.BOTH_FAILED, theirs + " / " + ours);
        }
        if (!theirs.done()) {
            boolean known = theirs.errno() == SUBQUERY_ROWS
                    || theirs.errno() == DUPLICATE
                    || (theirs.errno() == NO_TABLE && theirs.text().matches("(?s).*\\.[TWUB]'.*"));
            Finding finding = known ? Finding.LOOSE : Finding.DIFFERENT;
            return new Verdict(finding, "plain: " + theirs + "\n  sluice: " + ours);
        }
        if (theirs.like(ours)) {
            return theirs.affected() > 0 ? state(sql) : new Verdict(Finding.SAME, ours.toString());
        }
        boolean loose = loose(sql) && theirs.asManyAs(ours);
        return new Verdict(loose ? Finding.LOOSE : Finding.DIFFERENT, "plain: " + theirs + "\n  sluice: " + ours);
    }

    private Verdict state(byte[] sql) {
        for (String question : STATE) {
            Said theirs = plain.must(question);
            Said ours = sluice.must(question);
            if (!theirs.like(ours)) {
                return new Verdict(
                        loose(sql) ? Finding.LOOSE : Finding.DIFFERENT,
                        "afterwards " + question + "\n  plain: " + theirs.rows() + "\n  sluice: " + ours.rows());
            }
        }
        return new Verdict(Finding.SAME, "");
    }

    private static boolean loose(byte[] sql) {
        String text = new String(sql, StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT);
        // Columns that are not grouped by come from any row of their group.
        return text.contains("LIMIT") || text.matches("(?s).*GROUP.*BY.*");
    }

    @Override
    public void close() {
        sluice.close();
        plain.close();
    }
}
