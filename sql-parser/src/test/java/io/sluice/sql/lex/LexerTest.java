package io.sluice.sql.lex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.sql.Dialect;
import io.sluice.sql.text.Letters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LexerTest {
    /** The letter before the bar of a line of {@link Tokens}. */
    private static final Map<String, Dialect> DIALECTS = Map.of(
            "mysql",
            Dialect.MYSQL,
            "maria",
            Dialect.MARIADB,
            "mixed",
            Dialect.MYSQL.versions(80030, 80040),
            "latin1",
            Dialect.MYSQL.reading(Letters.LATIN1),
            "bytes",
            Dialect.MYSQL.reading(Letters.ASCII),
            "mb3",
            Dialect.MARIADB.reading(Letters.UTF8MB3),
            "ansi",
            new Dialect(false, 80031, true, false, false, false, false),
            "noback",
            new Dialect(false, 80031, false, true, false, false, false),
            "mysql8",
            new Dialect(false, 80036, false, false, false, false, false),
            "mysql5",
            new Dialect(false, 50744, false, false, false, false, false));

    static List<String[]> forms() {
        List<String[]> forms = new ArrayList<>();
        for (String line : Tokens.ALL.lines().filter(l -> !l.isBlank()).toList()) {
            String[] parts = line.split(" \\| ", 2);
            String[] sides = parts[1].split("\\s+=>\\s+", 2);
            for (String dialect :
                    parts[0].strip().equals("both") ? List.of("mysql", "maria") : List.of(parts[0].strip())) {
                forms.add(new String[] {dialect, sides[0], sides[1]});
            }
        }
        return forms;
    }

    /** Kind and text of every token; a line break is written as \n, the other controls likewise. */
    @ParameterizedTest
    @MethodSource("forms")
    void tokens(String dialect, String form, String expected) {
        String text =
                form.replace("␤", "\n").replace("␀", "\0").replace("␉", "\t").replace("␍", "\r");
        Lexer lexer = new Lexer(text, DIALECTS.get(dialect));
        StringBuilder out = new StringBuilder();
        for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
            String said = text.substring(lexer.start(), lexer.end());
            out.append(out.isEmpty() ? "" : "  ")
                    .append(letter(token))
                    .append(':')
                    .append(said);
        }
        assertEquals(
                expected, out.toString().replace("\n", "␤").replace("\0", "␀").replace("\t", "␉"));
    }

    private static String letter(Token token) {
        return switch (token) {
            case IDENT -> "id";
            case QUOTED_IDENT -> "qid";
            case STRING -> "str";
            case NATIONAL_STRING -> "nstr";
            case NUMBER_INT -> "int";
            case NUMBER_DECIMAL -> "dec";
            case NUMBER_FLOAT -> "real";
            case HEX -> "hex";
            case BIT -> "bit";
            case PARAMETER -> "par";
            case USER_VARIABLE -> "var";
            case SYSTEM_VARIABLE -> "sys";
            case INTRODUCER -> "intro";
            case ERROR -> "err";
            default -> "op";
        };
    }

    @Test
    void everyOperatorHasItsOwnKind() {
        String text = "( ) { } , ; . : + - * / % = <=> <> != < <= > >= := || && << >> ! ~ & | ^ -> ->>";
        Lexer lexer = new Lexer(text, Dialect.MYSQL);
        List<Token> tokens = new ArrayList<>();
        for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
            tokens.add(token);
        }
        assertEquals(
                List.of(
                        Token.LPAREN,
                        Token.RPAREN,
                        Token.LBRACE,
                        Token.RBRACE,
                        Token.COMMA,
                        Token.SEMICOLON,
                        Token.DOT,
                        Token.COLON,
                        Token.PLUS,
                        Token.MINUS,
                        Token.STAR,
                        Token.SLASH,
                        Token.PERCENT,
                        Token.EQ,
                        Token.NULL_SAFE_EQ,
                        Token.NE,
                        Token.NE,
                        Token.LT,
                        Token.LE,
                        Token.GT,
                        Token.GE,
                        Token.ASSIGN,
                        Token.PIPES,
                        Token.AND_AND,
                        Token.SHIFT_LEFT,
                        Token.SHIFT_RIGHT,
                        Token.NOT,
                        Token.TILDE,
                        Token.AMPERSAND,
                        Token.PIPE,
                        Token.CARET,
                        Token.ARROW,
                        Token.LONG_ARROW),
                tokens);
    }

    @Test
    void aWordBesideADotIsNoKeyword() {
        Lexer lexer = new Lexer("select.from, t.order , group . by", Dialect.MYSQL);
        List<Boolean> names = new ArrayList<>();
        for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
            if (token == Token.IDENT) {
                names.add(lexer.nameOnly());
            }
        }
        assertEquals(List.of(true, true, true, true, false, false), names);
    }

    @Test
    void namesLoseTheirQuotes() {
        Lexer lexer = new Lexer("a `b``c` @`d` @@e", Dialect.MYSQL);
        List<String> names = new ArrayList<>();
        while (lexer.next() != Token.END) {
            names.add(lexer.name());
        }
        assertEquals(List.of("a", "b`c", "d", "e"), names);
    }

    @Test
    void reservedWordsDifferByServer() {
        assertTrue(Words.reserved("select", Dialect.MYSQL));
        assertTrue(Words.reserved("Rank", Dialect.MYSQL));
        assertFalse(Words.reserved("rank", Dialect.MARIADB));
        assertTrue(Words.reserved("RETURNING", Dialect.MARIADB));
        assertFalse(Words.reserved("returning", Dialect.MYSQL));
        assertFalse(Words.reserved("orders", Dialect.MYSQL));
    }

    @Test
    void errorsSayWhatAndWhere() {
        Lexer lexer = new Lexer("SELECT 'abc", Dialect.MYSQL);
        lexer.next();
        assertEquals(Token.ERROR, lexer.next());
        assertEquals("unterminated string", lexer.error());
        assertEquals(7, lexer.start());
        assertEquals(11, lexer.end());
        assertEquals(Token.END, lexer.next());
        assertEquals(Token.END, lexer.next());
    }
}
