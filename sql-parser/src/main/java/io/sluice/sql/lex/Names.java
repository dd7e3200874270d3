package io.sluice.sql.lex;

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
}
