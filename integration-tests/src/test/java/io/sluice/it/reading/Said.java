package io.sluice.it.reading;

import java.util.ArrayList;
import java.util.List;

/**
 * What came back for one text.
 *
 * @param errno 0 where it was done
 * @param text of the error
 * @param affected rows found by a change; -1 for a query
 * @param rows each as the bytes of its packet, one character for each; in the order they came
 */
record Said(int errno, String text, long affected, List<String> rows) {
    static Said error(int errno, String text) {
        return new Said(errno, text, -1, List.of());
    }

    boolean done() {
        return errno == 0;
    }

    /** Sluice's own "no": known, but not here. The servers have the number too, but not in front of these words. */
    boolean refusal() {
        return errno != 0;
    }

    boolean like(Said other) {
        return affected == other.affected && sorted(rows).equals(sorted(other.rows));
    }

    boolean asManyAs(Said other) {
        return affected == other.affected && rows.size() == other.rows.size();
    }

    private static List<String> sorted(List<String> rows) {
        List<String> sorted = new ArrayList<>(rows);
        sorted.sort(null);
        return sorted;
    }

    @Override
    public String toString() {
        if (errno != 0) {
            return "error " + errno + " " + text;
        }
        return affected >= 0
                ? affected + " affected"
                : rows.size() + " rows " + rows.stream().limit(4).toList();
    }
}
