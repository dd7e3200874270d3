package io.sluice.routing.plan;

import io.sluice.sql.Expr;
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
        return text.contains("INTERVAL") && carrying.stream().allMatch(child -> kinds.of(child) == Kind.DATE);
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
