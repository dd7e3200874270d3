package io.sluice.it.oracle;

import java.util.Set;
import java.util.TreeSet;

/** What a statement is made of, for the counts. Not thread-safe. */
final class Tags {
    private final Set<String> tags = new TreeSet<>();

    void add(String tag) {
        tags.add(tag);
    }

    Set<String> all() {
        return Set.copyOf(tags);
    }
}
