package io.sluice.routing.causality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a server has committed, or applied, as far as it says so. Immutable.
 *
 * <p>MySQL's {@code @@gtid_executed}: {@code uuid:1-5:7,uuid:tag:1-3}. MariaDB's {@code @@gtid_slave_pos} and
 * {@code @@gtid_current_pos}: {@code 0-1-11,1-1-7}, the last number of each domain; numbers of a domain rise whichever server gives
 * them, so it stands for all up to there.
 *
 * @param ranges for each source of {@link Gtid} first and last number of each range, in rising order
 */
public record Position(Map<String, List<Range>> ranges) {
    /** Nothing at all. */
    public static final Position NONE = new Position(Map.of());

    /** First and last transaction number, both included. */
    public record Range(long first, long last) {}

    public Position {
        ranges = Map.copyOf(ranges);
    }

    /** @throws IllegalArgumentException where it is none */
    public static Position ofMySql(String executed) {
        Map<String, List<Range>> ranges = new HashMap<>();
        for (String part : executed.replaceAll("\\s", "").split(",")) {
            String[] fields = part.split(":");
            String source = fields[0].toLowerCase(Locale.ROOT);
            String tagged = source;
            for (int i = 1; i < fields.length; i++) {
                if (!fields[i].isEmpty() && Character.isDigit(fields[i].charAt(0))) {
                    ranges.computeIfAbsent(tagged, key -> new ArrayList<>()).add(range(fields[i]));
                } else {
                    tagged = source + ":" + fields[i].toLowerCase(Locale.ROOT); // a tag (8.3 and later)
                }
            }
        }
        return new Position(ranges);
    }

    private static Range range(String text) {
        int dash = text.indexOf('-');
        long first = Long.parseLong(dash < 0 ? text : text.substring(0, dash));
        return new Range(first, dash < 0 ? first : Long.parseLong(text.substring(dash + 1)));
    }

    /** What is no GTID in it is passed over. */
    public static Position ofMariaDb(String position) {
        Map<String, List<Range>> ranges = new HashMap<>();
        for (String text : position.replaceAll("\\s", "").split(",")) {
            Gtid gtid = Gtid.of(text);
            if (gtid != null) {
                ranges.merge(gtid.source(), List.of(new Range(0, gtid.number())), Position::later);
            }
        }
        return new Position(ranges);
    }

    private static List<Range> later(List<Range> one, List<Range> other) {
        return one.get(0).last() >= other.get(0).last() ? one : other;
    }

    /** True when nothing is in {@code other} that is not here. */
    public boolean contains(Position other) {
        for (Map.Entry<String, List<Range>> source : other.ranges.entrySet()) {
            for (Range range : source.getValue()) {
                if (!contains(source.getKey(), range.first(), range.last())) {
                    return false;
                }
            }
        }
        return true;
    }

    /** True when the transaction is here. */
    public boolean contains(String source, long number) {
        return contains(source, number, number);
    }

    /** True when a source's transactions are all here. */
    boolean contains(String source, long first, long last) {
        // Servers print ranges merged: one range is inside one range, or it is not covered.
        for (Range range : ranges.getOrDefault(source, List.of())) {
            if (range.first() <= first && last <= range.last()) {
                return true;
            }
        }
        return false;
    }

    /** As people read it: {@code 0:11, 1:7}; of MySQL {@code uuid:1-5:7}. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        new TreeMap<>(ranges).forEach((source, of) -> {
            out.append(out.length() == 0 ? "" : ", ").append(source);
            for (Range range : of) {
                String first = range.first() <= 0 || range.first() == range.last() ? "" : range.first() + "-";
                out.append(':').append(first).append(range.last());
            }
        });
        return out.toString();
    }

    /** True where no transaction is here: servers without binary logs, or without GTIDs. */
    public boolean isEmpty() {
        return ranges.isEmpty();
    }
}
