package io.sluice.sql.lex;

/** What {@link Lexer#next()} can answer. */
public enum Token {
    /** A word: keyword or unquoted identifier. */
    IDENT,
    /** {@code `a``b`}, and {@code "a"} under ANSI_QUOTES. */
    QUOTED_IDENT,
    /** {@code 'a'}, and {@code "a"} without ANSI_QUOTES; adjacent strings are separate tokens. */
    STRING,
    /** {@code N'a'}. */
    NATIONAL_STRING,
    /** {@code 12}. */
    NUMBER_INT,
    /** {@code 1.2}, {@code .5}, {@code 1.}: exact. */
    NUMBER_DECIMAL,
    /** {@code 1e3}, {@code 1.e-2}: approximate. */
    NUMBER_FLOAT,
    /** {@code 0x4D}, {@code X'4D'}. */
    HEX,
    /** {@code 0b101}, {@code B'101'}. */
    BIT,
    /** {@code ?}. */
    PARAMETER,
    /** {@code @x}, {@code @`x`}, {@code @'x'}, {@code @"x"}; also the host part of {@code user@host}. */
    USER_VARIABLE,
    /** {@code @@x}, {@code @@global.x}, {@code @@`x`}. */
    SYSTEM_VARIABLE,
    /** {@code _utf8mb4}, {@code _binary}, …: the name of a known character set behind an underscore. */
    INTRODUCER,
    /** {@code \N}, MariaDB only. */
    NULL_ESCAPE,
    /** {@code (}. */
    LPAREN,
    /** {@code )}. */
    RPAREN,
    /** <code>{</code>. */
    LBRACE,
    /** <code>}</code>. */
    RBRACE,
    /** {@code ,}. */
    COMMA,
    /** {@code ;}. */
    SEMICOLON,
    /** {@code .}. */
    DOT,
    /** {@code :}. */
    COLON,
    /** {@code +}. */
    PLUS,
    /** {@code -}. */
    MINUS,
    /** {@code *}. */
    STAR,
    /** {@code /}. */
    SLASH,
    /** {@code %}. */
    PERCENT,
    /** {@code =}. */
    EQ,
    /** {@code <=>}. */
    NULL_SAFE_EQ,
    /** {@code <>}, {@code !=}. */
    NE,
    /** {@code <}. */
    LT,
    /** {@code <=}. */
    LE,
    /** {@code >}. */
    GT,
    /** {@code >=}. */
    GE,
    /** {@code :=}. */
    ASSIGN,
    /** {@code ->}. */
    ARROW,
    /** {@code ->>}. */
    LONG_ARROW,
    /** {@code ||}: OR, or concatenation under PIPES_AS_CONCAT. */
    PIPES,
    /** {@code &&}. */
    AND_AND,
    /** {@code <<}. */
    SHIFT_LEFT,
    /** {@code >>}. */
    SHIFT_RIGHT,
    /** {@code !}. */
    NOT,
    /** {@code ~}. */
    TILDE,
    /** {@code &}. */
    AMPERSAND,
    /** {@code |}. */
    PIPE,
    /** {@code ^}. */
    CARET,
    /** Something no server reads or that cannot be read with certainty; {@link Lexer#error()} says what. */
    ERROR,
    /** The end of the text; stays the answer. */
    END;

    /** True for the tokens that a {@link Fingerprint} lifts out: literals and {@code ?}. */
    public boolean slot() {
        return ordinal() >= STRING.ordinal() && ordinal() <= PARAMETER.ordinal();
    }

    /** True for quoted and unquoted identifiers. */
    public boolean word() {
        return this == IDENT || this == QUOTED_IDENT;
    }
}
