package io.sluice.routing.plan;

import io.sluice.sql.Dialect;
import io.sluice.sql.lex.Lexer;
import io.sluice.sql.lex.Token;
import java.util.HashSet;
import java.util.Set;

/**
 * The words of a text: those that stand before a dot, and all others.
 *
 * @param qualifiers as they are written
 * @param names the others, also those behind a dot
 */
record Words(Set<String> qualifiers, Set<String> names) {
    static Words of(String text, Dialect dialect) {
        Words words = new Words(new HashSet<>(), new HashSet<>());
        Lexer lexer = new Lexer(text, dialect);
        String last = null;
        for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
            if (last != null) {
                (token == Token.DOT ? words.qualifiers : words.names).add(last);
            }
            last = token.word() ? lexer.name() : null;
        }
        if (last != null) {
            words.names.add(last);
        }
        return words;
    }
}
