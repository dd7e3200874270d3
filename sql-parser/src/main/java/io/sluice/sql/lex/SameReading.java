package io.sluice.sql.lex;

import io.sluice.sql.Dialect;

/** Whether a text means the same under two dialects: token for token, and for what the sql_mode bits say about tokens. */
final class SameReading {
    private SameReading() {}

    static boolean of(String text, Dialect one, Dialect other) {
        if (one.mariaDb() != other.mariaDb() || (one.letters() != other.letters() && !ascii(text))) {
            return false;
        }
        Lexer left = new Lexer(text, one);
        Lexer right = new Lexer(text, other);
        int nameEnd = -1;
        Token token;
        do {
            token = left.next();
            boolean same = token == right.next() && left.start() == right.start() && left.end() == right.end();
            if (!same || changed(token, left, nameEnd, one, other)) {
                return false;
            }
            nameEnd = token == Token.IDENT ? left.end() : -1;
        } while (token != Token.END);
        return true;
    }

    private static boolean changed(Token token, Lexer at, int nameEnd, Dialect one, Dialect other) {
        return switch (token) {
            case PIPES -> one.pipesAsConcat() != other.pipesAsConcat();
            case IDENT -> one.highNotPrecedence() != other.highNotPrecedence() && at.is("NOT");
            case LPAREN -> one.ignoreSpace() != other.ignoreSpace() && nameEnd >= 0 && nameEnd < at.start();
            // The same characters, but a backslash in them may mean another value.
            case STRING, NATIONAL_STRING ->
                one.noBackslashEscapes() != other.noBackslashEscapes()
                        && at.text().substring(at.start(), at.end()).indexOf('\\') >= 0;
            default -> false;
        };
    }

    private static boolean ascii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }
}
