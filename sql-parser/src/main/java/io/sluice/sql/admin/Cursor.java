package io.sluice.sql.admin;

import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.lex.Lexer;
import io.sluice.sql.lex.Names;
import io.sluice.sql.lex.Token;
import io.sluice.sql.lex.Words;
import io.sluice.sql.text.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** The tokens of one statement with a place among them. Confined to one reading. */
final class Cursor {
    final Fingerprint fingerprint;
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int[] starts = new int[32];
    private int[] ends = new int[32];
    /** Tokens beside a dot: never keywords. */
    private final BitSet namesOnly = new BitSet();

    private int at;

    Cursor(Fingerprint fingerprint) {
        this.fingerprint = fingerprint;
        this.text = fingerprint.text();
        Lexer lexer = new Lexer(text, fingerprint.dialect());
        Token token = lexer.next();
        while (token != Token.END && lexer.start() < fingerprint.statementEnd()) {
            add(token, lexer.start(), lexer.end(), lexer.nameOnly());
            token = lexer.next();
        }
        int end = tokens.isEmpty() ? 0 : ends[tokens.size() - 1];
        add(Token.END, end, end, false);
    }

    private void add(Token token, int start, int end, boolean nameOnly) {
        int size = tokens.size();
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, size * 2);
            ends = Arrays.copyOf(ends, size * 2);
        }
        tokens.add(token);
        starts[size] = start;
        ends[size] = end;
        if (nameOnly) {
            namesOnly.set(size);
        }
    }

    // ---- looking

    int place() {
        return at;
    }

    void back(int place) {
        at = place;
    }

    Token token() {
        return tokens.get(at);
    }

    Token token(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    int start() {
        return starts[at];
    }

    int end() {
        return ends[at];
    }

    /** Where the token before this one ends. */
    int endBefore() {
        return at == 0 ? 0 : ends[at - 1];
    }

    /** Where the statement's last token ends. */
    int endOfAll() {
        return ends[tokens.size() - 1];
    }

    boolean done() {
        return token() == Token.END;
    }

    /** True where this token is the keyword {@code word} (upper case). */
    boolean at(String word) {
        return at(0, word);
    }

    boolean at(int ahead, String word) {
        int index = Math.min(at + ahead, tokens.size() - 1);
        return tokens.get(index) == Token.IDENT
                && ends[index] - starts[index] == word.length()
                && text.regionMatches(true, starts[index], word, 0, word.length())
                && !namesOnly.get(index);
    }

    boolean atAny(String... words) {
        for (String word : words) {
            if (at(word)) {
                return true;
            }
        }
        return false;
    }

    /** The current token as a name, without quotes. */
    String name() {
        return Names.unquote(text, starts[at], ends[at]);
    }

    /** The current token in upper case. */
    String upper() {
        return text.substring(starts[at], ends[at]).toUpperCase(Locale.ROOT);
    }

    /** True where a name can stand here. */
    boolean atName() {
        return token() == Token.QUOTED_IDENT
                || (token() == Token.IDENT && (namesOnly.get(at) || !Words.reserved(upper(), fingerprint.dialect())));
    }

    /** The slot that is this token, -1 for none. */
    int slot() {
        return token().slot() ? fingerprint.slotAt(start()) : -1;
    }

    // ---- going on

    void next() {
        if (!done()) {
            at++;
        }
    }

    boolean take(String word) {
        boolean here = at(word);
        if (here) {
            at++;
        }
        return here;
    }

    /** Takes all of the words or none. */
    boolean takeAll(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!at(i, words[i])) {
                return false;
            }
        }
        at += words.length;
        return true;
    }

    boolean takeAny(String... words) {
        boolean here = atAny(words);
        if (here) {
            at++;
        }
        return here;
    }

    boolean take(Token token) {
        boolean here = token() == token;
        if (here) {
            next();
        }
        return here;
    }

    void expect(String word) {
        if (!take(word)) {
            throw unexpected();
        }
    }

    void expectEnd() {
        if (!done()) {
            throw unexpected();
        }
    }

    /** Takes a name. */
    String expectName() {
        if (!atName()) {
            throw unexpected();
        }
        String name = name();
        next();
        return name;
    }

    /** Goes behind the parenthesis that closes the one here. */
    void skipParentheses() {
        int depth = 0;
        do {
            if (done()) {
                throw unexpected();
            }
            depth += token() == Token.LPAREN ? 1 : token() == Token.RPAREN ? -1 : 0;
            next();
        } while (depth > 0);
    }

    Span since(int start) {
        return new Span(start, Math.max(start, endBefore()));
    }

    Unexpected unexpected() {
        return done()
                ? new Unexpected("the statement ends too early", endOfAll())
                : new Unexpected("unexpected " + (token().slot() ? "literal" : clipped()), start());
    }

    private String clipped() {
        String here = text.substring(start(), end());
        return here.length() > 40 ? here.substring(0, 40) + "…" : here;
    }
}
