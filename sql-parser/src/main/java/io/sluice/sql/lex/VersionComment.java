package io.sluice.sql.lex;

import io.sluice.sql.Dialect;

/** Which block comments are code (manual, section "Comments"; MariaDB: "Comment Syntax"). */
final class VersionComment {
    /** An ordinary comment. */
    static final int PLAIN = 0;

    /** A version comment that this server does not run; one comment may nest inside. */
    static final int SKIPPED = -1;

    /** Servers of different releases read it differently. */
    static final int DOUBTFUL = -2;

    /** The quotes that may count inside a hint. */
    private static final String[] QUOTES = {"`", "\"", "'", "`\"", "`'", "\"'", "`\"'"};

    private VersionComment() {}

    /** The offset where the code begins that the comment at {@code open} opens, or PLAIN, SKIPPED or DOUBTFUL. */
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
        // MySQL read five digits until 8.0.31 and later six, if white space follows.
        int most = dialect.mariaDb() ? 6 : 5;
        int digits = 0;
        int version = 0;
        while (digits < most && i + digits < text.length() && Chars.digit(text.charAt(i + digits))) {
            version = version * 10 + text.charAt(i + digits) - '0';
            digits++;
        }
        if (digits < 5) {
            return i;
        }
        if (sixDigits(text, i, dialect)) {
            return DOUBTFUL;
        }
        // MariaDB 10.0 and later takes these for MySQL features that it does not have.
        boolean foreign = dialect.mariaDb() && !maria && version >= 50_700 && version <= 99_999;
        if (foreign || version > dialect.newest()) {
            return SKIPPED;
        }
        return version <= dialect.version() ? i + digits : DOUBTFUL;
    }

    /** True where a MySQL newer than those we tried may read six digits, and where that makes a difference. */
    private static boolean sixDigits(String text, int i, Dialect dialect) {
        if (dialect.mariaDb() || dialect.newest() <= 80_031 || i + 6 >= text.length()) {
            return false;
        }
        boolean six = Chars.digit(text.charAt(i + 5)) && Chars.space(text.charAt(i + 6));
        boolean bothSkip = Integer.parseInt(text, i, i + 5, 10) > dialect.newest();
        return six && !bothSkip;
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

    /**
     * An optimizer hint may hold quoted names and strings, and those may hold the end mark: servers then read on. Which of the three
     * quotes count depends on flavour, version and sql_mode, so the end is certain only where it is the same for all of them.
     */
    private static boolean doubtfulHint(String text, int open, int close) {
        if (!text.startsWith("+", open + 2)) {
            return false;
        }
        for (String quotes : QUOTES) {
            char inside = 0;
            for (int i = open; i < close; i++) {
                char c = text.charAt(i);
                if (inside == 0 && quotes.indexOf(c) >= 0) {
                    inside = c;
                } else if (c == inside) {
                    inside = 0;
                } else if (inside != 0 && c == '\\') {
                    return true;
                }
            }
            if (inside != 0) {
                return true;
            }
        }
        return false;
    }
}
