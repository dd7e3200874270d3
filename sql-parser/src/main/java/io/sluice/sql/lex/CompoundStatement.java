package io.sluice.sql.lex;

import io.sluice.sql.Dialect;
import java.util.Locale;
import java.util.Set;

/** Tells the semicolons inside a routine's body from those between statements. Only asked where a text has both. */
final class CompoundStatement {
    private static final Set<String> FLOW = Set.of("IF", "CASE", "LOOP", "WHILE", "REPEAT", "FOR");

    private CompoundStatement() {}

    /**
     * The offset of the semicolon that ends the first statement, -1 where only the text's end does.
     *
     * @param first the first semicolon outside of literals
     */
    static int separator(String text, Dialect dialect, int first) {
        return separator(new Lexer(text, dialect), dialect, 0, first);
    }

    /** The same for the statement that begins at {@code from}. @param lexer over the text, anywhere in it */
    static int separator(Lexer lexer, Dialect dialect, int from, int first) {
        lexer.reset(from);
        if (!routine(lexer, first)) {
            lexer.reset(from);
            return dialect.mariaDb() && flow(lexer) ? -1 : first;
        }
        lexer.reset(from);
        // Blocks and CASE nest and end with END; END IF, END LOOP and the like end what is not counted.
        int depth = 0;
        for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
            if (token == Token.SEMICOLON && depth <= 0) {
                return lexer.start();
            }
            if (token == Token.IDENT && !lexer.nameOnly()) {
                if (lexer.is("BEGIN") || lexer.is("CASE")) {
                    depth++;
                } else if (lexer.is("END")) {
                    depth -= closes(lexer) ? 1 : 0;
                }
            }
        }
        return -1;
    }

    /** The first token behind the semicolons at {@code separator}, -1 for none. */
    static int next(String text, Dialect dialect, int separator) {
        if (separator < 0) {
            return -1;
        }
        Lexer lexer = new Lexer(text, dialect);
        Token token = lexer.next();
        while (token != Token.END && (lexer.start() < separator || token == Token.SEMICOLON)) {
            token = lexer.next();
        }
        return token == Token.END ? -1 : lexer.start();
    }

    /** True for CREATE PROCEDURE, FUNCTION, TRIGGER, EVENT and MariaDB's BEGIN NOT ATOMIC, before any parenthesis. */
    private static boolean routine(Lexer lexer, int first) {
        Token token = lexer.next();
        if (lexer.is("BEGIN")) {
            lexer.next();
            return lexer.is("NOT");
        }
        if (!lexer.is("CREATE") && !lexer.is("ALTER")) {
            return false;
        }
        while (token != Token.END && token != Token.LPAREN && lexer.start() < first) {
            if (token == Token.IDENT
                    && (lexer.is("PROCEDURE") || lexer.is("FUNCTION") || lexer.is("TRIGGER") || lexer.is("EVENT"))) {
                return true;
            }
            token = lexer.next();
        }
        return false;
    }

    /** True where a text begins as a routine's statements do, which MariaDB takes outside of one too: it is one, to its end. */
    private static boolean flow(Lexer lexer) {
        return lexer.next() == Token.IDENT && FLOW.contains(lexer.name().toUpperCase(Locale.ROOT));
    }

    /** Looks behind END without going there: true where it closes a block or a CASE. */
    private static boolean closes(Lexer lexer) {
        Lexer ahead = lexer.ahead(lexer.end());
        ahead.next();
        if (ahead.is("CASE")) {
            lexer.next();
            return true;
        }
        return !(ahead.is("IF") || ahead.is("LOOP") || ahead.is("REPEAT") || ahead.is("WHILE") || ahead.is("FOR"));
    }
}
