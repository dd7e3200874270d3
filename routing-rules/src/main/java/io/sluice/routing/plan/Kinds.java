package io.sluice.routing.plan;

import io.sluice.routing.schema.Column;
import io.sluice.sql.Expr;
import io.sluice.sql.Operand;
import io.sluice.sql.SqlValue;
import io.sluice.sql.lex.Fingerprint;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds the {@link Kind} of expressions; what is not on a list of proven operators is {@link Kind#OTHER}. */
final class Kinds {
    private static final Set<String> EXACT_FUNCTIONS = Set.of(
            "LENGTH",
            "CHAR_LENGTH",
            "CHARACTER_LENGTH",
            "OCTET_LENGTH",
            "BIT_LENGTH",
            "ASCII",
            "ORD",
            "CRC32",
            "YEAR",
            "MONTH",
            "DAY",
            "DAYOFMONTH",
            "DAYOFWEEK",
            "DAYOFYEAR",
            "WEEK",
            "WEEKDAY",
            "WEEKOFYEAR",
            "YEARWEEK",
            "QUARTER",
            "HOUR",
            "MINUTE",
            "SECOND",
            "MICROSECOND",
            "TO_DAYS",
            "TO_SECONDS",
            "DATEDIFF",
            "SIGN",
            "LOCATE",
            "INSTR",
            "POSITION",
            "ISNULL",
            "FIELD",
            "FIND_IN_SET",
            "STRCMP",
            "TIMESTAMPDIFF",
            "EXTRACT",
            "INET_ATON");
    private static final Set<String> TEXT_FUNCTIONS = Set.of(
            "UPPER",
            "UCASE",
            "LOWER",
            "LCASE",
            "CONCAT",
            "CONCAT_WS",
            "SUBSTRING",
            "SUBSTR",
            "MID",
            "LEFT",
            "RIGHT",
            "TRIM",
            "LTRIM",
            "RTRIM",
            "REPLACE",
            "REVERSE",
            "REPEAT",
            "LPAD",
            "RPAD",
            "SUBSTRING_INDEX");
    private static final Set<String> FIRST_ARGUMENT = Set.of("ABS", "FLOOR", "CEIL", "CEILING", "ROUND", "TRUNCATE");
    private static final Set<String> ALL_ARGUMENTS = Set.of("IFNULL", "COALESCE", "GREATEST", "LEAST", "NVL");
    private static final Set<String> EXACT_OPERATORS = Set.of(
            "=",
            "<>",
            "<",
            "<=",
            ">",
            ">=",
            "<=>",
            "AND",
            "OR",
            "XOR",
            "NOT",
            "IN",
            "NOT IN",
            "BETWEEN",
            "NOT BETWEEN",
            "LIKE",
            "NOT LIKE",
            "IS NULL",
            "IS NOT NULL");

    private final Columns columns;
    private final Fingerprint fingerprint;

    Kinds(Columns columns, Fingerprint fingerprint) {
        this.columns = columns;
        this.fingerprint = fingerprint;
    }

    /** True for what is true, false or NULL. */
    static boolean compares(Expr.Operation operation) {
        return EXACT_OPERATORS.contains(operation.op());
    }

    /** True for a function that gives whole numbers. */
    static boolean counts(Expr.Call call) {
        return EXACT_FUNCTIONS.contains(call.function());
    }

    Kind of(Expr expr) {
        if (expr instanceof Expr.Column column) {
            Column known = columns.column(column.ref());
            return known == null ? Kind.OTHER : of(known);
        }
        if (expr instanceof Expr.Constant constant) {
            return of(constant.operand());
        }
        if (expr instanceof Expr.Aggregate aggregate) {
            return of(aggregate);
        }
        if (expr instanceof Expr.Operation operation) {
            return of(operation);
        }
        if (expr instanceof Expr.Call call) {
            return of(call);
        }
        if (expr instanceof Expr.Opaque opaque && cased(opaque)) {
            return common(opaque.children()) == Kind.EXACT ? Kind.EXACT : Kind.OTHER;
        }
        return Kind.OTHER;
    }

    static Kind of(Column column) {
        return switch (column.type().toLowerCase(Locale.ROOT)) {
            case "tinyint", "smallint", "mediumint", "int", "integer", "bigint", "decimal", "numeric", "year" ->
                Kind.EXACT;
            case "double", "real" -> Kind.DOUBLE;
            case "float" -> Kind.FLOAT;
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext" -> Kind.TEXT;
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> Kind.BYTES;
            case "date", "datetime" -> Kind.DATE;
            case "timestamp" -> Kind.TIMESTAMP;
            case "time" -> Kind.TIME;
            case "enum", "set" -> Kind.ENUM;
            case "bit" -> Kind.BIT;
            default -> Kind.OTHER;
        };
    }

    private Kind of(Operand operand) {
        if (operand instanceof Operand.Slot slot) {
            return switch (fingerprint.slotToken(slot.index())) {
                case NUMBER_INT, NUMBER_DECIMAL -> Kind.EXACT;
                case NUMBER_FLOAT -> Kind.DOUBLE;
                default -> Kind.OTHER;
            };
        }
        if (operand instanceof Operand.Negate negate) {
            return of(negate.operand());
        }
        if (operand instanceof Operand.Arithmetic sum) {
            return of(sum.left()) == Kind.EXACT && of(sum.right()) == Kind.EXACT ? Kind.EXACT : Kind.OTHER;
        }
        // NULL is of every kind.
        return operand instanceof Operand.Constant constant
                        && (constant.value() instanceof SqlValue.Null || constant.value() instanceof SqlValue.Whole)
                ? Kind.EXACT
                : Kind.OTHER;
    }

    private Kind of(Expr.Aggregate aggregate) {
        if (aggregate.args().isEmpty()) {
            // COUNT(*); MAX() is a syntax error, which a server will tell.
            return aggregate.function().equals("COUNT") ? Kind.EXACT : Kind.OTHER;
        }
        return switch (aggregate.function()) {
            case "COUNT" -> Kind.EXACT;
            case "SUM", "AVG" -> of(aggregate.args().get(0)) == Kind.EXACT ? Kind.EXACT : Kind.DOUBLE;
            case "MIN", "MAX" -> of(aggregate.args().get(0));
            default -> Kind.OTHER;
        };
    }

    private Kind of(Expr.Operation operation) {
        if (EXACT_OPERATORS.contains(operation.op())) {
            return Kind.EXACT;
        }
        return switch (operation.op()) {
            // A server goes on with more digits of a quotient than it shows.
            case "/" -> arithmetic(operation.operands()) == Kind.EXACT ? Kind.DOUBLE : arithmetic(operation.operands());
            case "+", "-", "*", "%", "DIV", "NEG" -> arithmetic(operation.operands());
            default -> Kind.OTHER;
        };
    }

    private Kind arithmetic(List<Expr> operands) {
        Kind kind = Kind.EXACT;
        for (Expr operand : operands) {
            Kind next = of(operand);
            if (next == Kind.OTHER) {
                return Kind.OTHER;
            }
            if (next != Kind.EXACT && next != Kind.BIT) {
                kind = next == Kind.DATE || next == Kind.TIME || next == Kind.TIMESTAMP ? kind : Kind.DOUBLE;
            }
        }
        return kind;
    }

    private Kind of(Expr.Call call) {
        if (EXACT_FUNCTIONS.contains(call.function())) {
            return Kind.EXACT;
        }
        if (TEXT_FUNCTIONS.contains(call.function())) {
            return common(call.args()) == Kind.BYTES ? Kind.OTHER : Kind.TEXT;
        }
        if (FIRST_ARGUMENT.contains(call.function()) && !call.args().isEmpty()) {
            Kind kind = of(call.args().get(0));
            return kind == Kind.EXACT || kind == Kind.DOUBLE ? kind : Kind.OTHER;
        }
        if (ALL_ARGUMENTS.contains(call.function())) {
            return common(call.args());
        }
        if (call.function().equals("IF") && call.args().size() == 3) {
            return common(call.args().subList(1, 3));
        }
        return call.function().equals("DATE") || call.function().equals("LAST_DAY") ? Kind.DATE : Kind.OTHER;
    }

    /** The kind of all of them; OTHER where they differ or where the function might give another. */
    private Kind common(List<Expr> args) {
        Kind kind = null;
        for (Expr arg : args) {
            Kind next = of(arg);
            kind = kind == null || kind == next ? next : Kind.OTHER;
        }
        boolean known = kind == Kind.EXACT || kind == Kind.DOUBLE || kind == Kind.TEXT || kind == Kind.BYTES;
        return kind != null && known ? kind : Kind.OTHER;
    }

    private boolean cased(Expr.Opaque opaque) {
        return opaque.span().of(fingerprint.text()).regionMatches(true, 0, "CASE", 0, 4);
    }
}
