package io.sluice.routing.session;

import io.sluice.routing.RoutingError;
import io.sluice.sql.text.ClientCharset;
import io.sluice.sql.text.Letters;
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

    private static final Map<String, Letters> ACCEPTED = Map.of(
            "utf8mb4", Letters.UTF8MB4,
            "utf8mb3", Letters.UTF8MB3,
            "utf8", Letters.UTF8MB3,
            "latin1", Letters.LATIN1,
            "ascii", Letters.ASCII,
            "binary", Letters.ASCII);

    private static final Set<String> UNSAFE = Set.of(
            "gbk", "gb2312", "gb18030", "big5", "sjis", "cp932", "ujis", "eucjpms", "euckr", "ucs2", "utf16", "utf16le",
            "utf32");

    private Charsets() {}

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

    /** The Java charset with which valid text in the accepted character set {@code name} is read. */
    public static Charset java(String name) {
        Letters letters = letters(name);
        return letters == Letters.UTF8MB4 || letters == Letters.UTF8MB3
                ? StandardCharsets.UTF_8
                : ClientCharset.of(letters);
    }

    /** What the accepted character set {@code name} can hold. */
    static Letters letters(String name) {
        return ACCEPTED.getOrDefault(name, Letters.UTF8MB4);
    }

    /** The character set of a collation: the part before the first underscore. */
    static String ofCollation(String collation) {
        int underscore = collation.indexOf('_');
        return accepted(underscore < 0 ? collation : collation.substring(0, underscore));
    }

    /** The image with {@code SET NAMES charset [COLLATE collation]} done. */
    static SessionImage names(SessionImage image, String charset, @Nullable String collation, boolean utf8mb4Only) {
        SessionImage changed = set(set(image, CLIENT, charset, utf8mb4Only), RESULTS, charset, utf8mb4Only);
        return collation == null ? with(changed, CONNECTION, charset) : with(changed, COLLATION, collation);
    }

    /**
     * The image with one of the four variables set by a client.
     *
     * @param utf8mb4Only the client's character set stays utf8mb4, and what cannot be sent so is refused
     */
    static SessionImage set(SessionImage image, String variable, @Nullable String value, boolean utf8mb4Only) {
        if (value != null && !variable.equals(COLLATION)) {
            accepted(value);
        }
        if (value == null && !variable.equals(RESULTS)) {
            return image;
        }
        if (!utf8mb4Only || !variable.equals(CLIENT)) {
            return with(image, variable, value);
        }
        if (!String.valueOf(value).startsWith("utf8")) {
            throw RoutingError.UNKNOWN_CHARSET.with(value + "' is not what this driver sends, use 'utf8mb4");
        }
        return image;
    }

    /** The character set that {@code variable} has in an image. */
    static String of(SessionImage image, String variable) {
        String value = image.value(variable);
        return value == null || value.equals("NULL") ? INITIAL : value.replace("'", "");
    }

    /**
     * The image with one of the four variables set; what equals a clean connection's value is left out. Which collation a
     * connection's character set brings is the server's affair, so that one is always said.
     */
    static SessionImage with(SessionImage image, String variable, @Nullable String value) {
        String sql = value == null ? "NULL" : SqlText.quote(value);
        boolean initial = value != null && value.equals(INITIAL) && !variable.equals(CONNECTION);
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
