package io.sluice.routing.plan;

import io.sluice.sql.Feature;
import io.sluice.sql.Statement;
import io.sluice.sql.lex.Lexer;
import io.sluice.sql.lex.Names;
import io.sluice.sql.lex.Token;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds what a statement leaves behind on its connection: by its tokens, for an assignment or a lock may stand in any expression,
 * in those too that the reading does not take apart. Confined to one statement.
 */
final class Lefts {
    private static final Set<String> OF_ONE_LOCK = Set.of("GET_LOCK", "RELEASE_LOCK", "IS_FREE_LOCK", "IS_USED_LOCK");

    private final Survey survey;
    private final Lexer lexer;
    private final Set<Left> found = new LinkedHashSet<>();
    private Token token;

    private Lefts(Survey survey) {
        this.survey = survey;
        this.lexer = new Lexer(survey.text(), survey.fingerprint().dialect());
        this.token = lexer.next();
    }

    /** {@code plan} with what its statement leaves behind. */
    static Plan with(Plan plan, Survey survey) {
        Statement statement = survey.statement();
        boolean onlyShows = statement instanceof Statement.Show || statement instanceof Statement.Explain;
        if (onlyShows || !(plan instanceof Plan.OnShards onShards)) {
            return plan;
        }
        Lefts lefts = new Lefts(survey);
        if (onShards instanceof Lasting lasting) {
            lefts.found.addAll(lasting.left());
            onShards = lasting.inner();
        }
        lefts.read();
        // A stored function may do anything to its connection.
        boolean perhaps = survey.has(Feature.SIDE_EFFECT_FUNCTION)
                && onShards instanceof Routed
                && onShards.access() != Plan.Access.SIDE_EFFECT;
        return lefts.found.isEmpty() && !perhaps ? onShards : new Lasting(onShards, List.copyOf(lefts.found));
    }

    private void read() {
        // Of parameters that a procedure or LOAD DATA sets, only the server knows which they are.
        String verb = survey.statement() instanceof Statement.Other other ? other.verb() : "";
        boolean all = verb.equals("CALL") || verb.startsWith("LOAD") || verb.startsWith("BEGIN");
        while (token != Token.END) {
            if (token == Token.USER_VARIABLE) {
                String name = variable();
                token = lexer.next();
                if (all || token == Token.ASSIGN) {
                    found.add(new Left.Variable(name));
                }
            } else if (token == Token.IDENT && !lexer.nameOnly()) {
                String word = lexer.name().toUpperCase(Locale.ROOT);
                token = lexer.next();
                word(word);
            } else {
                token = lexer.next();
            }
        }
    }

    private String variable() {
        return Names.unquote(survey.text(), lexer.start(), lexer.end()).toLowerCase(Locale.ROOT);
    }

    /** The token is the one behind the word. */
    private void word(String word) {
        if (word.equals("INTO")) {
            into();
        } else if (word.equals("SQL_CALC_FOUND_ROWS") && survey.has(Feature.SQL_CALC_FOUND_ROWS)) {
            found.add(new Left.FoundRows());
        } else if (token == Token.LPAREN) {
            token = lexer.next();
            call(word);
        }
    }

    private void into() {
        while (token == Token.USER_VARIABLE) {
            found.add(new Left.Variable(variable()));
            token = lexer.next();
            if (token == Token.COMMA) {
                token = lexer.next();
            }
        }
    }

    /** The token is the first inside the parentheses. */
    private void call(String function) {
        if (function.equals("RELEASE_ALL_LOCKS")) {
            found.add(new Left.NoLocks());
        } else if (function.equals("LAST_INSERT_ID") && token != Token.RPAREN) {
            found.add(new Left.InsertId());
        } else if (OF_ONE_LOCK.contains(function)) {
            int slot = token.slot() ? survey.fingerprint().slotAt(lexer.start()) : -1;
            if (slot >= 0) {
                token = lexer.next();
                slot = token == Token.COMMA || token == Token.RPAREN ? slot : -1;
            }
            found.add(new Left.Lock(slot, function.equals("GET_LOCK")));
        }
    }
}
