package io.sluice.routing.plan;

import io.sluice.routing.RoutingException;
import io.sluice.routing.merge.Merge;
import io.sluice.routing.merge.SortKey;
import io.sluice.routing.rules.TableRule;
import io.sluice.routing.schema.Collation;
import io.sluice.routing.schema.Column;
import io.sluice.sql.Expr;
import io.sluice.sql.Feature;
import io.sluice.sql.OrderItem;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.SelectItem;
import io.sluice.sql.SqlValue;
import io.sluice.sql.text.Edit;
import io.sluice.sql.text.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * UNION, INTERSECT and EXCEPT over several slots, where each SELECT's rows are those that the slots have: then every slot answers the
 * user's whole text. UNION ALL puts the answers behind each other, UNION drops what comes twice. Where all SELECTs show the sharding
 * key in one place, equal rows live in one slot, and any operation is the slots' own affair.
 */
final class SetScatter {
    private final Survey survey;
    private final OwnText own;
    private final SetTree tree;
    private final List<Leaf> leaves = new ArrayList<>();
    private final List<SortKey> order = new ArrayList<>();
    private final Map<Integer, Integer> weights = new HashMap<>();
    private final SelectEdits tail;

    SetScatter(Survey survey, OwnText own) {
        this.survey = survey;
        this.own = own;
        this.tree = SetTree.of(survey);
        this.tail = new SelectEdits(survey, own, 0, 0);
    }

    /**
     * One SELECT.
     *
     * @param rows the tables whose rows its own are; null where every slot has the same
     * @param edits what is put in behind its select list
     */
    private record Leaf(
            QueryBlock block, @Nullable KeyClass rows, Outputs outputs, SelectKeys keys, SelectEdits edits) {}

    /** @throws RoutingException where it is more than what the slots answer */
    Scatter.Spread spread() {
        if (survey.has(Feature.WITH_CLAUSE)) {
            throw refuse("WITH and a set operation");
        }
        Decomposable.parts(survey, tree.blocks());
        tree.leaves().forEach(block -> leaves.add(leaf(block)));
        together();
        Decomposable.inside(survey);
        leaves.forEach(this::plain);
        boolean distinct = !tree.all() && !local();
        if (distinct) {
            distinct();
        }
        leaves.forEach(leaf -> whole(leaf, distinct));
        return merged(distinct);
    }

    private Leaf leaf(QueryBlock block) {
        Kinds kinds = new Kinds(survey.columns(), survey.fingerprint());
        Outputs outputs = new Outputs(survey, kinds, block);
        SelectEdits edits = new SelectEdits(survey, own, 0, block.places().selectListEnd());
        KeyClass rows = survey.classes().stream()
                .filter(keys -> keys.parent() < 0 && keys.block() == block.id())
                .findFirst()
                .orElse(null);
        return new Leaf(block, rows, outputs, new SelectKeys(survey, kinds, outputs, edits), edits);
    }

    /** INVARIANT: each slot has its part of each SELECT's rows, under one index and on one shard. */
    private void together() {
        TableRule.Sharded first = survey.classes().get(0).rule();
        for (KeyClass keys : survey.classes()) {
            boolean apart =
                    keys.parent() < 0 && (!keys.kept() || leaves.stream().noneMatch(leaf -> leaf.rows() == keys));
            if (apart || !keys.rule().shards().equals(first.shards())) {
                throw refuse("a set operation over tables that live apart");
            }
        }
        if (survey.tables().stream().anyMatch(table -> table.rule() instanceof TableRule.Single || table.system())) {
            throw refuse("a set operation with a table of one shard");
        }
    }

    private void plain(Leaf leaf) {
        QueryBlock block = leaf.block();
        if (block.limit() != null || !block.orderBy().isEmpty()) {
            throw refuse("LIMIT or ORDER BY inside a set operation");
        }
        if (block.features().contains(Feature.SQL_CALC_FOUND_ROWS)
                || block.groupBy().stream().anyMatch(OrderItem::descending)) {
            throw refuse("SQL_CALC_FOUND_ROWS or GROUP BY with DESC in a set operation");
        }
        KeyClass rows = leaf.rows();
        if (rows != null && Spreads.aggregated(block) && !Spreads.groupsStay(survey, rows, block, leaf.keys())) {
            throw refuse("groups of several shards in a set operation");
        }
    }

