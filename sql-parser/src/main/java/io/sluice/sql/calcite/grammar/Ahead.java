package io.sluice.sql.calcite.grammar;

import static io.sluice.sql.calcite.grammar.MysqlParserConstants.AS;
import static io.sluice.sql.calcite.grammar.MysqlParserConstants.BACK_QUOTED_IDENTIFIER;
import static io.sluice.sql.calcite.grammar.MysqlParserConstants.BETWEEN;
import static io.sluice.sql.calcite.grammar.MysqlParserConstants.COMMA;
import static io.sluice.sql.calcite.grammar.MysqlParserConstants.CROSS;
import static io.sluice.sql.calcite.grammar.MysqlParserConstants.DISTINCT;
import static io.sluice.sql.calcite.grammar.MysqlParserConstants.DOLLAR;
import static io.sluice.sql.calcite.grammar.MysqlParserConstants.DOT;
import static io.sluice.sql.calcite.grammar.MysqlParserConstants.EOF;
import static io.sluice.sql.calcite.grammar.MysqlParserConstants.EXCEPT;
import static io.sluice.sql.calcite.grammar.MysqlParserConstants.FOR;
import static io.sluice.sql.calcite.grammar.MysqlParserConstants.FROM;
import static io.sluice.sql.calcite.grammar.MysqlParserConstants.IDENTIFIER;
import static io.sluice.sql.calcite.grammar.MysqlParserConstants.IN;
import static io.sluice.sql.calcite.grammar.MysqlParserConstants.INNER;
import static io.sluice.sql.calcite.grammar.MysqlParserConstants.INTERSECT;
import static io.sluice.sql.calcite.grammar.MysqlParserConstants.INTO;
import static io.sluice.sql.calcite.grammar.MysqlParserConstants.JOIN;
import static io.sluice.sql.calcite.grammar.MysqlParserConstants.LEFT;
import static io.sluice.sql.calcite.grammar.MysqlParserConstants.LIKE;
import static io.sluice.sql.calcite.grammar.MysqlParserConstants.LOCK;
import static io.sluice.sql.calcite.grammar.MysqlParserConstants.LPAREN;
import static io.sluice.sql.calcite.grammar.MysqlParserConstants.NATURAL;
import static io.sluice.sql.calcite.grammar.MysqlParserConstants.NOT;
import static io.sluice.sql.calcite.grammar.MysqlParserConstants.ON;
import static io.sluice.sql.calcite.grammar.MysqlParserConstants.QUOTED_STRING;
import static io.sluice.sql.calcite.grammar.MysqlParserConstants.REGEXP;
import static io.sluice.sql.calcite.grammar.MysqlParserConstants.RIGHT;
import static io.sluice.sql.calcite.grammar.MysqlParserConstants.RLIKE;
import static io.sluice.sql.calcite.grammar.MysqlParserConstants.RPAREN;
import static io.sluice.sql.calcite.grammar.MysqlParserConstants.SEMICOLON;
import static io.sluice.sql.calcite.grammar.MysqlParserConstants.STAR;
import static io.sluice.sql.calcite.grammar.MysqlParserConstants.STRAIGHT_JOIN;
import static io.sluice.sql.calcite.grammar.MysqlParserConstants.UNION;
import static io.sluice.sql.calcite.grammar.MysqlParserConstants.USING;
import static io.sluice.sql.calcite.grammar.MysqlParserConstants.WHERE;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the grammar looks at before it chooses: words that mean something in one place only stay ordinary names everywhere
 * else, as on the server.
 */
