package io.sluice.jdbc.exec;

import io.sluice.sql.Dialect;
import io.sluice.sql.lex.Lexer;
import io.sluice.sql.lex.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Several statements in one text (allowMultiQueries): each is one for itself here, for each may concern other shards. */
final class MultiQueries {
    /** A body of statements is the server's business. */
    private static final Pattern BODY =
            Pattern.compile("\\b(PROCEDURE|FUNCTION|TRIGGER|EVENT|PACKAGE|BEGIN\\s+NOT)\\b", Pattern.CASE_INSENSITIVE);

    private MultiQueries() {}

    /** The statements, without the semicolons between them; empty ones are left out, but for a text that has nothing else. */
    static List<String> of(String sql, Dialect dialect) {
        if (sql.indexOf(';') < 0
                || sql.contains("/*!")
                || sql.contains("/*M!")
                || BODY.matcher(sql).find()) {
            return List.of(sql);
        }
        List<String> all = new ArrayList<>();
        Lexer lexer = new Lexer(sql, dialect);
        int from = 0;
        boolean something = false;
        for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
            if (token == Token.ERROR) {
                return List.of(sql); // the server says what is wrong with it
            }
            if (token != Token.SEMICOLON) {
                something = true;
                continue;
            }
            if (something) {
                all.add(sql.substring(from, lexer.start()));
            }
            from = lexer.start() + 1;
            something = false;
        }
        if (something || all.isEmpty()) {
            all.add(sql.substring(from));
        }
        return all;
    }
}
