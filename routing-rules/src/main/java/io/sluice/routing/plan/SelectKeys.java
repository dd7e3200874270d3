package io.sluice.routing.plan;

import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.merge.SortKey;
import io.sluice.routing.schema.Collation;
import io.sluice.routing.schema.Column;
import io.sluice.routing.schema.Table;
import io.sluice.sql.Expr;
import io.sluice.sql.FromItem;
import io.sluice.sql.Operand;
import io.sluice.sql.OrderItem;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.SqlValue;
import io.sluice.sql.text.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what ORDER BY and GROUP BY name, and makes the columns by which rows are compared here. */
final class SelectKeys {
    private final Survey survey;
    private final Kinds kinds;
    private final Outputs outputs;
    private final SelectEdits edits;

    SelectKeys(Survey survey, Kinds kinds, Outputs outputs, SelectEdits edits) {
        this.survey = survey;
        this.kinds = kinds;
        this.outputs = outputs;
        this.edits = edits;
    }

    /**
     * What an item of ORDER BY or GROUP BY means.
     *
     * @param expr its expression; null where it is a column that a star gave
     * @param output the column of the answer that has its value, or null
     */
    record Meaning(@Nullable Expr expr, @Nullable Output output) {}

    /** What {@code item} means; null for a constant, which orders nothing. */
    @Nullable
    Meaning meaning(OrderItem item, boolean aliasFirst) {
        Expr expr = item.expr();
        if (expr instanceof Expr.Constant constant) {
            return position(constant);
        }
        if (expr instanceof Expr.Column column) {
            return column(column, aliasFirst);
        }
        Output same = outputs.all().stream()
                .filter(o -> o.span() != null && same(o.span(), expr.span()))
                .findFirst()
                .orElse(null);
        if (same == null && Exprs.any(expr, this::namesAnAlias)) {
            throw refuse("ORDER BY or GROUP BY with an alias inside an expression", "repeat the expression itself");
        }
        return new Meaning(expr, same);
    }

    private @Nullable Meaning position(Expr.Constant constant) {
        if (!(constant.operand() instanceof Operand.Slot slot)
                || !survey.scope().pinnedSlots().contains(slot.index())) {
            return null;
        }
        SqlValue value = survey.fingerprint().value(slot.index());
        int position = value instanceof SqlValue.Whole whole ? whole.value().intValue() : 0;
        List<Output> all = outputs.all();
        if (position < 1 || position > all.size()) {
            throw RoutingError.UNKNOWN_COLUMN.with(Integer.toString(position), "order clause");
        }
        Output output = all.get(position - 1);
        return new Meaning(output.expr(), output);
    }

    private Meaning column(Expr.Column column, boolean aliasFirst) {
        Placed owner = owner(column, aliasFirst);
        Output alias = column.ref().qualifier() == null ? alias(column.ref().name()) : null;
        if (alias != null && !aliasFirst && owner == null && hidden(column, alias)) {
            // GROUP BY looks into FROM first, and a derived table may have a column of that name.
            throw refuse("GROUP BY " + column.ref().name(), "an alias of that name hides the column; choose another");
        }
        if (alias != null && (aliasFirst || owner == null)) {
            return new Meaning(alias.expr(), alias);
        }
        if (alias != null && !alias.is(owner, column.ref().name())) {
            throw refuse("GROUP BY " + column.ref().name(), "an alias of that name hides the column; choose another");
        }
        for (Output output : outputs.all()) {
            if (output.is(owner, column.ref().name())) {
                return new Meaning(output.expr() == null ? column : output.expr(), output);
            }
        }
        return new Meaning(column, null);
    }

    /** True where something in FROM may have a column of the name that is not what {@code alias} shows. */
    private boolean hidden(Expr.Column column, Output alias) {
        QueryBlock block = survey.scope().blocks().get(column.ref().block());
        List<FromItem> holders = survey.columns().mayHave(block, column.ref().name());
        boolean itself = alias.expr() instanceof Expr.Column shown
                && shown.ref().name().equalsIgnoreCase(column.ref().name())
                && holders.size() == 1
                && (shown.ref().qualifier() == null
                        || survey.columns().called(block, shown.ref().qualifier()) == holders.get(0));
        return !holders.isEmpty() && !itself;
    }

    /** ORDER BY looks into the select list first: {@code SELECT i.id FROM o JOIN i … ORDER BY id} means i.id. */
    private @Nullable Placed owner(Expr.Column column, boolean outputsFirst) {
        if (outputsFirst && column.ref().qualifier() == null) {
            for (Output output : outputs.all()) {
                if (output.item().alias() == null
                        && column.ref().name().equalsIgnoreCase(output.column())
                        && output.owner() != null) {
                    return output.owner();
                }
            }
        }
        return survey.columns().owner(column.ref());
    }

    /** The column with that alias, null for none. */
    @Nullable
    Output alias(String name) {
        for (Output output : outputs.all()) {
            if (output.item().alias() != null && output.name().equalsIgnoreCase(name)) {
                return output;
            }
        }
        return null;
    }

