package io.sluice.it.suites;

import io.sluice.it.suites.Outcome.Exact;
import io.sluice.it.suites.Outcome.Refused;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** How many were exact, and what the others were refused for. Not thread-safe. */
final class Tally {
    private final String title;
    private final Map<String, Integer> refused = new TreeMap<>();
    private int all;
    private int exact;
    private int refusals;
    private int known;

    Tally(String title) {
        this.title = title;
    }

    /** @param isKnown the README says that it differs */
    void add(Outcome outcome, boolean isKnown) {
        all++;
        known += isKnown ? 1 : 0;
        if (outcome instanceof Exact) {
            exact++;
        } else if (outcome instanceof Refused refusal) {
            refusals++;
            refused.merge(refusal.construct(), 1, Integer::sum);
        }
    }

    /** Of a hundred. */
    double share() {
        return all == 0 ? 100 : 100.0 * exact / all;
    }

    int exact() {
        return exact;
    }

    /** Neither exact nor refused by name, and the README does not say so. */
    int bad() {
        return all - exact - refusals - known;
    }

    void print() {
        System.out.println(this);
    }

    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder("[%s] %d exact, %d refused, %d known to differ, %d wrong of %d: %.1f %% exact"
                        .formatted(title, exact, refusals, known, bad(), all, share()));
        refused.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .forEach(each -> text.append("\n[%s]   %d × %s".formatted(title, each.getValue(), each.getKey())));
        return text.toString();
    }
}
