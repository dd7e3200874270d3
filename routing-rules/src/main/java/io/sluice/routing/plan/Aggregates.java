package io.sluice.routing.plan;

import io.sluice.routing.merge.Aggregation;
import io.sluice.routing.merge.Aggregation.Function;
import io.sluice.routing.merge.Merge.RowCondition;
import io.sluice.routing.schema.Column;
import io.sluice.sql.Expr;
import io.sluice.sql.Operand;
import io.sluice.sql.SqlValue;
import io.sluice.sql.text.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The aggregates of a SELECT and the columns in which the shards' parts of them come. */
final class Aggregates {
    /** Character sets in which a comma is not one byte. */
    private static final Set<String> WIDE = Set.of("ucs2", "utf16", "utf32");

    private final Survey survey;
    private final Kinds kinds;
    private final SelectEdits edits;
    private final List<Aggregation> all = new ArrayList<>();
    /** For each of {@link #all} the inner order that it wants, -1 for none. */
    private final List<Integer> wanted = new ArrayList<>();

    private final Map<String, Integer> columns = new HashMap<>();
    private final InnerOrders orders;

    /** @param orders by whose keys the shards group, too */
    Aggregates(Survey survey, Kinds kinds, SelectEdits edits, InnerOrders orders) {
        this.survey = survey;
        this.kinds = kinds;
        this.edits = edits;
        this.orders = orders;
    }

