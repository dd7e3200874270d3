package io.sluice.sql.lex;

import io.sluice.sql.Dialect;
import io.sluice.sql.text.HeadingText;
import io.sluice.sql.text.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * What servers call a column that is an expression without an alias: its text, as their scanner has left it. The marks of version
 * comments are gone, and so are those comments that the server does not run; all others stay.
 */
public final class Heading {
    private final Fingerprint fingerprint;
    private final String text;
    private final Dialect dialect;
    /** Goes on where the last item ended: items come in the order of the text as a rule. */
    private final Lexer lexer;

    /** For the items of one text; not thread-safe. */
    public Heading(Fingerprint fingerprint) {
        this.fingerprint = fingerprint;
        this.text = fingerprint.text();
        this.dialect = fingerprint.dialect();
        this.lexer = new Lexer(text, dialect);
    }

    /**
     * The heading of one select item.
     *
     * @param before where the item before it ends, -1 for the first one
     * @param item from its first token to its last
     */
    public HeadingText of(int before, Span item) {
        List<String> parts = new ArrayList<>();
        List<Integer> slots = new ArrayList<>();
        StringBuilder out = new StringBuilder();
        // MariaDB remembers where the comma ended, not where the next token begins.
        boolean behindComma = dialect.mariaDb() && before >= 0;
        int at = behindComma ? before : item.start();
        if (lexer.end() > at) {
            // From the text's start: what comes may stand inside a version comment.
            lexer.reset(0);
        }
        while (at < item.end() && lexer.next() != Token.END) {
            if (lexer.start() < at) {
                continue;
            }
            if (behindComma) {
                behindComma = false;
            } else {
                gap(text, dialect, at, lexer.start(), out);
                int slot = fingerprint.slotAt(lexer.start());
                if (slot >= 0 && fingerprint.isParameter(slot)) {
                    slots.add(slot);
                    parts.add(out.toString());
                    out.setLength(0);
                } else {
                    out.append(text, lexer.start(), lexer.end());
                }
            }
            at = lexer.end();
        }
        parts.add(out.toString());
        return new HeadingText(parts, slots, !dialect.mariaDb());
    }

    /** What stands between two tokens. */
    private static void gap(String text, Dialect dialect, int from, int to, StringBuilder out) {
        int i = from;
        while (i < to) {
            char c = text.charAt(i);
            if (c == '/') {
                i = comment(text, dialect, i, out);
            } else if (c == '*') {
                i += 2; // the end of a version comment
            } else {
                int end = c == '#' || c == '-' ? endOfLine(text, i, to) : i + 1;
                out.append(text, i, end);
                i = end;
            }
        }
    }

    private static int comment(String text, Dialect dialect, int open, StringBuilder out) {
        int body = VersionComment.body(text, open, dialect);
        if (body > 0) {
            return body;
        }
        int end = VersionComment.end(text, open, body == VersionComment.SKIPPED);
        if (body == VersionComment.PLAIN) {
            out.append(text, open, end);
        }
        return end;
    }

    private static int endOfLine(String text, int from, int to) {
        int end = text.indexOf('\n', from);
        return end < 0 || end > to ? to : end;
    }
}
