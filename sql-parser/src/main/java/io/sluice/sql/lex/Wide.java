package io.sluice.sql.lex;

import io.sluice.sql.text.Letters;

/**
 * Characters beyond ASCII, as the servers' scanner sees them in the client's character set (their ctype tables). Where it would see
 * white space, a sign or no character at all, a name cannot go on.
 */
final class Wide {
    static final String PROBLEM = "a byte that is no letter in the client's character set";

    private Wide() {}

    /** True where all characters of {@code text[start, end)} may stand in an unquoted name. */
    static boolean all(String text, int start, int end, Letters letters) {
        return switch (letters) {
            case UTF8MB4, UTF8MB3 -> !broken(text, start, end, letters);
            case LATIN1 -> all(text, start, end, true);
            case ASCII -> all(text, start, end, false);
        };
    }

    private static boolean all(String text, int start, int end, boolean latin1) {
        for (int i = start; i < end; i++) {
            if (text.charAt(i) >= 128 && !(latin1 && latin1(text.charAt(i)))) {
                return false;
            }
        }
        return true;
    }

    /** True where {@code text[start, end)} holds bytes that are no character of the client's character set. */
    static boolean broken(String text, int start, int end, Letters letters) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            boolean pair = Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text.charAt(i + 1));
            if (!pair || letters != Letters.UTF8MB4) {
                return true;
            }
            i++;
        }
        return false;
    }

    /** Letters by the table of latin1 that all servers share; × and ÷ are signs, ª, º and µ too. */
    private static boolean latin1(char c) {
        return (c >= 0xC0 && c <= 0xFF && c != 0xD7 && c != 0xF7) || "ŠšŒœŽžŸ".indexOf(c) >= 0;
    }
}
