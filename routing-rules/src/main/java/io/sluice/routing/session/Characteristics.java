package io.sluice.routing.session;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The words of SET TRANSACTION: {@code ISOLATION LEVEL READ COMMITTED, READ ONLY}. Immutable.
 *
 * @param isolation {@code READ COMMITTED}, null where none is named
 * @param readOnly null where neither READ ONLY nor READ WRITE is named
 */
record Characteristics(@Nullable String isolation, @Nullable Boolean readOnly) {
    private static final String LEVEL = "ISOLATION LEVEL ";

    static Characteristics of(String words) {
        String isolation = null;
        Boolean readOnly = null;
        for (String part : words.toUpperCase(Locale.ROOT).split(",", -1)) {
            String item = part.strip().replaceAll("\\s+", " ");
            if (item.startsWith(LEVEL)) {
                isolation = item.substring(LEVEL.length());
            } else if (item.equals("READ ONLY")) {
                readOnly = true;
            } else if (item.equals("READ WRITE")) {
                readOnly = false;
            }
        }
        return new Characteristics(isolation, readOnly);
    }

    /** The level a value of {@code transaction_isolation} names ({@code read-committed}), null for none. */
    static @Nullable String level(String value) {
        String words = value.toUpperCase(Locale.ROOT).replace('-', ' ');
        return switch (words) {
            case "READ UNCOMMITTED", "READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE" -> words;
            default -> null;
        };
    }
}