    /** Rows that come twice from one slot alone do so on one server, too. */
    private void whole(Leaf leaf, boolean distinct) {
        KeyClass rows = leaf.rows();
        boolean repeated = leaf.block().distinct() && (rows == null || !SlotLocal.has(survey, rows, items(leaf)));
        if (!distinct && (rows == null || repeated)) {
            throw refuse("rows that every shard has in a set operation");
        }
    }

    private static List<Expr> items(Leaf leaf) {
        return leaf.block().items().stream().map(SelectItem::expr).toList();
    }

    /** True where the sharding key stands in the same place of all SELECTs: equal rows have equal keys. */
    private boolean local() {
        KeyClass first = leaves.get(0).rows();
        if (first == null || leaves.stream().anyMatch(leaf -> leaf.rows() == null)) {
            return false;
        }
        for (int level = 0; level < first.rule().levels().size(); level++) {
            Set<Integer> places = null;
            for (Leaf leaf : leaves) {
                Set<Integer> here = keys(leaf, level, first);
                if (places == null) {
                    places = here;
                } else {
                    places.retainAll(here);
                }
            }
            if (places == null || places.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Where {@code leaf} shows the key of a level, as the tables of {@code first} have it. */
    private Set<Integer> keys(Leaf leaf, int level, KeyClass first) {
        Set<Integer> places = new HashSet<>();
        KeyClass rows = Objects.requireNonNull(leaf.rows());
        Column one = first.columns().get(level);
        Column other = rows.columns().get(level);
        boolean alike = rows.rule().group().equals(first.rule().group())
                && one != null
                && other != null
                && Kinds.of(one) == Kinds.of(other)
                && one.type().equals(other.type())
                && Objects.equals(one.collation(), other.collation());
        for (Output output : alike ? leaf.outputs().all() : List.<Output>of()) {
            Columns.Source source = survey.columns().source(output);
            if (source != null
                    && source.level() == level
                    && rows.members().contains(source.table().occurrence().ordinal())) {
                places.add(output.index());
            }
        }
        return places;
    }

    /** Which rows are equal is seen here. */
    private void distinct() {
        if (!tree.distinct()) {
            throw refuse("a set operation whose rows are not all those of its SELECTs, each once");
        }
        if (survey.has(Feature.STATEMENT_TIME_FUNCTION)) {
            throw refuse("the time in UNION");
        }
    }

    private Scatter.Spread merged(boolean distinct) {
        QueryBlock top = survey.top();
        if (survey.has(Feature.NON_DETERMINISTIC_FUNCTION)
                && (distinct || !top.orderBy().isEmpty())) {
            throw refuse("RAND, UUID and their kin in an ordered or distinct set operation");
        }
        int visible = 0;
        if (distinct || !top.orderBy().isEmpty()) {
            visible = width();
            order(distinct, visible);
        }
        Merge merge = order.isEmpty() ? new Merge.Concat() : new Merge.Sorted(order);
        if (distinct) {
            merge = new Merge.Distinct(merge, order);
        } else if (!weights.isEmpty()
                && (!tree.all() || leaves.stream().anyMatch(leaf -> leaf.block().distinct()))) {
            throw refuse("a set operation ordered by text"); // the weights of equal texts may differ in padding
        }
        boolean weighed = distinct && !weights.isEmpty();
        merge = RowScatter.limited(top, merge, weighed, tail);
        if (!weights.isEmpty()) {
            merge = new Merge.Trim(merge, visible);
        }
        List<Edit> edits = new ArrayList<>(tail.edits());
        leaves.forEach(leaf -> edits.addAll(leaf.edits().edits()));
        return new Scatter.Spread(own.cut(edits), merge, List.of(), RowScatter.pushed(top, weighed));
    }

    /** The number of columns; a server says what is wrong where they are not the same everywhere. */
    private int width() {
        int width = leaves.get(0).outputs().all().size();
        if (leaves.stream().anyMatch(leaf -> leaf.outputs().all().size() != width)) {
            throw refuse("a set operation of SELECTs with different numbers of columns");
        }
        return width;
    }

    private void order(boolean distinct, int visible) {
        Set<Integer> seen = new HashSet<>();
        QueryBlock top = survey.top();
        for (OrderItem item : top.orderBy()) {
            int column = named(item.expr());
            if (seen.add(column)) {
                order.add(key(column, item.descending(), visible));
            }
        }
        StringBuilder more = new StringBuilder();
        for (int column = 0; distinct && column < visible; column++) {
            leaf(column).forEach(GroupKeys::bounded);
            if (seen.add(column)) {
                order.add(key(column, false, visible));
                more.append(more.isEmpty() ? "" : ", ").append(column + 1);
            }
        }
        Span by = top.places().orderBySpan();
        if (by == null) {
            tail.insert(top.places().orderByPlace(), " ORDER BY " + more);
        } else if (!more.isEmpty()) {
            tail.insert(by.end(), ", " + more);
        }
    }

    private List<Output> leaf(int column) {
        return leaves.stream().map(leaf -> leaf.outputs().all().get(column)).toList();
    }

    /** The column that ORDER BY means: one of the first SELECT's, by name or place. */
    private int named(Expr expr) {
        List<Output> first = leaves.get(0).outputs().all();
        List<Output> found = List.of();
        if (expr instanceof Expr.Column column && column.ref().qualifier() == null) {
            String name = column.ref().name();
            found = first.stream().filter(o -> name.equalsIgnoreCase(o.name())).toList();
        } else if (expr instanceof Expr.Constant constant
                && constant.operand() instanceof io.sluice.sql.Operand.Slot slot
                && survey.fingerprint().value(slot.index()) instanceof SqlValue.Whole whole) {
            int place = whole.value().intValue();
            found = first.stream().filter(o -> o.index() == place - 1).toList();
        }
        if (found.size() != 1) {
            throw refuse("a set operation ordered by something else than one of its columns");
        }
        return found.get(0).index();
    }

    private SortKey key(int column, boolean descending, int visible) {
        List<Output> outputs = leaf(column);
        Kind kind = outputs.get(0).kind();
        String name = outputs.get(0).name();
        boolean known = kind == Kind.EXACT || kind == Kind.DOUBLE || kind == Kind.DATE || kind == Kind.BYTES;
        if (outputs.stream().anyMatch(output -> output.kind() != kind || isNull(output))) {
            throw refuse("a set operation ordered or made distinct by " + name + ", which has several types");
        }
        if (kind == Kind.TEXT) {
            Collation collation = collation(outputs);
            return new SortKey(column, weight(column, visible), descending, name, collation);
        }
        if (!known) {
            throw refuse("a set operation ordered or made distinct by " + name);
        }
        return new SortKey(column, -1, descending, name);
    }

    /** What is NULL everywhere has no type. */
    private static boolean isNull(Output output) {
        return output.expr() instanceof Expr.Constant constant
                && !(constant.operand() instanceof io.sluice.sql.Operand.Slot);
    }

    /** The collation of columns that all have the same. */
    private Collation collation(List<Output> outputs) {
        Set<String> names = new HashSet<>();
        for (Output output : outputs) {
            Columns.Source source = survey.columns().source(output);
            Column column = source == null ? null : source.described();
            names.add(column == null || column.collation() == null ? "" : column.collation());
        }
        Collation collation = names.size() == 1
                ? survey.cluster().schema().collations().get(names.iterator().next())
                : null;
        if (collation == null) {
            throw refuse("a set operation ordered or made distinct by texts of several collations");
        }
        return collation;
    }

    /** The place of the hidden column that weighs a column; it is put behind the select lists of all SELECTs. */
    private int weight(int column, int visible) {
        return weights.computeIfAbsent(column, c -> {
            int place = visible + weights.size();
            for (Leaf leaf : leaves) {
                Output output = leaf.outputs().all().get(column);
                int end = leaf.block().places().selectListEnd();
                leaf.edits().insert(end, ", WEIGHT_STRING(");
                leaf.edits()
                        .insert(
                                end,
                                leaf.keys()
                                        .term(new SelectKeys.Meaning(output.expr(), output))
                                        .pieces());
                leaf.edits().insert(end, ") AS __s" + (place - visible));
            }
            return place;
        });
    }

    private RoutingException refuse(String what) {
        return SelectKeys.refuse(what, "restrict " + survey.shardedName() + " to one key");
    }
}
