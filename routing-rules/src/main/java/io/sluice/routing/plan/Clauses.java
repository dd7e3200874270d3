package io.sluice.routing.plan;

import io.sluice.sql.lex.Lexer;
import io.sluice.sql.lex.Token;
import io.sluice.sql.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the clauses of an UPDATE or DELETE stand in its text. Immutable.
 *
 * @param from the tables, with their joins and aliases
 * @param assignments what SET says, one span each; empty for DELETE
 * @param tail WHERE, ORDER BY and LIMIT; may be empty
 * @param ignore true for UPDATE IGNORE, DELETE IGNORE
 */
record Clauses(Span from, List<Assigned> assignments, Span tail, boolean ignore) {
    private static final Set<String> MODIFIERS = Set.of("LOW_PRIORITY", "QUICK", "IGNORE");
    private static final Set<String> TAIL = Set.of("WHERE", "ORDER", "LIMIT");

    Clauses {
        assignments = List.copyOf(assignments);
    }

    /**
     * {@code total = total + 1}.
     *
     * @param target the column, with its qualifier
     * @param value behind the equals sign
     */
    record Assigned(Span target, Span value) {
        Span span() {
            return new Span(target.start(), value.end());
        }
    }

    /** A token outside of all parentheses. */
    private record Mark(Token token, String word, int start, int end) {}

    /** Null for a text that is not plainly one of those: with WITH, or with version comments. */
    static @Nullable Clauses of(Survey survey) {
        List<Mark> marks = marks(survey);
        if (marks.isEmpty()) {
            return null;
        }
        int end = marks.get(marks.size() - 1).end();
        boolean update = marks.get(0).word().equals("UPDATE");
        if (!update && !marks.get(0).word().equals("DELETE")) {
            return null;
        }
        int at = 1;
        boolean ignore = false;
        while (at < marks.size() && MODIFIERS.contains(marks.get(at).word())) {
            ignore |= marks.get(at++).word().equals("IGNORE");
        }
        int tail = tail(marks, at);
        int tailStart = tail < marks.size() ? marks.get(tail).start() : end;
        if (!update) {
            int from = from(marks, at, tail);
            return from >= tail
                    ? null
                    : new Clauses(cut(marks, from, tail), List.of(), new Span(tailStart, end), ignore);
        }
        int set = at;
        while (set < tail && !marks.get(set).word().equals("SET")) {
            set++;
        }
        List<Assigned> assignments = set < tail ? assignments(marks, set + 1, tail) : null;
        return assignments == null || set == at
                ? null
                : new Clauses(cut(marks, at, set), assignments, new Span(tailStart, end), ignore);
    }

    private static List<Mark> marks(Survey survey) {
        List<Mark> marks = new ArrayList<>();
        Lexer lexer = new Lexer(survey.text(), survey.fingerprint().dialect());
        int depth = 0;
        for (Token token = lexer.next();
                token != Token.END && lexer.start() < survey.fingerprint().statementEnd();
                token = lexer.next()) {
            if (lexer.inVersionComment()) {
                return List.of();
            }
            if (token == Token.RPAREN) {
                depth--;
            }
            if (depth == 0) {
                boolean word = token == Token.IDENT && !lexer.nameOnly();
                String name = word ? lexer.name().toUpperCase(java.util.Locale.ROOT) : "";
                marks.add(new Mark(token, name, lexer.start(), lexer.end()));
            }
            if (token == Token.LPAREN) {
                depth++;
            }
        }
        return marks;
    }

    /** The first of WHERE, ORDER BY and LIMIT; an index hint may say FOR ORDER BY. */
    private static int tail(List<Mark> marks, int from) {
        int at = from;
        while (at < marks.size()
                && !(TAIL.contains(marks.get(at).word())
                        && !marks.get(at - 1).word().equals("FOR"))) {
            at++;
        }
        return at;
    }

    /** Where the tables of a DELETE begin: behind FROM, or behind USING where FROM names the targets. */
    private static int from(List<Mark> marks, int at, int tail) {
        int from = at;
        while (from < tail && !marks.get(from).word().equals("FROM")) {
            from++;
        }
        if (from > at) {
            return from + 1;
        }
        for (int i = from + 1; i + 1 < tail; i++) {
            if (marks.get(i).word().equals("USING") && marks.get(i + 1).token() != Token.LPAREN) {
                return i + 1;
            }
        }
        return from + 1;
    }

    private static @Nullable List<Assigned> assignments(List<Mark> marks, int from, int to) {
        List<Assigned> found = new ArrayList<>();
        int start = from;
        for (int i = from; i <= to; i++) {
            if (i == to || marks.get(i).token() == Token.COMMA) {
                int equals = start;
                while (equals < i
                        && marks.get(equals).token() != Token.EQ
                        && marks.get(equals).token() != Token.ASSIGN) {
                    equals++;
                }
                if (equals == start || equals + 1 >= i) {
                    return null;
                }
                found.add(new Assigned(cut(marks, start, equals), cut(marks, equals + 1, i)));
                start = i + 1;
            }
        }
        return found;
    }

    private static Span cut(List<Mark> marks, int from, int to) {
        return new Span(marks.get(from).start(), marks.get(to - 1).end());
    }
}
