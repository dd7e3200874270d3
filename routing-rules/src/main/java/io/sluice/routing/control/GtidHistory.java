package io.sluice.routing.control;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a server has committed, as GTIDs: for each source, ranges of transaction numbers. Immutable.
 *
 * <p>MySQL's {@code @@gtid_executed}: {@code uuid:1-5:7,uuid:tag:1-3}. MariaDB's {@code @@gtid_binlog_state}:
 * {@code 0-1-11,0-2-7}, the last number of each domain and server; its numbers grow, so it stands for all up to there.
 *
 * @param ranges source to ranges, each an array of first and last number, in rising order
 */
record GtidHistory(Map<String, List<Range>> ranges) {
    /** First and last transaction number, both included. */
    record Range(long first, long last) {}

    GtidHistory {
        ranges = Map.copyOf(ranges);
    }

    static GtidHistory ofMySql(String executed) {
        Map<String, List<Range>> ranges = new HashMap<>();
        for (String part : executed.replaceAll("\\s", "").split(",")) {
            String[] fields = part.split(":");
            String source = fields[0].toLowerCase(Locale.ROOT);
            String tagged = source;
            for (int i = 1; i < fields.length; i++) {
                if (Character.isDigit(fields[i].charAt(0))) {
                    ranges.computeIfAbsent(tagged, key -> new ArrayList<>()).add(range(fields[i]));
                } else {
                    tagged = source + ":" + fields[i]; // a tag (8.3 and later) holds for the ranges behind it
                }
            }
        }
        return new GtidHistory(ranges);
    }

    private static Range range(String text) {
        int dash = text.indexOf('-');
        long first = Long.parseLong(dash < 0 ? text : text.substring(0, dash));
        return new Range(first, dash < 0 ? first : Long.parseLong(text.substring(dash + 1)));
    }

    static GtidHistory ofMariaDb(String binlogState) {
        Map<String, List<Range>> ranges = new HashMap<>();
        for (String gtid : binlogState.replaceAll("\\s", "").split(",")) {
            int dash = gtid.lastIndexOf('-');
            if (dash > 0) {
                ranges.put(gtid.substring(0, dash), List.of(new Range(0, Long.parseLong(gtid.substring(dash + 1)))));
            }
        }
        return new GtidHistory(ranges);
    }

    /** True when nothing is in {@code other} that is not here. */
    boolean contains(GtidHistory other) {
        return other.ranges.entrySet().stream()
                .allMatch(source -> source.getValue().stream().allMatch(range -> covers(source.getKey(), range)));
    }

    private boolean covers(String source, Range wanted) {
        // Servers print ranges merged: one range is inside one range, or it is not covered.
        return ranges.getOrDefault(source, List.of()).stream()
                .anyMatch(range -> range.first() <= wanted.first() && wanted.last() <= range.last());
    }
}
