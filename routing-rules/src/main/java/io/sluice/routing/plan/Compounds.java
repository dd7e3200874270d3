package io.sluice.routing.plan;

import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.lex.Lexer;
import io.sluice.sql.lex.Token;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * MariaDB's {@code BEGIN NOT ATOMIC … END} and {@code IF … END IF} outside of routines. One shard does them whole, where their
 * statements leave nothing behind that the session would have to know of: no transaction, no variable of the server's, no schema.
 */
final class Compounds {
    /** What begins a statement that is all right. */
    private static final Set<String> HARMLESS = Set.of(
            ("SELECT INSERT UPDATE DELETE REPLACE WITH VALUES CALL DO SET DECLARE IF ELSEIF ELSE CASE WHEN LOOP WHILE REPEAT UNTIL FOR"
                            + " BEGIN NOT END LEAVE ITERATE OPEN FETCH CLOSE SIGNAL RESIGNAL")
                    .split(" "));

    /** What a statement may stand behind, other than a semicolon. */
    private static final Set<String> BEFORE = Set.of("BEGIN", "ATOMIC", "THEN", "ELSE", "LOOP", "DO", "REPEAT");

    private final List<Token> tokens = new ArrayList<>();
    /** Each token's word in upper case; empty for what is no word. */
    private final List<String> words = new ArrayList<>();

    private final Set<String> declared = new HashSet<>();

    private Compounds(Fingerprint text) {
        Lexer lexer = new Lexer(text.text(), text.dialect());
        for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
            tokens.add(token);
            words.add(token.word() ? lexer.name().toUpperCase(Locale.ROOT) : "");
        }
        tokens.add(Token.END);
        words.add("");
    }

    /**
     * True where {@code text} leaves nothing behind but user variables.
     *
     * @param variables whether it may speak of those
     */
    static boolean contained(Fingerprint text, boolean variables) {
        Compounds compound = new Compounds(text);
        return (variables || !compound.tokens.contains(Token.USER_VARIABLE)) && compound.contained();
    }

    private boolean contained() {
        boolean start = true;
        for (int i = 0; i < tokens.size(); i++) {
            String word = words.get(i);
            if (start && !word.isEmpty() && !HARMLESS.contains(word)) {
                return false;
            }
            if (start && word.equals("DECLARE")) {
                declare(i + 1);
            } else if (start && word.equals("SET") && !target(i + 1)) {
                return false;
            }
            start = tokens.get(i) == Token.SEMICOLON || BEFORE.contains(word);
        }
        return true;
    }

    /** {@code DECLARE a, b INT}: the type counts too, and does no harm. */
    private void declare(int from) {
        for (int i = from; !words.get(i).isEmpty() || tokens.get(i) == Token.COMMA; i++) {
            declared.add(words.get(i));
        }
    }

    /** True where SET sets one variable, of the block or of the user. */
    private boolean target(int at) {
        boolean own = tokens.get(at) == Token.USER_VARIABLE || declared.contains(words.get(at));
        int depth = 0;
        for (int i = at; own && tokens.get(i) != Token.END && tokens.get(i) != Token.SEMICOLON; i++) {
            depth += tokens.get(i) == Token.LPAREN ? 1 : tokens.get(i) == Token.RPAREN ? -1 : 0;
            own = tokens.get(i) != Token.COMMA || depth > 0;
        }
        return own;
    }
}
