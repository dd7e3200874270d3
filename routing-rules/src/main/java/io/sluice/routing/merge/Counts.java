package io.sluice.routing.merge;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an OK says. Immutable.
 *
 * @param affected rows affected
 * @param insertId last insert id, unsigned, 0 for none
 * @param warnings how many
 * @param info {@code Records: 3  Duplicates: 0  Warnings: 0} or empty
 */
public record Counts(long affected, long insertId, int warnings, String info) {
    /** Nothing was done: a write whose condition cannot hold. */
    public static final Counts NOTHING = new Counts(0, 0, 0, "");

    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern WARNINGS = Pattern.compile("Warnings: \\d+");

    /** {@link Merge.SumCounts}: counts add up; the insert id is the first there is. */
    public static Counts sum(List<Counts> parts) {
        long affected = 0;
        long insertId = 0;
        int warnings = 0;
        for (Counts part : parts) {
            affected += part.affected;
            insertId = insertId == 0 ? part.insertId : insertId;
            warnings = Math.min(0xffff, warnings + part.warnings);
        }
        return new Counts(affected, insertId, warnings, sumOfInfos(parts));
    }

    /** With {@code again} warnings less, which another part has told. */
    public Counts without(int again) {
        String told = again == 0 ? info : WARNINGS.matcher(info).replaceFirst("Warnings: " + (warnings - again));
        return new Counts(affected, insertId, warnings - again, told);
    }

    /** {@link Merge.SameEverywhere}: the first one's, with the most warnings any shard has. */
    public static Counts same(List<Counts> parts) {
        if (parts.isEmpty()) {
            return NOTHING;
        }
        Counts first = parts.get(0);
        int warnings = parts.stream().mapToInt(Counts::warnings).max().orElse(0);
        return new Counts(first.affected, first.insertId, warnings, first.info);
    }

    /** The first text with the numbers of all added up; empty where the texts differ in more than numbers. */
    private static String sumOfInfos(List<Counts> parts) {
        List<Long> sums = new ArrayList<>();
        String words = null;
        for (Counts part : parts) {
            String these = NUMBER.matcher(part.info).replaceAll("#");
            if (words != null && !words.equals(these)) {
                return "";
            }
            words = these;
            Matcher numbers = NUMBER.matcher(part.info);
            for (int i = 0; numbers.find(); i++) {
                long number = Long.parseLong(numbers.group());
                if (i == sums.size()) {
                    sums.add(number);
                } else {
                    sums.set(i, sums.get(i) + number);
                }
            }
        }
        String text = words == null ? "" : words;
        for (Long sum : sums) {
            text = text.replaceFirst("#", sum.toString());
        }
        return text;
    }
}
