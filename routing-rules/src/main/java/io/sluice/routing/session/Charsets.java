package io.sluice.routing.session;

import io.sluice.routing.RoutingError;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The character sets a client may speak: those in which a byte below 0x80 is always an ASCII character, so that text can be cut
 * at tokens. In gbk, sjis or big5 a quote or a backslash can be half of a character; they are refused.
 */
public final class Charsets {
    static final String CLIENT = "character_set_client";
    static final String CONNECTION = "character_set_connection";
    static final String RESULTS = "character_set_results";
    static final String COLLATION = "collation_connection";

    private static final String INITIAL = "utf8mb4";

    private static final Map<String, Charset> ACCEPTED = Map.of(
            "utf8mb4", StandardCharsets.UTF_8,
            "utf8mb3", StandardCharsets.UTF_8,
            "utf8", StandardCharsets.UTF_8,
            "latin1", latin1(),
            "ascii", StandardCharsets.US_ASCII,
            "binary", StandardCharsets.ISO_8859_1);

    private static final Set<String> UNSAFE = Set.of(
            "gbk", "gb2312", "gb18030", "big5", "sjis", "cp932", "ujis", "eucjpms", "euckr", "ucs2", "utf16", "utf16le",
            "utf32");

    private Charsets() {}

    /** MySQL's latin1 is windows-1252. */
    private static Charset latin1() {
        return Charset.isSupported("windows-1252") ? Charset.forName("windows-1252") : StandardCharsets.ISO_8859_1;
    }

    /** The character set {@code name} in lower case. @throws io.sluice.routing.RoutingException where it is not accepted */
    static String accepted(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (ACCEPTED.containsKey(lower)) {
            return lower;
        }
        throw UNSAFE.contains(lower)
                ? RoutingError.UNKNOWN_CHARSET.with(lower + "' is not safe to read here, use 'utf8mb4")
                : RoutingError.UNKNOWN_CHARSET.with(name);
    }

    /** The Java charset with which text in the accepted character set {@code name} is read. */
    public static Charset java(String name) {
        return ACCEPTED.getOrDefault(name, StandardCharsets.UTF_8);
    }

    /** The character set of a collation: the part before the first underscore. */
    static String ofCollation(String collation) {
        int underscore = collation.indexOf('_');
        return accepted(underscore < 0 ? collation : collation.substring(0, underscore));
    }

    /** The image with {@code SET NAMES charset [COLLATE collation]} done. */
    static SessionImage names(SessionImage image, String charset, @Nullable String collation) {
        SessionImage changed = with(with(image, CLIENT, charset), RESULTS, charset);
        return collation == null ? with(changed, CONNECTION, charset) : with(changed, COLLATION, collation);
    }

    /** The image with one of the four variables set; what equals a clean connection's value is left out. */
    static SessionImage with(SessionImage image, String variable, @Nullable String value) {
        String sql = value == null ? "NULL" : SqlText.quote(value);
        boolean initial = value != null && value.equals(INITIAL);
        if (variable.equals(COLLATION)) {
            return image.with(CONNECTION, null).with(COLLATION, sql);
        }
        SessionImage changed = variable.equals(CONNECTION) ? image.with(COLLATION, null) : image;
        return changed.with(variable, initial ? null : sql);
    }

    static boolean variable(String name) {
        return name.equals(CLIENT) || name.equals(CONNECTION) || name.equals(RESULTS) || name.equals(COLLATION);
    }

    /** The SQL text that takes a variable back to what it is on a clean connection. */
    static String initial(String name) {
        if (name.startsWith("@")) {
            return "NULL";
        }
        if (name.equals(COLLATION)) {
            // The default collation of utf8mb4 differs by server: the character set brings its own.
            return "DEFAULT, " + CONNECTION + "='" + INITIAL + "'";
        }
        return variable(name) ? "'" + INITIAL + "'" : "DEFAULT";
    }
}
