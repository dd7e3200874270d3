package io.sluice.it.oracle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a run has asked, and what came of it. Not thread-safe. */
final class Tally {
    private final List<String> differences = new ArrayList<>();
    private final Map<String, int[]> tags = new TreeMap<>();
    private final Map<String, Integer> refusals = new TreeMap<>();
    private final Map<String, Integer> errors = new TreeMap<>();
    private final List<String> disputed = new ArrayList<>();
    private int worlds;
    private int answered;
    private int failed;
    private int refused;

    void world() {
        worlds++;
    }

    void answered(Set<String> of) {
        answered++;
        of.forEach(tag -> tags.computeIfAbsent(tag, key -> new int[2])[0]++);
    }

    void failed(String error) {
        failed++;
        errors.merge(error, 1, Integer::sum);
    }

    void refused(Set<String> of, String why) {
        refused++;
        of.forEach(tag -> tags.computeIfAbsent(tag, key -> new int[2])[1]++);
        refusals.merge(construct(why), 1, Integer::sum);
    }

    /** The words before the advice, without names. */
    private static String construct(String why) {
        return why.replaceAll("(?s);.*", "")
                .replaceAll("\\b[a-z]\\d?\\.[a-z]\\b|'[^']*'", "…")
                .strip();
    }

    void different(String difference) {
        differences.add(difference);
    }

    /** The plain server contradicts itself. */
    void disputed(String difference) {
        disputed.add(difference);
    }

    List<String> disputed() {
        return disputed;
    }

    List<String> differences() {
        return differences;
    }

    int asked() {
        return answered + failed + refused + disputed.size() + differences.size();
    }

    int answeredCount() {
        return answered;
    }

    String summary() {
        return "%d statements in %d worlds: %d answered alike, %d the same error, %d refused, %d on which the plain server contradicts itself, %d differ"
                .formatted(asked(), worlds, answered, failed, refused, disputed.size(), differences.size());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(summary());
        text.append("\n  answered and refused, by what they are made of:");
        tags.forEach((tag, counts) -> text.append("\n    %6d %6d  %s".formatted(counts[0], counts[1], tag)));
        text.append("\n  refusals:");
        most(refusals, text);
        text.append("\n  errors of both:");
        most(errors, text);
        return text.toString();
    }

    private static void most(Map<String, Integer> counts, StringBuilder text) {
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .limit(40)
                .forEach(each -> text.append("\n    %6d  %s".formatted(each.getValue(), each.getKey())));
    }
}