    private boolean namesAnAlias(Expr expr) {
        if (!(expr instanceof Expr.Column column) || column.ref().qualifier() != null) {
            return false;
        }
        Output alias = alias(column.ref().name());
        return alias != null
                && !alias.is(survey.columns().owner(column.ref()), column.ref().name());
    }

    /** The key for comparing by {@code meaning}, with the hidden columns it takes. */
    SortKey key(Meaning meaning, boolean descending) {
        SelectEdits.Term term = term(meaning);
        Kind kind = meaning.output() != null ? meaning.output().kind() : kinds.of(expr(meaning));
        boolean aggregate = meaning.expr() != null && Exprs.hasAggregate(meaning.expr());
        int column =
                switch (kind) {
                    case EXACT, DOUBLE, DATE, BYTES, TEXT -> value(meaning, term);
                    case FLOAT -> twin(aggregate, "(", term, " + 0e0)");
                    case ENUM, TIME, BIT -> twin(aggregate, "(", term, " + 0)");
                    case TIMESTAMP -> twin(aggregate, "UNIX_TIMESTAMP(", term, ")");
                    case OTHER -> throw notOrdered(meaning, term);
                };
        int weight = kind == Kind.TEXT ? weight(meaning, term, aggregate) : -1;
        return new SortKey(column, weight, descending, term.text(), kind == Kind.TEXT ? collation(meaning) : null);
    }

    /**
     * A function of a grouped expression is itself not grouped to MySQL (error 1055): there the weight is taken of the group's
     * smallest value, and all values of a group weigh the same.
     */
    private int weight(Meaning meaning, SelectEdits.Term term, boolean aggregate) {
        boolean grouped = !survey.top().groupBy().isEmpty();
        return !grouped || aggregate || meaning.expr() == null || meaning.expr() instanceof Expr.Column
                ? edits.hide("WEIGHT_STRING(", term, ")")
                : edits.hide("WEIGHT_STRING(MIN(", term, "))");
    }

    /** The key for comparing by an expression that the shards group by: it is the same for all rows of a group. */
    SortKey grouped(Expr expr, Kind kind, boolean descending) {
        SelectEdits.Term term = edits.term(expr.span());
        int column = edits.hide("MIN(", term, ")");
        int weight = kind == Kind.TEXT ? edits.hide("WEIGHT_STRING(MIN(", term, "))") : -1;
        return new SortKey(
                column, weight, descending, term.text(), kind == Kind.TEXT ? collation(new Meaning(expr, null)) : null);
    }

    private RoutingException notOrdered(Meaning meaning, SelectEdits.Term term) {
        if (meaning.expr() instanceof Expr.Column column && survey.columns().unknown(column.ref())) {
            return RoutingError.UNKNOWN_COLUMN.with(column.ref().name(), "order clause");
        }
        return refuse("ordering or grouping by " + term.text(), "use a column or a plain expression of known type");
    }

    /**
     * The collation by which the servers compare {@code meaning}: that of the one text column in it. Null where it has none or
     * several that differ.
     */
    @Nullable
    Collation collation(Meaning meaning) {
        Set<String> names = new HashSet<>();
        Output output = meaning.output();
        if (output != null && output.owner() != null && output.column() != null) {
            Table table = output.owner().table();
            collect(table == null ? null : table.column(output.column()), names);
        } else if (meaning.expr() != null) {
            collect(meaning.expr(), names);
        }
        return names.size() == 1
                ? survey.cluster().schema().collations().get(names.iterator().next())
                : null;
    }

    private void collect(Expr expr, Set<String> names) {
        if (expr instanceof Expr.Column column) {
            collect(survey.columns().column(column.ref()), names);
        }
        Exprs.children(expr).forEach(child -> collect(child, names));
    }

    private static void collect(@Nullable Column column, Set<String> names) {
        if (column != null && column.collation() != null) {
            names.add(column.collation());
        }
    }

    private int value(Meaning meaning, SelectEdits.Term term) {
        return meaning.output() != null ? meaning.output().index() : edits.hide("", term, "");
    }

    private int twin(boolean aggregate, String before, SelectEdits.Term term, String after) {
        if (aggregate) {
            throw refuse("ordering by " + term.text(), "order by a column or by a number");
        }
        return edits.hide(before, term, after);
    }

    SelectEdits.Term term(Meaning meaning) {
        Output output = meaning.output();
        if (output != null && output.span() == null && output.owner() != null && output.column() != null) {
            return edits.term(output.owner(), output.column());
        }
        return edits.term(expr(meaning).span());
    }

    private static Expr expr(Meaning meaning) {
        if (meaning.expr() == null) {
            throw new IllegalStateException("a key without expression");
        }
        return meaning.expr();
    }

    /** True where both parts of the text say the same. */
    boolean same(Span one, Span other) {
        return text(one).equals(text(other)) && edits.sense(one).equals(edits.sense(other));
    }

    private String text(Span span) {
        return span.of(survey.text());
    }

    static RoutingException refuse(String what, String hint) {
        return RoutingError.CROSS_SHARD.with(what, hint);
    }
}
