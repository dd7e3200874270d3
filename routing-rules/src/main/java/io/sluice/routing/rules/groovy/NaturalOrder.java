package io.sluice.routing.rules.groovy;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** orders_2 before orders_10. */
final class NaturalOrder {
    private static final Pattern NUMBER_AT_END = Pattern.compile("(.*?)([0-9]{1,18})");

    private NaturalOrder() {}

    static int compare(String a, String b) {
        Matcher left = NUMBER_AT_END.matcher(a);
        Matcher right = NUMBER_AT_END.matcher(b);
        if (left.matches() && right.matches() && left.group(1).equals(right.group(1))) {
            int numbers = Long.compare(Long.parseLong(left.group(2)), Long.parseLong(right.group(2)));
            return numbers != 0 ? numbers : a.compareTo(b);
        }
        return Comparator.<String>naturalOrder().compare(a, b);
    }
}
