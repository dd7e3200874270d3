package io.sluice.routing.plan;

import io.sluice.routing.schema.Column;
import io.sluice.sql.Expr;
import io.sluice.sql.Operand;
import io.sluice.sql.lex.Token;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Of which expressions over groups a server makes the same of a column as of the aggregate whose value it has. Where a number becomes a
 * text it does not: the one's is a binary string, the other's has the connection's collation.
 */
record PartialExprs(Survey survey, Kinds kinds) {
    private static final Set<String> NUMBERS = Set.of(
            "ROUND", "TRUNCATE", "ABS", "FLOOR", "CEIL", "CEILING", "SIGN", "MOD", "POW", "POWER", "SQRT", "FORMAT");

    private static final Set<String> MOMENTS = Set.of(
            "NOW",
            "CURRENT_TIMESTAMP",
            "LOCALTIME",
            "LOCALTIMESTAMP",
            "CURDATE",
            "CURRENT_DATE",
            "UTC_DATE",
            "UTC_TIMESTAMP");

    private static final String INTERVAL = "INTERVAL";

    private static final Pattern NUMBER =
            Pattern.compile("(?is)CAST\\s*\\(.*\\bAS\\s+(SIGNED|UNSIGNED|DECIMAL|DOUBLE)\\b.*");

    /** True where {@code expr} makes no text of a number or a date; what is inside its children is not looked at. */
    boolean alike(Expr expr) {
        List<Expr> carrying =
                Exprs.children(expr).stream().filter(this::carries).toList();
        if (expr instanceof Expr.Operation || carrying.isEmpty() || number(expr)) {
            return true;
        }
        if (expr instanceof Expr.Call call) {
            boolean condition =
                    call.function().equals("IF") && call.args().stream().skip(1).noneMatch(this::carries);
            boolean first =
                    call.function().equals("NULLIF") && number(call.args().get(0));
            return condition || first || NUMBERS.contains(call.function()) || Kinds.counts(call);
        }
        String text = expr.span().of(survey.text()).toUpperCase(Locale.ROOT);
        if (text.startsWith("CAST")) {
            return NUMBER.matcher(text).matches();
        }
        if (text.startsWith("CASE")) {
            long conditions =
                    Exprs.children(expr).stream().filter(PartialExprs::compares).count();
            return carrying.stream().allMatch(PartialExprs::compares)
                    && conditions == text.split("\\bWHEN\\b", -1).length - 1;
        }
        return text.contains(INTERVAL) && carrying.stream().allMatch(child -> kinds.of(child) == Kind.DATE);
    }

    /**
     * True where a value is compared with a constant of another kind. Of a column's value that is another comparison: servers first make
     * of the constant what the column holds, so that {@code seen > 20200101} asks for what came after midnight of that day, while
     * {@code MAX(seen) > 20200101} is true of any.
     */
    boolean converts(Expr expr) {
        List<Expr> operands = compares(expr) ? Exprs.children(expr) : List.of();
        return operands.stream().filter(PartialExprs::constant).anyMatch(constant -> operands.stream()
                .anyMatch(made -> converts(made, constant)));
    }

    private boolean converts(Expr made, Expr constant) {
        if (made instanceof Expr.Column || constant(made)) {
            return false;
        }
        if (kinds.of(made) == Kind.DATE) {
            return !moment(constant) && !(constant instanceof Expr.Constant of && text(of.operand()));
        }
        // A sum is a decimal: no constant becomes one.
        boolean sum = made instanceof Expr.Aggregate of && of.function().equals("SUM");
        boolean whole = kinds.of(made) == Kind.EXACT && !sum;
        boolean alike = number(constant) || (constant instanceof Expr.Constant of && parameter(of.operand()));
        return whole && (!alike || Exprs.any(made, this::year));
    }

    private static boolean constant(Expr expr) {
        return !Exprs.any(
                expr, e -> e instanceof Expr.Column || e instanceof Expr.Aggregate || e instanceof Expr.Subquery);
    }

    /** True for a string, and for DATE '2020-01-01'. */
    private boolean text(Operand operand) {
        return operand instanceof Operand.Temporal
                || operand instanceof Operand.Strings
                || (operand instanceof Operand.Slot slot
                        && survey.fingerprint().slotToken(slot.index()) == Token.STRING);
    }

    /** True for NOW(), and for NOW() - INTERVAL 1 DAY. */
    private boolean moment(Expr expr) {
        if (expr instanceof Expr.Call call) {
            return MOMENTS.contains(call.function());
        }
        return expr instanceof Expr.Operation operation
                && operation.operands().size() == 2
                && moment(operation.operands().get(0))
                && operation.operands().get(1) instanceof Expr.Opaque by
                && by.span().of(survey.text()).regionMatches(true, 0, INTERVAL, 0, INTERVAL.length());
    }

    private boolean parameter(Operand operand) {
        return operand instanceof Operand.Slot slot && survey.fingerprint().isParameter(slot.index());
    }

    /** A column to which 98 is 1998. */
    private boolean year(Expr expr) {
        Column column = expr instanceof Expr.Column ref ? survey.columns().column(ref.ref()) : null;
        return column != null && column.type().equalsIgnoreCase("year");
    }

    private boolean number(Expr expr) {
        Kind kind = kinds.of(expr);
        return kind == Kind.EXACT || kind == Kind.DOUBLE;
    }

    /** True for what has an aggregate in it, or a column that is no text. */
    private boolean carries(Expr expr) {
        return Exprs.any(
                expr, e -> e instanceof Expr.Aggregate || (e instanceof Expr.Column && kinds.of(e) != Kind.TEXT));
    }

    private static boolean compares(Expr expr) {
        return expr instanceof Expr.Operation operation && Kinds.compares(operation);
    }
}
