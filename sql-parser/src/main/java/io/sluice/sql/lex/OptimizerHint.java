package io.sluice.sql.lex;

import io.sluice.sql.Dialect;
import io.sluice.sql.text.Span;
import java.util.List;

/** What stands in {@code /*+ … *}{@code /} (manual, "Optimizer Hints"): tables are called there as columns call them. */
final class OptimizerHint {
    private OptimizerHint() {}

    /**
     * Adds the names that may be tables: behind {@code (}, {@code (@qb} and {@code ,}. The name of an index behind a comma is among
     * them; hints do not tell.
     *
     * @param from behind its first mark
     * @param end before its last
     */
    static void names(String text, int from, int end, Dialect dialect, List<Span> names) {
        Lexer lexer = new Lexer(text, end, dialect);
        lexer.reset(from);
        Token before = Token.END;
        boolean opened = false;
        for (Token token = lexer.next(); token != Token.END && token != Token.ERROR; token = lexer.next()) {
            boolean behindBlock = before == Token.USER_VARIABLE && opened;
            if (token.word() && (before == Token.LPAREN || before == Token.COMMA || behindBlock)) {
                names.add(new Span(lexer.start(), lexer.end()));
            }
            opened = token == Token.USER_VARIABLE && before == Token.LPAREN;
            before = token;
        }
    }
}
