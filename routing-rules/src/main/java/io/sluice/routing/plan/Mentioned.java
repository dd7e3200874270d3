package io.sluice.routing.plan;

import io.sluice.sql.Expr;
import io.sluice.sql.Feature;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.lex.Lexer;
import io.sluice.sql.lex.Token;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which columns a statement may read: whatever is called like one of its words. */
final class Mentioned {
    private Mentioned() {}

    /** True where DEFAULT(column) is asked for: the temporary tables have no defaults. */
    static boolean defaults(Survey survey) {
        Lexer lexer = new Lexer(survey.text(), survey.fingerprint().dialect());
        boolean word = false;
        for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
            if (word && token == Token.LPAREN) {
                return true;
            }
            word = token == Token.IDENT && lexer.is("DEFAULT");
        }
        return false;
    }

    /** True where a function of JSON is called, or may be. */
    static boolean json(Survey survey) {
        Lexer lexer = new Lexer(survey.text(), survey.fingerprint().dialect());
        for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
            if (token == Token.IDENT && lexer.name().regionMatches(true, 0, "JSON_", 0, "JSON_".length())) {
                return true;
            }
        }
        return false;
    }

    /** All names in the text, without regard to case; null where all columns are meant. */
    static @Nullable Set<String> columns(Survey survey) {
        if (survey.has(Feature.NATURAL_JOIN) || survey.has(Feature.TABLE_STATEMENT)) {
            return null;
        }
        for (QueryBlock block : survey.scope().blocks()) {
            if (block.items().stream().anyMatch(item -> item.expr() instanceof Expr.Star)) {
                return null;
            }
        }
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        Lexer lexer = new Lexer(survey.text(), survey.fingerprint().dialect());
        for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
            if (token.word()) {
                names.add(lexer.name());
            }
        }
        return names;
    }
}
