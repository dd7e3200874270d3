package io.sluice.it.reading;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
        /** Not determined: another plain server answers otherwise too, or the error depends on the order of rows. */
        LOOSE,
        DIFFERENT
    }

    record Verdict(Finding finding, String text) {}

    private static final List<String> STATE =
            List.of("SELECT * FROM t", "SELECT * FROM w", "SELECT * FROM b", "SELECT * FROM u");

    /** ER_SUBQUERY_NO_1_ROW: whether it comes depends on which rows a server looks at, and when. */
    private static final int SUBQUERY_ROWS = 1242;
    /** Keys are unique on each shard (see the README). */
    private static final int DUPLICATE = 1062;

    private final Side sluice;
    private final Side plain;
    /** Null where what is open is not told from what is wrong. */
    private final @Nullable Side turned;

    private final boolean prepared;
    /** What it says of the text that is being judged; null before it is asked. */
    private @Nullable Said again;

    /**
     * @param plain the truth
     * @param turned another server that is the truth: the same tables, whose rows it meets in another order
     */
    Judge(Side sluice, Side plain, @Nullable Side turned, boolean prepared) {
        this.sluice = sluice;
        this.plain = plain;
        this.turned = turned;
        this.prepared = prepared;
    }

    /** Settings for all; an error is one of the test. */
    void both(String... settings) {
        for (String each : settings) {
            plain.must(each);
            sluice.must(each);
            if (turned != null) {
                turned.must(each);
            }
        }
    }

    /** True where both accept the setting, false where both refuse or Sluice alone does. */
    boolean perhaps(String setting) {
        if (!sluice.say(setting).done()) {
            return false;
        }
        plain.must(setting);
        if (turned != null) {
            turned.must(setting);
        }
        return true;
    }

    Verdict judge(byte[] sql) {
        again = null;
        if (new String(sql, StandardCharsets.ISO_8859_1).indexOf('@') >= 0) {
            turnedSays(sql); // so that its variables are the same later
        }
        Said theirs = say(plain, sql);
        Said ours = say(sluice, sql);
        Verdict verdict = compare(sql, theirs, ours);
        if (theirs.done()) {
            plain.must("ROLLBACK");
        }
        sluice.must("ROLLBACK");
        if (turned != null && again != null) {
            turned.must("ROLLBACK");
        }
        return verdict;
    }

    private Said say(Side side, byte[] sql) {
        return prepared ? side.prepared(sql) : side.say(sql);
    }

    private Verdict compare(byte[] sql, Said theirs, Said ours) {
        if (!ours.done()) {
            return theirs.done()
                    ? new Verdict(Finding.REFUSED, ours.toString())
                    : new Verdict(Finding.BOTH_FAILED, theirs + " / " + ours);
        }
        String both = "plain: " + theirs + "\n  sluice: " + ours;
        if (!theirs.done()) {
            boolean known = theirs.errno() == SUBQUERY_ROWS || theirs.errno() == DUPLICATE;
            return new Verdict(known ? Finding.LOOSE : Finding.DIFFERENT, both);
        }
        if (theirs.like(ours)) {
            return theirs.affected() > 0 ? state(sql) : new Verdict(Finding.SAME, ours.toString());
        }
        return new Verdict(open(sql, theirs, ours) ? Finding.LOOSE : Finding.DIFFERENT, both);
    }

    /** True where two plain servers do not agree either: which rows LIMIT keeps, or a group shows, depends on their order. */
    private boolean open(byte[] sql, Said theirs, Said ours) {
        Said other = theirs.asManyAs(ours) ? turnedSays(sql) : null;
        return other != null && !other.like(theirs);
    }

    private @Nullable Said turnedSays(byte[] sql) {
        if (again == null && turned != null) {
            again = say(turned, sql);
        }
        return again;
    }

    private Verdict state(byte[] sql) {
        for (String question : STATE) {
            Said theirs = plain.must(question);
            Said ours = sluice.must(question);
            if (!theirs.like(ours)) {
                return new Verdict(
                        openChange(sql, question, theirs) ? Finding.LOOSE : Finding.DIFFERENT,
                        "afterwards " + question + "\n  plain: " + theirs.rows() + "\n  sluice: " + ours.rows());
            }
        }
        return new Verdict(Finding.SAME, "");
    }

    private boolean openChange(byte[] sql, String question, Said theirs) {
        return turned != null
                && turnedSays(sql) != null
                && !turned.must(question).like(theirs);
    }

    @Override
    public void close() {
        sluice.close();
        plain.close();
        if (turned != null) {
            turned.close();
        }
    }
}
