package io.sluice.sql.lex;

import io.sluice.sql.Dialect;
import io.sluice.sql.text.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text token by token as the servers do (manual, chapter "Language Structure"; the states follow the servers'
 * scanner). Comments are skipped, {@code /*! *}{@code /} comments that the server would run are opened: their tokens come like
 * any others. No allocation per token. Not thread-safe.
 *
 * <p>Whatever could be read in two ways is {@link Token#ERROR}, never a guess.
 */
public final class Lexer {
    private final String text;
    private final int length;
    private final Dialect dialect;
    private int start;
    private int end;
    /** Where an identifier must stand, whatever its characters: behind {@code name.}; -1 for nowhere. */
    private int nameAt = -1;

    private boolean nameOnly;
    private boolean inVersionComment;
    private @Nullable String error;
    private @Nullable List<Span> comments;

    public Lexer(String text, Dialect dialect) {
        this.text = text;
        this.length = trimmed(text);
        this.dialect = dialect;
    }

    /** A second one over the same text, from {@code position} on, as {@link #reset} would begin. */
    Lexer ahead(int position) {
        Lexer lexer = new Lexer(text, length, dialect);
        lexer.reset(position);
        return lexer;
    }

    /** @param length what {@link #length()} was found to be: hostile texts make the finding dear */
    Lexer(String text, int length, Dialect dialect) {
        this.text = text;
        this.length = length;
        this.dialect = dialect;
    }

    /** Starts again at {@code position}, which must be a token's start outside of a version comment, or the text's. */
    public void reset(int position) {
        start = position;
        end = position;
        nameAt = -1;
        nameOnly = false;
        inVersionComment = false;
        error = null;
        comments = null;
    }

    /**
     * Servers cut semicolons and white space off the end before they read ({@code 1 --;} then ends in a comment), and forgive one
     * NUL there.
     */
    private static int trimmed(String text) {
        int length = text.length();
        while (length > 0 && (text.charAt(length - 1) == ';' || Chars.space(text.charAt(length - 1)))) {
            length--;
        }
        return length > 0 && text.charAt(length - 1) == 0 ? length - 1 : length;
    }

    /** Where reading ends: the text's length without trailing semicolons and white space. */
    public int length() {
        return length;
    }

    /** The text being read. */
    public String text() {
        return text;
    }

    /** Offset of the current token's first character. */
    public int start() {
        return start;
    }

    /** Offset behind the current token's last character. */
    public int end() {
        return end;
    }

    /** What is wrong with an ERROR token, else null. */
    public @Nullable String error() {
        return error;
    }

    /** True where the current IDENT cannot be a keyword: it stands directly before or behind a dot. */
    public boolean nameOnly() {
        return nameOnly;
    }

    /** The comments skipped so far that begin with {@code /*} (no version comments), in text order. */
    public List<Span> comments() {
        return comments == null ? List.of() : comments;
    }

    /** True where the current token stands inside an opened version comment. */
    public boolean inVersionComment() {
        return inVersionComment;
    }

    /** The current token's text with identifier quotes and sigils undone; any other token's text as it is. */
    public String name() {
        return Names.unquote(text, start, end);
    }

    /** True where the current token is the unquoted {@code word} (given in upper case). */
    public boolean is(String word) {
        return end - start == word.length() && text.regionMatches(true, start, word, 0, word.length());
    }

    /** The next token; {@link Token#END} at the end, again and again. */
    public Token next() {
        error = null;
        nameOnly = false;
        int at = skip(end);
        start = at;
        end = at;
        if (error != null) {
            end = length;
            return Token.ERROR;
        }
        if (at >= length) {
            if (inVersionComment) {
                inVersionComment = false;
                return error(length, "unterminated version comment");
            }
            return Token.END;
        }
        if (at == nameAt && Chars.ident(text.charAt(at))) {
            return identifier(at);
        }
        return token(text.charAt(at), at);
    }

    private Token token(char c, int at) {
        switch (c) {
            case '\'':
                return quoted(at, c, Token.STRING);
            case '"':
                return quoted(at, c, dialect.ansiQuotes() ? Token.QUOTED_IDENT : Token.STRING);
            case '`':
                return quoted(at, c, Token.QUOTED_IDENT);
            case '?':
                return Chars.ident(peek(at + 1))
                        ? error(at + 1, "a name directly behind ?")
                        : take(at + 1, Token.PARAMETER);
            case '@':
                return peek(at + 1) == '@' ? systemVariable(at) : userVariable(at);
            case '.':
                return Chars.digit(peek(at + 1)) && at != nameAt - 1 ? real(at + 1) : dot(at);
            case 'x', 'X':
                return peek(at + 1) == '\'' ? quotedDigits(at, Token.HEX) : word(at);
            case 'b', 'B':
                return peek(at + 1) == '\'' ? quotedDigits(at, Token.BIT) : word(at);
            case 'n', 'N':
                return peek(at + 1) == '\'' ? quoted(at + 1, '\'', Token.NATIONAL_STRING) : word(at);
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
                return number(c, at);
            default:
                return Chars.ident(c) ? word(at) : operator(c, at);
        }
    }

    // ---- words

    private Token word(int at) {
        Token token = identifier(at);
        if (token == Token.ERROR) {
            return token;
        }
        if (text.charAt(at) == '$' && dollarQuote(at)) {
            return error(end, "a dollar quote");
        }
        // The servers look an introducer up before anything else but a qualified name.
        return text.charAt(at) == '_' && !nameOnly && Words.charset(text, at + 1, end) ? Token.INTRODUCER : token;
    }

    /** MySQL 8.0.32 and later may take {@code $tag$…$tag$} for a string. */
    private boolean dollarQuote(int at) {
        int second = text.indexOf('$', at + 1);
        return !dialect.mariaDb() && dialect.newest() > 80_031 && second > at && second < end;
    }

    /** Any identifier characters, digits first too. */
    private Token identifier(int at) {
        nameOnly = at == nameAt;
        int i = at;
        int all = 0;
        do {
            all |= text.charAt(i++);
        } while (i < length && Chars.ident(text.charAt(i)));
        if (all >= 128 && !Wide.all(text, at, i, dialect.letters())) {
            return error(i, Wide.PROBLEM);
        }
        if (peek(i) == '.' && Chars.ident(peek(i + 1))) {
            nameOnly = true;
            nameAt = i + 1;
        }
        return take(i, Token.IDENT);
    }

    private Token dot(int at) {
        if (Chars.ident(peek(at + 1))) {
            nameAt = at + 1;
        }
        return take(at + 1, Token.DOT);
    }

    private Token userVariable(int at) {
        char c = peek(at + 1);
        if (c == '\'' || c == '"' || c == '`') {
            return quoted(at + 1, c, Token.USER_VARIABLE);
        }
        int i = at + 1;
        while (i < length && (Chars.ident(text.charAt(i)) || text.charAt(i) == '.')) {
            i++;
        }
        // Where the servers end such a name before a letter beyond ASCII, they read an alias behind it.
        return Wide.all(text, at + 1, i, dialect.letters()) ? take(i, Token.USER_VARIABLE) : error(i, Wide.PROBLEM);
    }

    private Token systemVariable(int at) {
        int i = at + 2;
        while (true) {
            int from = i;
            if (peek(i) == '`') {
                i = closing(i, '`');
                if (i < 0) {
                    return error(length, "unterminated quoted name");
                }
            } else {
                while (i < length && Chars.ident(text.charAt(i))) {
                    i++;
                }
            }
            if (i == from) {
                return error(i, "a system variable without a name");
            }
            if (!Wide.all(text, from, i, dialect.letters())) {
                return error(i, Wide.PROBLEM);
            }
            if (peek(i) != '.' || !(Chars.ident(peek(i + 1)) || peek(i + 1) == '`')) {
                return take(i, Token.SYSTEM_VARIABLE);
            }
            i++;
        }
    }

    // ---- literals

    private Token quoted(int open, char quote, Token token) {
        int close = closing(open, quote);
        if (close < 0) {
            return error(length, token == Token.QUOTED_IDENT ? "unterminated quoted name" : "unterminated string");
        }
        boolean named = token == Token.QUOTED_IDENT || token == Token.USER_VARIABLE;
        return named && Wide.broken(text, open, close, dialect.letters())
                ? error(close, Wide.PROBLEM)
                : take(close, token);
    }

    /** The offset behind the quote that closes the one at {@code open}, -1 for none. */
    private int closing(int open, char quote) {
        boolean name = quote == '`' || (quote == '"' && dialect.ansiQuotes());
        boolean backslash = !name && !dialect.noBackslashEscapes();
        for (int i = open + 1; i < length; i++) {
            char c = text.charAt(i);
            if (c == '\\' && backslash) {
                i++;
            } else if (c == 0 && name) {
                return -1;
            } else if (c == quote) {
                if (peek(i + 1) != quote) {
                    return i + 1;
                }
                i++;
            }
        }
        return -1;
    }

    /** {@code x'4D'}, {@code b'01'}. */
    private Token quotedDigits(int at, Token token) {
        int i = digits(at + 2, token);
        if (peek(i) != '\'') {
            return error(i, "a digit that is none of this literal's");
        }
        return token == Token.HEX && (i - at) % 2 != 0 ? error(i + 1, "an odd number of digits") : take(i + 1, token);
    }

    private int digits(int from, Token token) {
        int i = from;
        while (i < length && (token == Token.HEX ? Chars.hex(text.charAt(i)) : (text.charAt(i) | 1) == '1')) {
            i++;
        }
        return i;
    }

    private Token number(char first, int at) {
        char second = peek(at + 1);
        if (first == '0' && (second == 'x' || second == 'b')) {
            Token token = second == 'x' ? Token.HEX : Token.BIT;
            int i = digits(at + 2, token);
            return i > at + 2 && !Chars.ident(peek(i)) ? take(i, token) : identifier(at);
        }
        int i = decimals(at + 1);
        char c = peek(i);
        if (!Chars.ident(c)) {
            return c == '.' && !(dialect.mariaDb() && peek(i + 1) == '.') ? real(i + 1) : take(i, Token.NUMBER_INT);
        }
        if (c == 'e' || c == 'E') {
            int digits = peek(i + 1) == '+' || peek(i + 1) == '-' ? i + 2 : i + 1;
            if (Chars.digit(peek(digits))) {
                return take(decimals(digits), Token.NUMBER_FLOAT);
            }
        }
        return identifier(at);
    }

    /** Goes on behind the point of a number. */
    private Token real(int afterPoint) {
        int i = decimals(afterPoint);
        char c = peek(i);
        if (c != 'e' && c != 'E') {
            return take(i, Token.NUMBER_DECIMAL);
        }
        int digits = peek(i + 1) == '+' || peek(i + 1) == '-' ? i + 2 : i + 1;
        // Servers disagree about 1.e( : some drop the number and go on.
        return Chars.digit(peek(digits))
                ? take(decimals(digits), Token.NUMBER_FLOAT)
                : error(i + 1, "an exponent without digits");
    }

    private int decimals(int from) {
        int i = from;
        while (i < length && Chars.digit(text.charAt(i))) {
            i++;
        }
        return i;
    }

    // ---- operators

    private Token operator(char c, int at) {
        char second = peek(at + 1);
        return switch (c) {
            case '(' -> take(at + 1, Token.LPAREN);
            case ')' -> take(at + 1, Token.RPAREN);
            case '{' -> take(at + 1, Token.LBRACE);
            case '}' -> take(at + 1, Token.RBRACE);
            case ',' -> take(at + 1, Token.COMMA);
            case ';' -> take(at + 1, Token.SEMICOLON);
            case '+' -> take(at + 1, Token.PLUS);
            case '*' -> take(at + 1, Token.STAR);
            case '/' -> take(at + 1, Token.SLASH);
            case '%' -> take(at + 1, Token.PERCENT);
            case '~' -> take(at + 1, Token.TILDE);
            case '^' -> take(at + 1, Token.CARET);
            case '|' -> second == '|' ? take(at + 2, Token.PIPES) : take(at + 1, Token.PIPE);
            case '&' -> second == '&' ? take(at + 2, Token.AND_AND) : take(at + 1, Token.AMPERSAND);
            case ':' -> second == '=' ? take(at + 2, Token.ASSIGN) : take(at + 1, Token.COLON);
            case '-' -> minus(at, second);
            case '=', '!', '>', '<' -> comparison(c, at);
            case '\\' ->
                second == 'N' && dialect.mariaDb()
                        ? take(at + 2, Token.NULL_ESCAPE)
                        : error(at + 1, "an unexpected character");
            default -> error(at + 1, "an unexpected character");
        };
    }

    private Token minus(int at, char second) {
        if (second != '>' || dialect.mariaDb()) {
            return take(at + 1, Token.MINUS);
        }
        return peek(at + 2) == '>' ? take(at + 3, Token.LONG_ARROW) : take(at + 2, Token.ARROW);
    }

    /** As the servers do: two characters (three behind {@code <}) are taken before anybody asks whether they mean something. */
    private Token comparison(char c, int at) {
        int i = at + 1;
        if (comparing(peek(i)) || peek(i) == '<') {
            i++;
            if (c == '<' && comparing(peek(i))) {
                i++;
            }
        }
        Token token = Words.comparison(text, at, i);
        if (token == Token.ERROR && !dialect.mariaDb()) {
            // MySQL drops the second character of =! and its like; MariaDB gives it back.
            return error(i, "an operator that does not exist");
        }
        while (token == Token.ERROR) {
            token = Words.comparison(text, at, --i);
        }
        return take(i, token);
    }

    private static boolean comparing(char c) {
        return c == '=' || c == '!' || c == '>';
    }

    // ---- white space and comments

    /** Skips white space and comments; sets {@link #error} where a comment does not end. */
    private int skip(int from) {
        int i = from;
        while (i < length) {
            char c = text.charAt(i);
            if (Chars.space(c)) {
                i++;
            } else if (c == '#' || (c == '-' && peek(i + 1) == '-' && lineComment(i + 2))) {
                i = endOfLine(i);
            } else if (c == '/' && peek(i + 1) == '*') {
                i = blockComment(i);
                if (i < 0) {
                    error = "a comment that does not end or whose end is doubtful";
                    return -i - 1;
                }
            } else if (c == '*' && inVersionComment && peek(i + 1) == '/') {
                inVersionComment = false;
                i += 2;
            } else {
                break;
            }
        }
        return i;
    }

    private boolean lineComment(int behindDashes) {
        return behindDashes >= length || Chars.spaceOrControl(text.charAt(behindDashes));
    }

    private int endOfLine(int from) {
        int i = from;
        while (i < length && text.charAt(i) != '\n' && text.charAt(i) != 0) {
            i++;
        }
        return i;
    }

    /** The offset where reading goes on; {@code -open - 1} where the comment does not end. */
    private int blockComment(int open) {
        int version = VersionComment.body(text, open, dialect);
        if (version > 0) {
            inVersionComment = true;
            return version;
        }
        int close = version == VersionComment.DOUBTFUL
                ? -1
                : VersionComment.end(text, open, version == VersionComment.SKIPPED);
        if (close < 0) {
            return -open - 1;
        }
        if (comments == null) {
            comments = new ArrayList<>(2);
        }
        comments.add(new Span(open, close));
        return close;
    }

    // ---- little ones

    private char peek(int i) {
        return i < length ? text.charAt(i) : '\0';
    }

    private Token take(int to, Token token) {
        end = to;
        return token;
    }

    private Token error(int to, String what) {
        end = Math.max(Math.min(to, length), start);
        error = what;
        return Token.ERROR;
    }
}
