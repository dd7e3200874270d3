package io.sluice.routing.keys;

import io.sluice.routing.schema.Column;
import io.sluice.sql.SqlValue;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keys of character columns: folded as coarsely as the collation may compare. Under {@code _bin} the text itself without trailing
 * spaces; under the collations that are the same for all languages {@link Letters} without case and accents; other text is not
 * provable.
 */
final class TextKeys {
    private static final Pattern NEUTRAL =
            Pattern.compile(".*_general(_nopad)?_ci|.*_unicode(_520)?(_nopad)?_ci|utf8mb4_0900_(ai_ci|as_ci|as_cs)"
                    + "|.*_uca1400(_nopad)?_(ai|as)_c[is]|latin1_swedish_ci|latin1_general_cs");
    /** Those left out are letters above or below others, or weigh something in old tables. */
    private static final Map<String, Boolean> COLLATIONS = new ConcurrentHashMap<>();

    private static final Pattern MARKS = Pattern.compile("[\\u0300-\\u0344\\u0346-\\u0357\\u3099\\u309a]+");

    private static final Key NUMBER_AND_TEXT = new Key.NotProvable(
            "a character column compared with a number matches many spellings; write it as a string");

    private TextKeys() {}

    /** The key in a character column. */
    static Key text(SqlValue value, @Nullable Column column, Keys.Use use) {
        String text = spelled(value, column, use);
        if (text == null) {
            return value instanceof SqlValue.Whole
                            || value instanceof SqlValue.Decimal
                            || value instanceof SqlValue.Real
                    ? NUMBER_AND_TEXT
                    : new Key.NotProvable("it is not a character string");
        }
        return folded(use == Keys.Use.STORE ? cut(text, column) : text, column);
    }

    /** The key of {@code text} under the column's collation. */
    static Key folded(String text, @Nullable Column column) {
        String key = fold(text, column);
        return key == null
                ? new Key.NotProvable(
                        "which strings equal it under the column's collation cannot be proven here; for such keys make the column's"
                                + " collation a _bin one")
                : new Key.Known(key);
    }

    /** What a server stores of a longer string, unless it refuses it; null where that is not known. */
    static String cut(String text, @Nullable Column column) {
        if (column == null || column.length() == 0 || text.codePointCount(0, text.length()) <= column.length()) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, column.length()));
    }

    private static @Nullable String spelled(SqlValue value, @Nullable Column column, Keys.Use use) {
        if (value instanceof SqlValue.Text text) {
            return text.value();
        }
        if (value instanceof SqlValue.Collated collated) {
            return use == Keys.Use.STORE || finer(collated.collation(), column) ? collated.value() : null;
        }
        if (value instanceof SqlValue.Bytes bytes) {
            return ascii(bytes.value(), column);
        }
        if (use != Keys.Use.STORE) {
            return null;
        }
        if (value instanceof SqlValue.Whole whole) {
            return whole.value().toString();
        }
        return value instanceof SqlValue.Decimal decimal ? decimal.value().toPlainString() : null;
    }

    /** Bytes that are the same characters in every character set but the wide ones; null for others. */
    private static @Nullable String ascii(byte[] bytes, @Nullable Column column) {
        String collation = column == null ? null : column.collation();
        boolean wide = collation == null
                || collation.startsWith("ucs2")
                || collation.startsWith("utf16")
                || collation.startsWith("utf32");
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return !wide && text.chars().allMatch(c -> c < 128) ? text : null;
    }

    /** True where strings that equal each other under {@code collation} do so under the column's, too. */
    private static boolean finer(String collation, @Nullable Column column) {
        if (column == null || column.collation() == null) {
            return false;
        }
        return collation.equals(column.collation()) || (collation.startsWith("utf8") && collation.endsWith("_bin"));
    }

    /** INVARIANT: without a column only text that every collation folds to itself; else a placement would change once the schema is known. */
    private static @Nullable String fold(String text, @Nullable Column column) {
        String stripped = stripTrailingSpaces(text);
        if (column == null && Numerals.respelled(text)) {
            return null; // a numeric column would read '07' as 7
        }
        if (column == null) {
            return stripped.equals(neutral(stripped)) && stripped.equals(text) ? text : null;
        }
        String collation = column.collation();
        if (collation == null) {
            return null;
        }
        boolean ascii = stripped.chars().allMatch(c -> c >= ' ' && c <= '~');
        if (collation.endsWith("_bin")) {
            return ascii || holds(collation, stripped) ? stripped : null;
        }
        return isNeutral(collation) && (ascii || collation.startsWith("utf8")) ? neutral(stripped) : null;
    }

    /** Remembered: it is asked for each key, and a schema has few collations. */
    private static boolean isNeutral(String collation) {
        return COLLATIONS.computeIfAbsent(
                collation, name -> NEUTRAL.matcher(name).matches());
    }

    private static @Nullable String neutral(String text) {
        String base = Surroundings.ascii(text)
                ? text
                : MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
        StringBuilder key = new StringBuilder(base.length());
        for (int i = 0; i < base.length(); i++) {
            char letter = Letters.of(base.charAt(i));
            if (letter == Letters.NONE) {
                return null;
            }
            key.append(letter);
        }
        return key.toString();
    }

    /** True where the collation's character set has all characters of the text, each in one way. */
    private static boolean holds(String collation, String text) {
        int last = collation.startsWith("utf8mb4")
                ? Character.MAX_CODE_POINT
                : collation.startsWith("utf8") ? Character.MAX_VALUE : 0x7f;
        return text.codePoints()
                .allMatch(c -> c <= last && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE));
    }

    private static String stripTrailingSpaces(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(0, end);
    }
}
