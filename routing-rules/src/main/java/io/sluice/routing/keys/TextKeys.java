package io.sluice.routing.keys;

import io.sluice.routing.schema.Column;
import io.sluice.sql.SqlValue;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keys of character columns: folded as coarsely as the collation may compare. Under {@code _bin} the text itself without trailing
 * spaces; under the collations that are the same for all languages lower-case ASCII without accents; other text is not provable.
 */
final class TextKeys {
    private static final Pattern NEUTRAL =
            Pattern.compile(".*_general_ci|.*_unicode(_520)?(_nopad)?_ci|utf8mb4_0900_(ai_ci|as_ci|as_cs)"
                    + "|.*_uca1400(_nopad)?_(ai|as)_c[is]|latin1_swedish_ci|latin1_general_cs");
    private static final Pattern MARKS = Pattern.compile("[\\u0300-\\u036f]+");
    private static final Key NUMBER_AND_TEXT = new Key.NotProvable(
            "a character column compared with a number matches many spellings; write it as a string");

    private TextKeys() {}

    static Key text(SqlValue value, @Nullable Column column, Keys.Use use) {
        String text = spelled(value, use);
        if (text == null) {
            return value instanceof SqlValue.Whole
                            || value instanceof SqlValue.Decimal
                            || value instanceof SqlValue.Real
                    ? NUMBER_AND_TEXT
                    : new Key.NotProvable("it is not a character string");
        }
        boolean numbered =
                column != null && column.type().equals("enum") && text.chars().allMatch(Character::isDigit);
        if (use == Keys.Use.STORE && numbered) {
            return new Key.NotProvable("an ENUM may take it for a value's number");
        }
        if (use == Keys.Use.STORE
                && column != null
                && column.length() > 0
                && text.codePointCount(0, text.length()) > column.length()) {
            return new Key.NotProvable("it is longer than the column");
        }
        String key = fold(text, column);
        return key == null
                ? new Key.NotProvable("which strings equal it under the column's collation cannot be proven here")
                : new Key.Known(key);
    }

    private static @Nullable String spelled(SqlValue value, Keys.Use use) {
        if (value instanceof SqlValue.Text text) {
            return text.value();
        }
        if (use == Keys.Use.COMPARE) {
            return null;
        }
        if (value instanceof SqlValue.Whole whole) {
            return whole.value().toString();
        }
        return value instanceof SqlValue.Decimal decimal ? decimal.value().toPlainString() : null;
    }

    /** INVARIANT: without a column only text that every collation folds to itself; else a placement would change once the schema is known. */
    private static @Nullable String fold(String text, @Nullable Column column) {
        String stripped = stripTrailingSpaces(text);
        if (column == null && NumberKeys.respelled(text)) {
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
            return ascii || (collation.startsWith("utf8mb4") && wellFormed(stripped)) ? stripped : null;
        }
        return NEUTRAL.matcher(collation).matches() && (ascii || collation.startsWith("utf8"))
                ? neutral(stripped)
                : null;
    }

    private static @Nullable String neutral(String text) {
        String base =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
        return base.chars().allMatch(c -> c >= ' ' && c <= '~') ? base.toLowerCase(Locale.ROOT) : null;
    }

    private static boolean wellFormed(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static String stripTrailingSpaces(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(0, end);
    }
}
