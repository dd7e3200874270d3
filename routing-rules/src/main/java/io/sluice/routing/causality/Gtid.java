package io.sluice.routing.causality;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One transaction as its server names it. Immutable.
 *
 * @param source MariaDB: the replication domain ({@code 0}); MySQL: the server's UUID in lower case, with a tag behind a colon where it
 *     has one
 * @param number its number, rising within the source
 */
public record Gtid(String source, long number) {
    private static final int UUID = 36;

    /** Reads {@code 0-1-11} or {@code uuid:8}; null for what is not exactly one GTID. */
    public static @Nullable Gtid of(String text) {
        String bare = text.strip();
        return bare.length() > UUID && bare.charAt(UUID) == ':' ? ofMySql(bare) : ofMariaDb(bare);
    }

    private static @Nullable Gtid ofMySql(String text) {
        int colon = text.lastIndexOf(':');
        long number = number(text, colon + 1);
        return number < 0 ? null : new Gtid(text.substring(0, colon).toLowerCase(Locale.ROOT), number);
    }

    private static @Nullable Gtid ofMariaDb(String text) {
        int first = text.indexOf('-');
        int last = text.lastIndexOf('-');
        if (first <= 0 || last <= first || number(text, 0, first) < 0 || number(text, first + 1, last) < 0) {
            return null;
        }
        long number = number(text, last + 1);
        return number < 0 ? null : new Gtid(text.substring(0, first), number);
    }

    private static long number(String text, int from) {
        return number(text, from, text.length());
    }

    /** The digits between, or -1. */
    static long number(String text, int from, int to) {
        if (to <= from || to - from > 18) {
            return -1;
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
