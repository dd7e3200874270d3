package io.sluice.sql.text;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;

/**
 * What servers call a column that is an expression without an alias, cut where the client's parameters stand: a server that gets
 * their values as literals shows these, one that gets them bound shows {@code ?}. Immutable.
 *
 * @param parts the text around the parameters, one more than there are parameters
 * @param slots the parameters' slots, in the order of the text
 * @param cut whether the servers cut a long heading (MySQL does, MariaDB does not)
 */
public record HeadingText(List<String> parts, List<Integer> slots, boolean cut) {
    /** MySQL's MAX_ALIAS_NAME but for the end mark, in bytes of UTF-8. */
    private static final int LONGEST = 255;

    public HeadingText {
        parts = List.copyOf(parts);
        slots = List.copyOf(slots);
    }

    /** With what {@code value} has for each parameter, by its place here. */
    public String with(IntFunction<String> value) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            out.append(i == 0 ? "" : value.apply(i - 1)).append(parts.get(i));
        }
        String heading = known(out.toString().stripLeading());
        return cut ? cut(heading) : heading;
    }

    /** Where the values are bound. */
    public String bound() {
        return with(parameter -> "?");
    }

    /** Names are in utf8mb3: what it does not have is shown as a question mark, and may not stand in an alias. */
    private static String known(String heading) {
        return heading.codePoints().anyMatch(c -> c > 0xFFFF)
                ? heading.codePoints()
                        .map(c -> c > 0xFFFF ? '?' : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString()
                : heading;
    }

    private static String cut(String heading) {
        int bytes = 0;
        for (int i = 0; i < heading.length(); i++) {
            bytes += heading.substring(i, i + 1).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > LONGEST) {
                return heading.substring(0, i);
            }
        }
        return heading;
    }
}
