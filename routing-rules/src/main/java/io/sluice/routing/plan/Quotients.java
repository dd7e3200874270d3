package io.sluice.routing.plan;

import io.sluice.sql.lex.Token;
import java.util.Collections;
import java.util.Set;

/**
 * Values of which a server shows fewer digits than it stores: quotients and averages. Where such a value would be read and then written,
 * it would be another one.
 */
final class Quotients {
    static final Set<String> AVERAGES =
            Set.of("AVG", "STD", "STDDEV", "STDDEV_POP", "STDDEV_SAMP", "VARIANCE", "VAR_POP", "VAR_SAMP");

    private Quotients() {}

    /** True where the text may have one, in whatever place. */
    static boolean in(Mentioned text) {
        return text.tokens().contains(Token.SLASH) || !Collections.disjoint(text.called(), AVERAGES);
    }
}