final class Ahead {
    private static final Set<String> SELECT_MODIFIERS = Set.of(
            "DISTINCTROW",
            "HIGH_PRIORITY",
            "SQL_SMALL_RESULT",
            "SQL_BIG_RESULT",
            "SQL_BUFFER_RESULT",
            "SQL_CACHE",
            "SQL_NO_CACHE",
            "SQL_CALC_FOUND_ROWS");
    private static final Set<String> CHANGE_MODIFIERS = Set.of("LOW_PRIORITY", "HIGH_PRIORITY", "DELAYED");
    private static final Set<String> NILADIC = Set.of(
            "CURRENT_DATE",
            "CURRENT_TIME",
            "CURRENT_TIMESTAMP",
            "CURRENT_USER",
            "CURRENT_ROLE",
            "LOCALTIME",
            "LOCALTIMESTAMP",
            "UTC_DATE",
            "UTC_TIME",
            "UTC_TIMESTAMP");
    private static final Set<String> UNITS = Set.of(
            "MICROSECOND",
            "SECOND",
            "MINUTE",
            "HOUR",
            "DAY",
            "WEEK",
            "MONTH",
            "QUARTER",
            "YEAR",
            "SECOND_MICROSECOND",
            "MINUTE_MICROSECOND",
            "MINUTE_SECOND",
            "HOUR_MICROSECOND",
            "HOUR_SECOND",
            "HOUR_MINUTE",
            "DAY_MICROSECOND",
            "DAY_SECOND",
            "DAY_MINUTE",
            "DAY_HOUR",
            "YEAR_MONTH");

    private Ahead() {}

    /** True where {@code token} is the unquoted {@code word}. */
    static boolean word(Token token, String word) {
        return plain(token) && token.image.equalsIgnoreCase(word);
    }

    private static boolean plain(Token token) {
        return token.kind == IDENTIFIER || token.kind == DOLLAR;
    }

    private static boolean oneOf(Token token, Set<String> words) {
        return plain(token) && words.contains(token.image.toUpperCase(Locale.ROOT));
    }

    private static boolean name(Token token) {
        return token.kind == IDENTIFIER || token.kind == BACK_QUOTED_IDENTIFIER;
    }

    /** Stops the parser where neither word stands. */
    static void expectOneOf(Token token, String word, String other) throws ParseException {
        if (!word(token, word)) {
            expect(token, other);
        }
    }

    /** No server has a name without characters, and to Calcite it is a star. */
    static void expectName(Token token) throws ParseException {
        if (token.kind == BACK_QUOTED_IDENTIFIER && token.image.isEmpty()) {
            throw new ParseException("expected a name");
        }
    }

    static void expectUnit(Token token) throws ParseException {
        if (!unit(token)) {
            throw new ParseException("expected a unit of time");
        }
    }

    /**
     * What stands in a CAST or CONVERT behind the expression, to the closing parenthesis: true for UNSIGNED, false for SIGNED, null
     * for any other type.
     */
    static @Nullable Boolean wholeCast(Token first, Token type, Token third, Token fourth) {
        boolean typed = first.kind == AS || first.kind == COMMA;
        boolean integer = word(third, "INTEGER") || word(third, "INT");
        if (!typed || (integer ? fourth : third).kind != RPAREN) {
            return null;
        }
        return word(type, "UNSIGNED") ? Boolean.TRUE : word(type, "SIGNED") ? Boolean.FALSE : null;
    }

    /** OFFSET 2 ROWS, FETCH FIRST ROW ONLY: only where these words are reserved. */
    static boolean fetch(Token token) {
        return token.kind == DOLLAR && (word(token, "FETCH") || word(token, "OFFSET"));
    }

    /** PROCEDURE ANALYSE(…) behind a SELECT. */
    static boolean procedure(Token token) {
        return token.kind == DOLLAR && word(token, "PROCEDURE");
    }

    /** {@code NEXT VALUE FOR s}. */
    static boolean sequence(Token token) {
        return (word(token, "NEXT") || word(token, "PREVIOUS"))
                && word(token.next, "VALUE")
                && token.next.next.kind == FOR;
    }

    /** {@code WITHIN GROUP (ORDER BY a)}. */
    static boolean withinGroup(Token token) {
        return word(token, "WITHIN") && token.next.kind == MysqlParserConstants.GROUP;
    }

