package io.sluice.routing.rules.groovy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code orders_{0..3}} is four names; {@code orders_{00..15}} keeps two digits. */
final class Braces {
    private static final Pattern RANGE = Pattern.compile("\\{([0-9]{1,6})\\.\\.([0-9]{1,6})}");
    private static final int MOST = 10_000;

    private Braces() {}

    /** @throws IllegalArgumentException with a sentence */
    static List<String> expand(String pattern) {
        Matcher matcher = RANGE.matcher(pattern);
        if (!matcher.find()) {
            return List.of(pattern);
        }
        int from = Integer.parseInt(matcher.group(1));
        int to = Integer.parseInt(matcher.group(2));
        if (to < from || to - from >= MOST) {
            throw new IllegalArgumentException("'" + pattern + "' does not name 1 to " + MOST + " names");
        }
        int width = matcher.group(1).length();
        List<String> names = new ArrayList<>();
        for (int i = from; i <= to; i++) {
            String number = String.valueOf(i);
            String padded = "0".repeat(Math.max(0, width - number.length())) + number;
            names.addAll(expand(pattern.substring(0, matcher.start()) + padded + pattern.substring(matcher.end())));
        }
        return names;
    }
}
