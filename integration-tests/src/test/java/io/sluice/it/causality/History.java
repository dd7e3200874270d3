package io.sluice.it.causality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the sessions of one worker, who alone writes its rows, have read, in its order; and what is wrong with that. Confined to one thread.
 *
 * <p>Each row holds the number of its last write, so that what a read shows can be compared: with the last write that its session must
 * not miss, with what the same session has seen before, and with what was written at all.
 */
final class History {
    /**
     * One read.
     *
     * @param session who read
     * @param what the row, or the rows together
     * @param version what it showed
     * @param floor what it must show at least; 0 for anything
     * @param latest what was written until then
     * @param how for the report
     */
    record Read(String session, String what, long version, long floor, long latest, String how) {}

    private final List<Read> reads = new ArrayList<>();

    void read(Read read) {
        reads.add(read);
    }

    int size() {
        return reads.size();
    }

    /** Reads that have missed a write that they had to see. */
    List<Read> stale() {
        return reads.stream().filter(read -> read.version() < read.floor()).toList();
    }

    /** Reads that show what nobody has written. */
    List<Read> invented() {
        return reads.stream().filter(read -> read.version() > read.latest()).toList();
    }

    /** Reads that show less than their session has seen before. */
    List<Read> backwards() {
        Map<String, Long> seen = new HashMap<>();
        List<Read> backwards = new ArrayList<>();
        for (Read read : reads) {
            long before = seen.getOrDefault(read.session() + " " + read.what(), 0L);
            if (read.version() < before) {
                backwards.add(read);
            }
            seen.merge(read.session() + " " + read.what(), read.version(), Math::max);
        }
        return backwards;
    }
}