    /** {@code FOR SYSTEM_TIME AS OF TRANSACTION 12}: the word, no literal and no function. */
    static boolean historyUnit(Token token) {
        return (word(token, "TIMESTAMP") || word(token, "TRANSACTION"))
                && token.next.kind != LPAREN
                && token.next.kind != QUOTED_STRING;
    }

    /** A parenthesis with a comma of its own in it. */
    static boolean listParen(Token token) {
        return ((SqlToken) token).list;
    }

    static boolean queryParen(Token token) {
        return ((SqlToken) token).query;
    }

    /** Stops the parser where a word of a fixed phrase is missing. */
    static void expect(Token token, String word) throws ParseException {
        if (!word(token, word)) {
            throw new ParseException("expected " + word);
        }
    }

    static boolean setOperator(Token token) {
        return switch (token.kind) {
            case UNION, EXCEPT, INTERSECT -> true;
            default -> false;
        };
    }

    /** The next word goes on with a join; {@code open} joins still wait for their ON or USING. */
    static boolean joins(Token token, int open) {
        return switch (token.kind) {
            case INNER, CROSS, JOIN, STRAIGHT_JOIN, LEFT, RIGHT, NATURAL -> true;
            case ON -> open > 0 && !word(token.next, "DUPLICATE");
            case USING -> open > 0;
            default -> false;
        };
    }

    /** IN, NOT IN, BETWEEN, LIKE, REGEXP, MEMBER OF, SOUNDS LIKE and the like. */
    static boolean predicate(Token token) {
        return switch (token.kind) {
            case NOT -> predicate(token.next);
            case IN, BETWEEN, LIKE, REGEXP, RLIKE -> true;
            default ->
                (word(token, "MEMBER") && (word(token.next, "OF") || token.next.kind == LPAREN))
                        || (word(token, "SOUNDS") && token.next.kind == LIKE);
        };
    }

    static boolean rowOrParen(Token token) {
        return token.kind == LPAREN || (word(token, "ROW") && token.next.kind == LPAREN);
    }

    static boolean selectModifier(Token token) {
        return token.kind == MysqlParserConstants.ALL
                || token.kind == DISTINCT
                || token.kind == STRAIGHT_JOIN
                || oneOf(token, SELECT_MODIFIERS);
    }

    static boolean changeModifier(Token token) {
        return oneOf(token, CHANGE_MODIFIERS);
    }

    static boolean deleteModifier(Token token) {
        return changeModifier(token) || (word(token, "QUICK") && token.next.kind != DOT && token.next.kind != COMMA);
    }

    /** Behind INTO in a SELECT: a variable or a file. */
    static boolean intoTarget(Token token) {
        return token.kind != EOF;
    }

    static boolean dual(Token token) {
        return word(token, "DUAL");
    }

    static boolean windowClause(Token token) {
        return word(token, "WINDOW") && name(token.next) && token.next.next.kind == AS;
    }

    static boolean windowName(Token token) {
        return name(token) && !frame(token);
    }

    /** The first word of a window's frame. */
    static boolean frame(Token token) {
        return word(token, "ROWS") || word(token, "RANGE") || word(token, "GROUPS");
    }

    /** A name that may stand as an alias without AS. */
    static boolean bareAlias(Token token) {
        return name(token) && !windowClause(token);
    }

    /** {@code t.*}, {@code s.t.*}. */
    static boolean dottedStar(Token token) {
        Token at = token.kind == DOT ? token.next : token;
        while (name(at) && at.next.kind == DOT) {
            at = at.next.next;
            if (at.kind == STAR) {
                return true;
            }
        }
        return false;
    }

    /** A name or word with an argument list behind it. */
    static boolean callAhead(Token token) {
        if (!name(token) && token.kind != DOLLAR) {
            return false;
        }
        return token.next.kind == LPAREN
                || (token.next.kind == DOT && name(token.next.next) && token.next.next.next.kind == LPAREN);
    }

