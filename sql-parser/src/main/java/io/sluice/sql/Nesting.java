package io.sluice.sql;

import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.lex.Lexer;
import io.sluice.sql.lex.Token;

/** Keeps hostile texts away from recursive parsers. */
final class Nesting {
    private Nesting() {}

    /**
     * Where a text goes deeper than {@code limit}, else -1. What makes a parser recurse counts: open parentheses, open CASEs,
     * runs of prefix operators, and set operations in one chain (a thousand of those are as good as nested).
     */
    static int tooDeep(Fingerprint fingerprint, int limit) {
        Lexer lexer = new Lexer(fingerprint.text(), fingerprint.dialect());
        int depth = 0;
        int run = 0;
        int chain = 0;
        for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
            int prefix = 0;
            switch (token) {
                case LPAREN -> depth++;
                case RPAREN -> depth = Math.max(0, depth - 1);
                case MINUS, PLUS, TILDE, NOT, STAR -> prefix = 1;
                case IDENT -> {
                    if (lexer.is("NOT") || lexer.is("BINARY") || lexer.is("PRIOR") || lexer.is("EXPLAIN")) {
                        prefix = 1;
                    } else if (lexer.is("CASE")) {
                        depth++;
                    } else if (lexer.is("END")) {
                        depth = Math.max(0, depth - 1);
                    } else if (lexer.is("UNION") || lexer.is("EXCEPT") || lexer.is("INTERSECT") || lexer.is("JOIN")) {
                        chain++;
                    }
                }
                default -> {}
            }
            run = prefix == 0 ? 0 : run + prefix;
            if (depth > limit || run > limit || chain > 5 * limit) {
                return lexer.start();
            }
        }
        return -1;
    }
}
