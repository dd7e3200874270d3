package io.sluice.sql.lex;

import io.sluice.sql.Dialect;

/**
 * A text of several statements, cut one by one where a server with CLIENT_MULTI_STATEMENTS would cut it: at the semicolon that ends
 * what it has read, so that semicolons in literals, comments and routines' bodies do not count. What follows is cut only when it is
 * its turn, for the statements before it may change how it is read ({@code SET sql_mode = 'ANSI_QUOTES'}). Each statement is read
 * once. Not thread-safe.
 *
 * <p>What cannot be cut with certainty stays together, to the end: reading it is an error then.
 */
public final class ManyStatements {
    private final String text;
    private final int length;
    private int at;

    public ManyStatements(String text, Dialect dialect) {
        this.text = text;
        this.length = new Lexer(text, dialect).length();
    }

    /** Whether there is another one. */
    public boolean hasNext() {
        return at < length;
    }

    /** All that was not cut off yet. */
    public String rest() {
        return text.substring(at);
    }

    /** The next one without its semicolon; the end of the text as it is. Only where {@link #hasNext()}. */
    public String next(Dialect dialect) {
        int from = at;
        int end = end(dialect, from);
        if (end < 0) {
            at = length;
            return text.substring(from);
        }
        at = end + 1;
        while (at < length && Chars.space(text.charAt(at))) {
            at++;
        }
        return text.substring(from, end);
    }

    /** The semicolon that ends the statement at {@code from}; -1 for none. */
    private int end(Dialect dialect, int from) {
        Lexer lexer = new Lexer(text, length, dialect);
        lexer.reset(from);
        Token token = lexer.next();
        if (token == Token.SEMICOLON) {
            return -1; // an empty statement, which is a syntax error
        }
        while (token != Token.SEMICOLON && token != Token.END && token != Token.ERROR) {
            token = lexer.next();
        }
        if (token != Token.SEMICOLON || lexer.inVersionComment()) {
            return -1;
        }
        return CompoundStatement.separator(lexer, dialect, from, lexer.start());
    }
}