    /** Those that want the inner order {@code order}; with -1 those for which all rows count, in any order. */
    List<Aggregation> wanting(int order) {
        List<Aggregation> these = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (wanted.get(i) == order) {
                these.add(all.get(i));
            }
        }
        return these;
    }

    /** True where texts are joined. */
    boolean joins() {
        return all.stream().anyMatch(each -> each.function() == Function.JOIN);
    }

    /** The aggregate {@code expr} stands in column {@code column} of the answer. */
    void selected(Expr.Aggregate expr, int column) {
        add(expr, column);
        columns.putIfAbsent(edits.sense(expr.span()), column);
    }

    /** The column that has {@code expr}, a hidden one if need be. */
    int column(Expr.Aggregate expr) {
        Integer known = columns.get(edits.sense(expr.span()));
        if (known != null) {
            return known;
        }
        int column = edits.hide("", edits.term(expr.span()), "");
        selected(expr, column);
        return column;
    }

    private void add(Expr.Aggregate expr, int column) {
        String name = text(expr);
        int order = orders.of(expr);
        boolean joins = expr.function().equals("GROUP_CONCAT");
        boolean known = joins ? expr.plain() || expr.joining() != null : expr.plain();
        boolean lost = order < 0 && (joins ? InnerOrders.wishes(expr) : expr.distinct() && !harmless(expr));
        if (!known || lost) {
            throw SelectKeys.refuse(name, "only COUNT, SUM, MIN, MAX and AVG without DISTINCT are");
        }
        switch (expr.function()) {
            case "COUNT" -> all.add(new Aggregation(Function.COUNT, column, -1, -1, -1, words(expr)));
            case "SUM" -> {
                exact(expr);
                all.add(new Aggregation(Function.SUM, column, -1, -1, -1, words(expr)));
            }
            case "AVG" -> average(expr, column);
            case "MIN", "MAX" -> extreme(expr, column);
            case "BIT_AND", "BIT_OR", "BIT_XOR" -> {
                exact(expr);
                all.add(new Aggregation(Function.valueOf(expr.function()), column, -1, -1, -1, words(expr)));
            }
            case "GROUP_CONCAT" -> joined(expr, column);
            default -> throw SelectKeys.refuse(name, "only COUNT, SUM, MIN, MAX and AVG are");
        }
        wanted.add(order);
    }

    /** The parts' texts are joined; to know where it is to be cut, their lengths are asked for. */
    private void joined(Expr.Aggregate expr, int column) {
        List<Expr> args = expr.args();
        if (args.isEmpty() || args.stream().anyMatch(arg -> Exprs.any(arg, e -> e instanceof Expr.Subquery))) {
            throw SelectKeys.refuse(text(expr), "join a column of a table");
        }
        if (wide(expr)) {
            throw SelectKeys.refuse(text(expr) + " in a character set that is no superset of ASCII", "convert it");
        }
        String separator = separator(expr);
        Span whole = new Span(
                args.get(0).span().start(), args.get(args.size() - 1).span().end());
        SelectEdits.Term values = edits.term(whole);
        int length = edits.hide((expr.distinct() ? "MAX" : "SUM") + "(LENGTH(CONCAT(", values, ")))");
        int count = expr.distinct() ? -1 : edits.hide("COUNT(CONCAT(", values, "))");
        int most = edits.hide("@@group_concat_max_len", new SelectEdits.Term("", "", List.of()), "");
        all.add(Aggregation.joining(column, most, length, count, words(expr), separator));
    }

    private boolean wide(Expr.Aggregate expr) {
        String said = text(expr).toLowerCase(Locale.ROOT);
        return WIDE.stream().anyMatch(said::contains)
                || Exprs.any(
                        expr,
                        e -> e instanceof Expr.Column column
                                && wide(survey.columns().column(column.ref())));
    }

    private static boolean wide(@Nullable Column column) {
        String collation = column == null ? null : column.collation();
        return collation != null && WIDE.stream().anyMatch(collation::startsWith);
    }

    private String separator(Expr.Aggregate expr) {
        Expr.Constant written = expr.joining() == null ? null : expr.joining().separator();
        if (written == null) {
            return ",";
        }
        edits.sense(written.span()); // the plan is for this one
        SqlValue value = written.operand() instanceof Operand.Slot slot
                ? survey.fingerprint().value(slot.index())
                : new SqlValue.Unreadable();
        if (value instanceof SqlValue.Text text && text.value().chars().allMatch(c -> c < 0x80)) {
            return text.value();
        }
        throw SelectKeys.refuse(text(expr), "choose a separator of ASCII characters");
    }

    private void average(Expr.Aggregate expr, int column) {
        exact(expr);
        SelectEdits.Term argument = edits.term(expr.args().get(0).span());
        String distinct = expr.distinct() ? "DISTINCT " : "";
        int sum = edits.hide("SUM(" + distinct, argument, ")");
        int count = edits.hide("COUNT(" + distinct, argument, ")");
        all.add(new Aggregation(Function.AVG, column, -1, sum, count, words(expr)));
    }

    private void extreme(Expr.Aggregate expr, int column) {
        // MAX() is a syntax error on a server
        Kind kind = expr.args().size() == 1 ? kinds.of(expr.args().get(0)) : Kind.OTHER;
        if (kind == Kind.OTHER || kind == Kind.ENUM || kind == Kind.TIME || kind == Kind.BIT) {
            throw SelectKeys.refuse(text(expr), "use a column of a number, text or date type");
        }
        int weight = kind == Kind.TEXT ? edits.hide("WEIGHT_STRING(", edits.term(expr.span()), ")") : -1;
        Function function = expr.function().equals("MIN") ? Function.MIN : Function.MAX;
        all.add(new Aggregation(function, column, weight, -1, -1, words(expr)));
    }

    private void exact(Expr.Aggregate expr) {
        if (expr.args().size() != 1 || kinds.of(expr.args().get(0)) != Kind.EXACT) {
            throw SelectKeys.refuse(
                    text(expr), "sums are exact only over whole and DECIMAL numbers of known type; use such a column");
        }
    }

    /** {@code condition} with averages compared as such. */
    RowCondition averages(RowCondition condition) {
        if (condition instanceof RowCondition.And and) {
            return new RowCondition.And(and.parts().stream().map(this::averages).toList());
        }
        if (condition instanceof RowCondition.Or or) {
            return new RowCondition.Or(or.parts().stream().map(this::averages).toList());
        }
        if (condition instanceof RowCondition.Not not) {
            return new RowCondition.Not(averages(not.part()));
        }
        if (condition instanceof RowCondition.CompareColumns compare
                && (average(compare.left()) != null || average(compare.right()) != null)) {
            throw SelectKeys.refuse("HAVING that compares an AVG with another column", "compare it with a number");
        }
        Aggregation average = condition instanceof RowCondition.Compare compare ? average(compare.column()) : null;
        return average != null && condition instanceof RowCondition.Compare compare
                ? new RowCondition.CompareAverage(
                        compare.column(), average.sumColumn(), average.countColumn(), compare.op(), compare.value())
                : condition;
    }

    private @Nullable Aggregation average(int column) {
        for (Aggregation aggregation : all) {
            if (aggregation.column() == column && aggregation.function() == Function.AVG) {
                return aggregation;
            }
        }
        return null;
    }

    /** MIN and MAX do not care; COUNT(DISTINCT key) counts no key twice, for each lives in one slot. */
    private boolean harmless(Expr.Aggregate expr) {
        return switch (expr.function()) {
            case "MIN", "MAX" -> true;
            case "COUNT" -> orders.none() && SlotLocal.has(survey, expr.args());
            default -> false;
        };
    }

    private String words(Expr.Aggregate expr) {
        String text = text(expr);
        return expr.function().toLowerCase(Locale.ROOT)
                + text.substring(expr.function().length());
    }

    private String text(Expr expr) {
        return expr.span().of(survey.text());
    }

    /** The aggregate that {@code expr} is, null where it is something else. */
    static Expr.@Nullable Aggregate of(@Nullable Expr expr) {
        return expr instanceof Expr.Aggregate aggregate ? aggregate : null;
    }
}
