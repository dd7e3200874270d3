package io.sluice.sql.lex;

import io.sluice.sql.Dialect;

/** Which block comments are code (manual, section "Comments"; MariaDB: "Comment Syntax"). */
final class VersionComment {
    /** An ordinary comment. */
    static final int PLAIN = 0;

    /** A version comment that this server does not run; one comment may nest inside. */
    static final int SKIPPED = -1;

    private VersionComment() {}

    /** The offset where the code begins that the comment at {@code open} opens, or PLAIN or SKIPPED. */
    static int body(String text, int open, Dialect dialect) {
        int i = open + 2;
        boolean maria = dialect.mariaDb() && text.startsWith("M!", i);
        if (maria) {
            i += 2;
        } else if (text.startsWith("!", i)) {
            i++;
        } else {
            return PLAIN;
        }
        int digits = 0;
        int version = 0;
        while (digits < 6 && i + digits < text.length() && Chars.digit(text.charAt(i + digits))) {
            version = version * 10 + text.charAt(i + digits) - '0';
            digits++;
        }
        if (digits < 5) {
            return i;
        }
        // MariaDB 10.0 and later takes these for MySQL features that it does not have.
        boolean foreign = dialect.mariaDb() && !maria && version >= 50_700 && version <= 99_999;
        return version <= dialect.version() && !foreign ? i + digits : SKIPPED;
    }

    /** The offset behind the comment that opens at {@code open}, -1 where it does not end or its end is doubtful. */
    static int end(String text, int open, boolean nests) {
        int i = open + 2;
        while (true) {
            int close = text.indexOf("*/", i);
            if (close < 0) {
                return -1;
            }
            int inner = nests ? text.indexOf("/*", i) : -1;
            if (inner < 0 || inner > close) {
                return doubtfulHint(text, open, close) ? -1 : close + 2;
            }
            int innerClose = text.indexOf("*/", inner + 2);
            if (innerClose < 0) {
                return -1;
            }
            i = innerClose + 2;
        }
    }

    /** An optimizer hint may hold quoted names, and those may hold the end mark: servers then read on. */
    private static boolean doubtfulHint(String text, int open, int close) {
        if (!text.startsWith("+", open + 2)) {
            return false;
        }
        int backticks = 0;
        int quotes = 0;
        for (int i = open; i < close; i++) {
            backticks += text.charAt(i) == '`' ? 1 : 0;
            quotes += text.charAt(i) == '"' || text.charAt(i) == '\'' ? 1 : 0;
        }
        return (backticks | quotes) % 2 != 0;
    }
}
