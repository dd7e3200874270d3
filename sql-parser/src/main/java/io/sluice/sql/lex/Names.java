package io.sluice.sql.lex;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Identifiers as they are meant: without quotes and sigils. */
public final class Names {
    private Names() {}

    /** The name in {@code text[start, end)}: {@code `a``b`} is a`b; {@code @x} and {@code @`x`} are x; a plain word is itself. */
    public static String unquote(String text, int start, int end) {
        int from = start;
        while (from < end && text.charAt(from) == '@') {
            from++;
        }
        if (end - from < 2) {
            return text.substring(from, end);
        }
        char quote = text.charAt(from);
        if (quote != '`' && quote != '"' && quote != '\'') {
            return text.substring(from, end);
        }
        String inner = text.substring(from + 1, end - 1);
        String mark = String.valueOf(quote);
        return inner.contains(mark) ? inner.replace(mark + mark, mark) : inner;
    }

    private interface CharPredicate {
        boolean test(char c);
    }

    /** The upper case first word of the text, behind opening parentheses; empty where it does not begin with one. */
    public static String verb(Fingerprint fingerprint) {
        Lexer lexer = new Lexer(fingerprint.text(), fingerprint.dialect());
        Token token = lexer.next();
        while (token == Token.LPAREN) {
            token = lexer.next();
        }
        return token == Token.IDENT ? lexer.name().toUpperCase(Locale.ROOT) : "";
    }

    /**
     * Every word of the text that could be the name of something, once, in lower case; keywords too. Text that could not be read
     * gives whatever words are in it.
     */
    public static List<String> all(Fingerprint fingerprint) {
        Set<String> names = new LinkedHashSet<>();
        Lexer lexer = new Lexer(fingerprint.text(), fingerprint.dialect());
        for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
            if (token.word() || token == Token.INTRODUCER) {
                names.add(lexer.name().toLowerCase(Locale.ROOT));
            } else if (token == Token.ERROR) {
                words(fingerprint.text(), lexer.start(), lexer.end(), Chars::ident, names);
                // What is no letter to us may be white space to a server: latin1's no-break space before a table's
                // name.
                words(fingerprint.text(), lexer.start(), lexer.end(), Names::letter, names);
            }
        }
        return new ArrayList<>(names);
    }

    private static boolean letter(char c) {
        return c < 128 ? Chars.ident(c) : Character.isLetterOrDigit(c);
    }

    private static void words(String text, int start, int end, CharPredicate ident, Set<String> names) {
        int from = start;
        for (int i = start; i <= end; i++) {
            if (i == end || !ident.test(text.charAt(i))) {
                if (i > from) {
                    names.add(text.substring(from, i).toLowerCase(Locale.ROOT));
                }
                from = i + 1;
            }
        }
    }
}
