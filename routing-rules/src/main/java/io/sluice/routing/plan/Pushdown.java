package io.sluice.routing.plan;

import io.sluice.sql.Dialect;
import io.sluice.sql.Expr;
import io.sluice.sql.Feature;
import io.sluice.sql.FromItem;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.lex.Token;
import io.sluice.sql.text.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The conditions that every row of a table fulfils which can matter to its block: parts of WHERE and ON that speak of this table
 * alone. They are evaluated again where the statement is answered: so nothing here needs to be complete, but a row that is left out
 * must not matter.
 *
 * <p>INVARIANT: a WHERE says nothing of rows that an outer join may replace by NULLs; the ON of an outer join says nothing of the side
 * that is kept.
 */
final class Pushdown {
    /** Functions whose value is that of their arguments alone, on every server and at any time. */
    private static final Set<String> PURE = Set.of(
            "ABS",
            "ACOS",
            "ASCII",
            "ASIN",
            "ATAN",
            "ATAN2",
            "BIN",
            "BIT_COUNT",
            "BIT_LENGTH",
            "CAST",
            "CEIL",
            "CEILING",
            "CHAR",
            "CHARACTER_LENGTH",
            "CHAR_LENGTH",
            "COALESCE",
            "CONCAT",
            "CONCAT_WS",
            "CONV",
            "CONVERT",
            "COS",
            "COT",
            "CRC32",
            "DATE",
            "DATEDIFF",
            "DATE_ADD",
            "DATE_FORMAT",
            "DATE_SUB",
            "ADDDATE",
            "SUBDATE",
            "DAY",
            "DAYNAME",
            "DAYOFMONTH",
            "DAYOFWEEK",
            "DAYOFYEAR",
            "DEGREES",
            "ELT",
            "EXP",
            "EXTRACT",
            "FIELD",
            "FIND_IN_SET",
            "FLOOR",
            "GREATEST",
            "HEX",
            "HOUR",
            "IF",
            "IFNULL",
            "IN",
            "INSTR",
            "INTERVAL",
            "ISNULL",
            "LAST_DAY",
            "LCASE",
            "LEAST",
            "LEFT",
            "LENGTH",
            "LN",
            "LOCATE",
            "LOG",
            "LOG10",
            "LOG2",
            "LOWER",
            "LPAD",
            "LTRIM",
            "MAKEDATE",
            "MD5",
            "MICROSECOND",
            "MID",
            "MINUTE",
            "MOD",
            "MONTH",
            "MONTHNAME",
            "NULLIF",
            "OCT",
            "OCTET_LENGTH",
            "ORD",
            "PI",
            "POSITION",
            "POW",
            "POWER",
            "QUARTER",
            "QUOTE",
            "RADIANS",
            "REPEAT",
            "REPLACE",
            "REVERSE",
            "RIGHT",
            "ROUND",
            "ROW",
            "RPAD",
            "RTRIM",
            "SECOND",
            "SHA",
            "SHA1",
            "SIGN",
            "SIN",
            "SPACE",
            "SQRT",
            "STRCMP",
            "SUBSTR",
            "SUBSTRING",
            "SUBSTRING_INDEX",
            "TAN",
            "TIME",
            "TIMESTAMPADD",
            "TIMESTAMPDIFF",
            "TO_DAYS",
            "TRIM",
            "TRUNCATE",
            "UCASE",
            "UNHEX",
            "UPPER",
            "VALUES",
            "WEEK",
            "WEEKDAY",
            "WEEKOFYEAR",
            "YEAR",
            "YEARWEEK");

    /** Words that are functions without parentheses, or that open a query or a window. */
    private static final Set<String> IMPURE = Set.of(
            "CURRENT_DATE",
            "CURRENT_TIME",
            "CURRENT_TIMESTAMP",
            "CURRENT_USER",
            "CURRENT_ROLE",
            "LOCALTIME",
            "LOCALTIMESTAMP",
            "UTC_DATE",
            "UTC_TIME",
            "UTC_TIMESTAMP",
            "SELECT",
            "TABLE",
            "OVER",
            "MATCH",
            "NEXT",
            "PREVIOUS");

    private static final Set<Token> VARIABLES = EnumSet.of(Token.USER_VARIABLE, Token.SYSTEM_VARIABLE);

    private final Survey survey;
    private final Placed table;
    private final List<Expr> filters = new ArrayList<>();
    private final List<FromItem.Join> joins = new ArrayList<>();

    private Pushdown(Survey survey, Placed table) {
        this.survey = survey;
        this.table = table;
    }

