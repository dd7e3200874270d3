package io.sluice.sql.calcite;

import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.text.Span;
import java.util.Locale;

/** Optimizer hints (manual, "Optimizer Hints"). To our lexer they are comments, and most of them change no answer. */
final class Hints {
    private Hints() {}

    /**
     * True where a hint may set a variable for the statement: {@code sql_select_limit} for instance, which would limit the rows of
     * each server.
     */
    static boolean setVariables(Fingerprint fingerprint) {
        if (fingerprint.dialect().mariaDb()) {
            return false;
        }
        String text = fingerprint.text();
        for (Span comment : fingerprint.comments()) {
            boolean hint = text.startsWith("/*+", comment.start());
            if (hint && comment.of(text).toUpperCase(Locale.ROOT).contains("SET_VAR")) {
                return true;
            }
        }
        return false;
    }
}
