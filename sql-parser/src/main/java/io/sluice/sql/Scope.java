package io.sluice.sql;

import java.util.List;
import java.util.Set;

/**
 * What every data statement has: its tables and blocks, wherever they stand. Immutable.
 *
 * @param tables all base-table occurrences, in text order, {@link TableOccurrence#ordinal()} being the index
 * @param blocks all query blocks, 0 the outermost
 * @param features of the whole statement (the blocks' features and its own)
 * @param sessionCalls calls to be answered from the session
 * @param pinnedSlots slots whose value the reading depends on ({@code ORDER BY 2}): part of the cache key
 */
public record Scope(
        List<TableOccurrence> tables,
        List<QueryBlock> blocks,
        Set<Feature> features,
        List<SessionCall> sessionCalls,
        List<Integer> pinnedSlots) {
    public Scope {
        tables = List.copyOf(tables);
        blocks = List.copyOf(blocks);
        features = Set.copyOf(features);
        sessionCalls = List.copyOf(sessionCalls);
        pinnedSlots = List.copyOf(pinnedSlots);
    }

    /** A scope without tables. */
    public static Scope empty() {
        return new Scope(List.of(), List.of(), Set.of(), List.of(), List.of());
    }
}