    /**
     * What every row of a table fulfils which can matter to its block.
     *
     * @param filters of its WHERE, and of the ON of its joins
     * @param joins those whose conditions hold; for their USING and NATURAL
     * @param whole true where its WHERE is among them
     */
    record Held(List<Expr> filters, List<FromItem.Join> joins, boolean whole) {}

    static Held held(Survey survey, Placed table) {
        QueryBlock block = survey.scope().blocks().get(table.occurrence().block());
        Pushdown down = new Pushdown(survey, table);
        // What stands in a version comment cannot be cut out of it.
        // Under other variables a condition may mean something else.
        boolean plain = !Survey.conditional(survey.text()) && !survey.has(Feature.SET_VAR_HINT);
        boolean whole = plain && block.from() != null && down.from(block.from());
        if (whole) {
            down.filters.addAll(block.filters());
        }
        return new Held(down.filters, down.joins, whole);
    }

    /** Those of the conditions that its shards can evaluate; all of them hold. */
    static List<Expr> filters(Survey survey, Placed table) {
        Pushdown down = new Pushdown(survey, table);
        return held(survey, table).filters().stream().filter(down::ofTheTable).toList();
    }

    /** True where what is said above {@code item} of this table holds for all its rows; collects what {@code item} itself says. */
    private boolean from(@Nullable FromItem item) {
        if (item instanceof FromItem.Table here) {
            return here.ordinal() == table.occurrence().ordinal();
        }
        if (!(item instanceof FromItem.Join join)) {
            return false;
        }
        boolean left = has(join.left());
        FromItem side = left ? join.left() : join.right();
        if (!left && !has(join.right())) {
            return false;
        }
        boolean reaches = from(side);
        FromItem.Kind keeps = left ? FromItem.Kind.LEFT : FromItem.Kind.RIGHT;
        if (reaches && join.kind() != keeps) {
            filters.addAll(join.filters());
            joins.add(join);
        }
        return reaches && (join.kind() == FromItem.Kind.INNER || join.kind() == keeps);
    }

    private boolean has(FromItem item) {
        return Columns.leaves(item).stream()
                .anyMatch(leaf -> leaf instanceof FromItem.Table here
                        && here.ordinal() == table.occurrence().ordinal());
    }

    private boolean ofTheTable(Expr filter) {
        return Exprs.any(filter, e -> e instanceof Expr.Column)
                && !Exprs.any(filter, this::foreign)
                && pure(filter.span());
    }

    private boolean foreign(Expr expr) {
        return expr instanceof Expr.Star
                || expr instanceof Expr.Subquery
                || expr instanceof Expr.Aggregate
                || (expr instanceof Expr.Column column && survey.columns().owner(column.ref()) != table);
    }

    private boolean pure(Span span) {
        return pure(Mentioned.in(span.of(survey.text()), survey.fingerprint().dialect()));
    }

    private static boolean pure(Mentioned said) {
        return said.called().stream().allMatch(word -> PURE.contains(word) || OPERATORS.contains(word))
                && Collections.disjoint(said.bare(), IMPURE)
                && Collections.disjoint(said.tokens(), VARIABLES);
    }

    /** True for the text of a query that gives the same wherever it is read. */
    static boolean query(String text, Dialect dialect) {
        Mentioned said = Mentioned.in(text, dialect);
        said.called().removeAll(CLAUSES);
        said.bare().remove("SELECT");
        return pure(said);
    }

    /** What stands before a parenthesis in a query. */
    private static final Set<String> CLAUSES = Set.of(
            "SELECT",
            "DISTINCT",
            "ALL",
            "WHERE",
            "HAVING",
            "ON",
            "BY",
            "JOIN",
            "EXISTS",
            "ANY",
            "SOME",
            "COUNT",
            "SUM",
            "AVG",
            "MIN",
            "MAX",
            "BIT_AND",
            "BIT_OR",
            "BIT_XOR");

    /** Words before a parenthesis that call nothing. */
    private static final Set<String> OPERATORS = Set.of(
            "AND",
            "OR",
            "XOR",
            "NOT",
            "BETWEEN",
            "LIKE",
            "REGEXP",
            "RLIKE",
            "WHEN",
            "THEN",
            "ELSE",
            "CASE",
            "IS",
            "DIV",
            "BINARY",
            "ESCAPE",
            "SOUNDS",
            "FROM",
            "FOR",
            "USING",
            "AS",
            "CHAR",
            "SIGNED",
            "UNSIGNED",
            "DECIMAL",
            "VARCHAR");
}
