package io.sluice.it.compare;

import io.sluice.it.compare.Answer.Count;
import io.sluice.it.compare.Answer.Failure;
import io.sluice.it.compare.Answer.Rows;
import io.sluice.it.compare.Example.Mark;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether Sluice answered as the plain server did. */
public final class Comparison {
    private static final int SHOWN = 8;

    private Comparison() {}

    /** @throws AssertionError which says what differs */
    static void check(Example example, Answer plain, Answer sluice) {
        String difference = difference(example, plain, sluice);
        if (!difference.isEmpty()) {
            throw new AssertionError(difference + "\n  statement: " + example.text());
        }
    }

    /** Empty where they are alike. */
    public static String difference(Example example, Answer plain, Answer sluice) {
        boolean refused = sluice instanceof Failure failure && failure.refusal();
        if (example.is(Mark.REFUSED)) {
            return refused || sameError(plain, sluice) ? "" : "it should be refused, but: " + brief(sluice);
        }
        if (refused) {
            return "refused: " + brief(sluice);
        }
        if (plain instanceof Rows left && sluice instanceof Rows right) {
            return rows(example, left, right);
        }
        return plain.equals(sluice) || sameError(plain, sluice) ? "" : unlike(plain, sluice);
    }

    public static boolean sameError(Answer plain, Answer sluice) {
        return plain instanceof Failure left
                && sluice instanceof Failure right
                && left.errno() == right.errno()
                && left.state().equals(right.state());
    }

    private static String unlike(Answer plain, Answer sluice) {
        return "answers differ\n  plain:  " + brief(plain) + "\n  sluice: " + brief(sluice);
    }

    private static String rows(Example example, Rows plain, Rows sluice) {
        StringBuilder text = new StringBuilder();
        if (!plain.columns().equals(sluice.columns())) {
            columns(plain, sluice, text);
        }
        List<List<@Nullable String>> left = shaped(example, plain);
        List<List<@Nullable String>> right = shaped(example, sluice);
        if (!left.equals(right)) {
            text.append("rows differ: ").append(left.size()).append(" and ").append(right.size());
            firstDifferences(left, right, text);
        }
        return text.toString();
    }

    private static void columns(Rows plain, Rows sluice, StringBuilder text) {
        text.append("columns differ");
        int both = Math.max(plain.columns().size(), sluice.columns().size());
        for (int i = 0; i < both; i++) {
            Object left = i < plain.columns().size() ? plain.columns().get(i) : "nothing";
            Object right = i < sluice.columns().size() ? sluice.columns().get(i) : "nothing";
            if (!left.equals(right)) {
                text.append("\n  plain:  ").append(left).append("\n  sluice: ").append(right);
            }
        }
        text.append('\n');
    }

    private static void firstDifferences(
            List<List<@Nullable String>> left, List<List<@Nullable String>> right, StringBuilder text) {
        int shown = 0;
        for (int i = 0; i < Math.max(left.size(), right.size()) && shown < SHOWN; i++) {
            Object one = i < left.size() ? left.get(i) : "nothing";
            Object other = i < right.size() ? right.get(i) : "nothing";
            if (!Objects.equals(one, other)) {
                text.append("\n  row ").append(i).append(" plain:  ").append(one);
                text.append("\n  row ").append(i).append(" sluice: ").append(other);
                shown++;
            }
        }
    }

    private static List<List<@Nullable String>> shaped(Example example, Rows answer) {
        List<List<@Nullable String>> rows = new ArrayList<>(answer.rows());
        if (example.is(Mark.ANY_OF_EQUALS)) {
            rows.replaceAll(Comparison::folded);
        }
        if (!example.ordered()) {
            rows.sort(Comparator.comparing(String::valueOf));
        }
        return rows;
    }

    private static List<@Nullable String> folded(List<@Nullable String> row) {
        List<@Nullable String> folded = new ArrayList<>();
        for (String value : row) {
            folded.add(value == null ? null : folded(value));
        }
        return folded;
    }

    /** As utf8mb4_general_ci sees it: without case, accents and trailing spaces. */
    private static String folded(String value) {
        String bare = Normalizer.normalize(value, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
        return bare.toLowerCase(Locale.ROOT).stripTrailing();
    }

    public static String brief(Answer answer) {
        if (answer instanceof Rows rows) {
            return rows.rows().size() + " rows "
                    + rows.rows().subList(0, Math.min(3, rows.rows().size()));
        }
        if (answer instanceof Count count) {
            return count.affected() + " affected, keys " + count.keys();
        }
        return answer.toString();
    }
}
