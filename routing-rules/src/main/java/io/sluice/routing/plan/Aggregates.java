package io.sluice.routing.plan;

import io.sluice.routing.merge.Aggregation;
import io.sluice.routing.merge.Aggregation.Function;
import io.sluice.routing.merge.Merge.RowCondition;
import io.sluice.sql.Expr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The aggregates of a SELECT and the columns in which the shards' parts of them come. */
final class Aggregates {
    private final Survey survey;
    private final Kinds kinds;
    private final SelectEdits edits;
    private final List<Aggregation> all = new ArrayList<>();
    private final List<Aggregation> repeatable = new ArrayList<>();
    private final Map<String, Integer> columns = new HashMap<>();
    private final DistinctValues values;

    /** @param values those that the shards' rows have each once */
    Aggregates(Survey survey, Kinds kinds, SelectEdits edits, DistinctValues values) {
        this.survey = survey;
        this.kinds = kinds;
        this.edits = edits;
        this.values = values;
    }

    List<Aggregation> all() {
        return all;
    }

    /** Those that are not of distinct values: they count rows that have the same. */
    List<Aggregation> repeatable() {
        return repeatable;
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
        boolean once = values.of(expr);
        if (!expr.plain() || (expr.distinct() && !once && !harmless(expr))) {
            throw SelectKeys.refuse(name, "only COUNT, SUM, MIN, MAX and AVG without DISTINCT are");
        }
        int before = all.size();
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
            default -> throw SelectKeys.refuse(name, "only COUNT, SUM, MIN, MAX and AVG are");
        }
        if (!once) {
            repeatable.addAll(all.subList(before, all.size()));
        }
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
            case "COUNT" -> values.none() && SlotLocal.has(survey, expr.args());
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