    /** A function without parentheses, where the word is reserved: MySQL takes CURRENT_ROLE for a column. */
    static boolean niladic(Token token) {
        return token.kind == DOLLAR && oneOf(token, NILADIC);
    }

    static boolean quantifier(Token token) {
        return token.next.kind == LPAREN
                && queryParen(token.next)
                && (token.kind == MysqlParserConstants.ALL || word(token, "ANY") || word(token, "SOME"));
    }

    /** {@code DATE '2026-01-31'}. */
    static boolean temporal(Token token) {
        return (word(token, "DATE") || word(token, "TIME") || word(token, "TIMESTAMP"))
                && token.next.kind == QUOTED_STRING;
    }

    static boolean unit(Token token) {
        return oneOf(token, UNITS) || (plain(token) && sqlTsi(token));
    }

    private static boolean sqlTsi(Token token) {
        return token.image.regionMatches(true, 0, "SQL_TSI_", 0, 8);
    }

    /** EXTRACT(DAY FROM x), TIMESTAMPDIFF(DAY, a, b), GET_FORMAT(DATE, 'ISO'): the first word is no column. */
    static boolean unitFirst(String function, Token token) {
        return switch (function.toUpperCase(Locale.ROOT)) {
            case "EXTRACT", "TIMESTAMPADD", "TIMESTAMPDIFF" -> unit(token);
            case "GET_FORMAT" -> plain(token);
            default -> false;
        };
    }

    /** {@code TRIM(LEADING 'x' FROM y)}, {@code TRIM(BOTH FROM y)}. */
    static boolean trimSide(Token token) {
        return token.kind == DOLLAR && (word(token, "LEADING") || word(token, "TRAILING") || word(token, "BOTH"));
    }

    /** CHAR(1 USING utf8), JSON_VALUE(a, '$' RETURNING INT NULL ON EMPTY). */
    static boolean argumentTail(Token token) {
        return token.kind == USING || word(token, "RETURNING") || word(token, "LEVEL") || onEmpty(token);
    }

    private static boolean onEmpty(Token token) {
        return (word(token, "ERROR")
                        || token.kind == MysqlParserConstants.NULL
                        || token.kind == MysqlParserConstants.DEFAULT_)
                && token.next.kind != COMMA
                && token.next.kind != RPAREN;
    }

    /** What may follow the file name of INTO OUTFILE. */
    static boolean fileOption(Token token) {
        return switch (token.kind) {
            case EOF, SEMICOLON, RPAREN, FROM, FOR, LOCK, INTO, UNION, WHERE -> false;
            default -> true;
        };
    }

    /** {@code DELETE FROM t1, t2.* USING …}: the form that names its targets first. */
    static boolean deleteUsing(Token token) {
        Token at = token;
        while (name(at) || at.kind == DOT || at.kind == STAR || at.kind == COMMA) {
            at = at.next;
        }
        return at.kind == USING;
    }

    /** {@code DELETE HISTORY FROM t}, and not the table of that name among others or under conditions. */
    static boolean deleteHistory(Token token) {
        if (!word(token, "HISTORY") || token.next.kind != FROM) {
            return false;
        }
        Token at = token.next.next;
        while (name(at) && at.next.kind == DOT) {
            at = at.next.next;
        }
        Token behind = at.next;
        return name(at)
                && (behind.kind == EOF
                        || behind.kind == SEMICOLON
                        || behind.kind == MysqlParserConstants.PARTITION
                        || (word(behind, "BEFORE") && word(behind.next, "SYSTEM_TIME")));
    }

    /** {@code FOR PORTION OF}. */
    static boolean portion(Token token) {
        return token.kind == FOR && word(token.next, "PORTION") && word(token.next.next, "OF");
    }
}
