package io.sluice.it.oracle;

import io.sluice.it.oracle.Reply.Failure;
import io.sluice.it.oracle.Reply.Rows;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether two replies to a question are alike: row by row where the order is known, to the last digit where that is known. */
final class Likeness {
    private static final double NEAR = 1e-9;

    private Likeness() {}

    /** What differs; empty where nothing does. A refusal is not looked at here. */
    static String difference(Question question, Reply plain, Reply sluice) {
        if (plain instanceof Rows left && sluice instanceof Rows right) {
            return columns(question, left, right) + rows(question.selected(), left, right);
        }
        boolean bothFail = plain instanceof Failure left
                && sluice instanceof Failure right
                && left.errno() == right.errno()
                && left.state().equals(right.state());
        return bothFail || plain.equals(sluice) ? "" : "plain:  " + plain + "\nsluice: " + sluice;
    }

    static boolean sameRows(Question question, Rows plain, Rows sluice) {
        return rows(question.selected(), plain, sluice).isEmpty();
    }

    private static String rows(Selected selected, Rows plain, Rows sluice) {
        if (!selected.keys().isEmpty() && !selected.total()) {
            String order = listed("order", keys(selected, plain), keys(selected, sluice), selected);
            if (!order.isEmpty()) {
                return order;
            }
        }
        List<List<@Nullable String>> left = shaped(selected, plain.rows(), false);
        List<List<@Nullable String>> right = shaped(selected, sluice.rows(), false);
        if (!selected.total()) {
            Comparator<List<@Nullable String>> byText = Comparator.comparing(row -> rounded(row, selected));
            left.sort(byText);
            right.sort(byText);
        }
        return listed("rows", left, right, selected);
    }

    /** The values that the rows are ordered by; rows of equal ones may stand in any order. */
    private static List<List<@Nullable String>> keys(Selected selected, Rows rows) {
        List<List<@Nullable String>> projected = new ArrayList<>();
        for (List<@Nullable String> row : shaped(selected, rows.rows(), true)) {
            List<@Nullable String> part = new ArrayList<>();
            selected.keys().forEach(key -> part.add(row.get(key)));
            projected.add(part);
        }
        return projected;
    }

    private static String rounded(List<@Nullable String> row, Selected selected) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String value = row.get(i);
            boolean near = i < selected.outs().size() && selected.outs().get(i).near() && value != null;
            text.append(near ? String.format(Locale.ROOT, "%.4f", Double.parseDouble(value)) : value)
                    .append(';');
        }
        return text.toString();
    }

    private static String columns(Question question, Rows plain, Rows sluice) {
        // Which tables are read first, or have one row, decides what a server says of NULLs behind an outer join.
        boolean outer = question.tags().stream()
                .anyMatch(tag ->
                        tag.equals("left join") || tag.equals("right join") || tag.matches("USING|NATURAL JOIN"));
        boolean derived =
                question.tags().contains("derived table") || question.tags().contains("CTE");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.max(plain.columns().size(), sluice.columns().size()); i++) {
            String left = i < plain.columns().size() ? plain.columns().get(i) : "nothing";
            String right = i < sluice.columns().size() ? sluice.columns().get(i) : "nothing";
            boolean like = outer && left.replace(Reply.NOT_NULL, "").equals(right.replace(Reply.NOT_NULL, ""));
            // Which table a column of a derived one is said to be of depends on the way in which the server reads it.
            boolean alike = derived && Reply.withoutOrigin(left).equals(Reply.withoutOrigin(right));
            if (!like && !alike && !left.equals(right)) {
                text.append("column ").append(i + 1).append("\n  plain:  ").append(left);
                text.append("\n  sluice: ").append(right).append('\n');
            }
        }
        return text.toString();
    }

    private static String listed(
            String what, List<List<@Nullable String>> left, List<List<@Nullable String>> right, Selected selected) {
        StringBuilder text = new StringBuilder();
        int shown = 0;
        for (int i = 0; i < Math.max(left.size(), right.size()) && shown < 6; i++) {
            List<@Nullable String> one = i < left.size() ? left.get(i) : List.of("nothing");
            List<@Nullable String> other = i < right.size() ? right.get(i) : List.of("nothing");
            if (!alike(one, other, selected)) {
                text.append("\n  ").append(i).append(" plain:  ").append(one);
                text.append("\n  ").append(i).append(" sluice: ").append(other);
                shown++;
            }
        }
        return text.isEmpty() ? "" : what + " differ, " + left.size() + " and " + right.size() + text;
    }

    private static boolean alike(List<@Nullable String> one, List<@Nullable String> other, Selected selected) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            boolean near = one.size() == selected.outs().size()
                    && selected.outs().get(i).near();
            if (!Objects.equals(one.get(i), other.get(i)) && !(near && near(one.get(i), other.get(i)))) {
                return false;
            }
        }
        return true;
    }

    private static boolean near(@Nullable String one, @Nullable String other) {
        if (one == null || other == null) {
            return false;
        }
        double left = Double.parseDouble(one);
        double right = Double.parseDouble(other);
        return Math.abs(left - right) <= NEAR * Math.max(1, Math.max(Math.abs(left), Math.abs(right)));
    }

    /** With one text for all that are equal, where any of them may be shown. */
    private static List<List<@Nullable String>> shaped(
            Selected selected, List<List<@Nullable String>> rows, boolean fold) {
        List<List<@Nullable String>> shaped = new ArrayList<>();
        for (List<@Nullable String> row : rows) {
            List<@Nullable String> part = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                String value = row.get(i);
                Expr out = i < selected.outs().size() ? selected.outs().get(i) : null;
                part.add(value == null || out == null ? value : shaped(out, fold, value));
            }
            shaped.add(part);
        }
        return shaped;
    }

    private static String shaped(Expr out, boolean fold, String value) {
        if (out.bag()) {
            String[] parts = value.substring(1, value.length() - 1).split(",");
            Arrays.setAll(parts, i -> parts[i].strip());
            Arrays.sort(parts);
            return Arrays.toString(parts);
        }
        if (!out.loose() && !fold) {
            return value;
        }
        return (out.family() == Family.FOLDED || out.family() == Family.OPAQUE)
                ? folded(value)
                : out.family() == Family.BINARY ? trimmed(value) : value;
    }

    /** Without case, accents and trailing spaces; one emoji for all. */
    private static String folded(String value) {
        String bare = Normalizer.normalize(value, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
        return trimmed(bare.toLowerCase(Locale.ROOT).replaceAll("[\\x{10000}-\\x{10FFFF}]", "¤"));
    }

    private static String trimmed(String value) {
        return value.replaceAll(" +(?=[,;]|$)", "");
    }
}
