package io.sluice.routing.plan;

import io.sluice.sql.lex.Lexer;
import io.sluice.sql.lex.Token;
import java.util.Locale;
import java.util.Set;

/**
 * Values of which a server shows fewer digits than it stores: quotients and averages. Where such a value would be read and then written,
 * it would be another one.
 */
final class Quotients {
    private static final Set<String> AVERAGES =
            Set.of("AVG", "STD", "STDDEV", "STDDEV_POP", "STDDEV_SAMP", "VARIANCE", "VAR_POP", "VAR_SAMP");

    private Quotients() {}

    /** True where the statement may have one, in whatever place. */
    static boolean in(Survey survey) {
        Lexer lexer = new Lexer(survey.text(), survey.fingerprint().dialect());
        boolean average = false;
        for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
            if (token == Token.SLASH || (average && token == Token.LPAREN)) {
                return true;
            }
            average = token == Token.IDENT && AVERAGES.contains(lexer.name().toUpperCase(Locale.ROOT));
        }
        return false;
    }
}
