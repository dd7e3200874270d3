package io.sluice.routing.plan;

import io.sluice.sql.Dialect;
import io.sluice.sql.Expr;
import io.sluice.sql.Feature;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.lex.Lexer;
import io.sluice.sql.lex.Token;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a text says, by its words: what an expression does not tell of itself cannot hide from it. Not to be changed.
 *
 * @param names all words, quoted or not, without regard to case
 * @param bare the words that are not quoted, in upper case
 * @param called those of them that stand before a parenthesis: functions, and words like IN
 * @param tokens what occurs in it
 */
record Mentioned(Set<String> names, Set<String> bare, Set<String> called, Set<Token> tokens) {
    /** In {@link #called} for a quoted name, which calls a stored function. */
    static final String STORED = "`";

    static Mentioned in(Survey survey) {
        return in(survey.text(), survey.fingerprint().dialect());
    }

    static Mentioned in(String text, Dialect dialect) {
        Mentioned in = new Mentioned(
                new TreeSet<>(String.CASE_INSENSITIVE_ORDER),
                new TreeSet<>(),
                new TreeSet<>(),
                EnumSet.noneOf(Token.class));
        Lexer lexer = new Lexer(text, dialect);
        String word = "";
        for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
            in.tokens.add(token);
            if (token == Token.LPAREN && !word.isEmpty()) {
                in.called.add(word);
            }
            if (token.word()) {
                in.names.add(lexer.name());
            }
            word = token == Token.IDENT
                    ? lexer.name().toUpperCase(Locale.ROOT)
                    : token == Token.QUOTED_IDENT ? STORED : "";
            if (token == Token.IDENT) {
                in.bare.add(word);
            }
        }
        return in;
    }

    /** True where DEFAULT(column) is asked for: temporary tables have no defaults. */
    boolean defaults() {
        return called.contains("DEFAULT");
    }

    /** True where a function of JSON is called, or may be. */
    boolean json() {
        return bare.stream().anyMatch(word -> word.startsWith("JSON_"));
    }

    /** The names that columns may have which the statement reads; null where all columns are meant. */
    @Nullable
    Set<String> columns(Survey survey) {
        if (survey.has(Feature.NATURAL_JOIN) || survey.has(Feature.TABLE_STATEMENT)) {
            return null;
        }
        for (QueryBlock block : survey.scope().blocks()) {
            if (block.items().stream().anyMatch(item -> item.expr() instanceof Expr.Star)) {
                return null;
            }
        }
        return names;
    }
}
