package io.sluice.routing.plan;

import io.sluice.routing.rules.TableRule;
import io.sluice.routing.schema.Column;
import io.sluice.sql.Condition;
import io.sluice.sql.Feature;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.Scope;
import io.sluice.sql.lex.Fingerprint;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts together the occurrences that are joined by equality of their sharding keys.
 *
 * <p>Inner equalities hold in every row. Those of an outer join hold only where it found a match, so they may tie the table
 * that is filled up with NULLs to one that stands before it, never two others to each other.
 */
final class KeyClasses {
    private final Scope scope;
    private final List<Placed> tables;
    private final Columns columns;
    private final Fingerprint fingerprint;
    private final int[] root;
    private final Map<Long, BitSet> met = new HashMap<>();
    private final List<int[]> outward = new ArrayList<>();

    private KeyClasses(Scope scope, List<Placed> tables, Columns columns, Fingerprint fingerprint) {
        this.scope = scope;
        this.tables = tables;
        this.columns = columns;
        this.fingerprint = fingerprint;
        this.root = new int[tables.size()];
        for (int i = 0; i < root.length; i++) {
            root[i] = i;
        }
    }

    /** The classes of a statement, outer blocks' before inner blocks'. */
    static List<KeyClass> of(Scope scope, List<Placed> tables, Columns columns, Fingerprint fingerprint) {
        KeyClasses classes = new KeyClasses(scope, tables, columns, fingerprint);
        for (QueryBlock block : scope.blocks()) {
            classes.inner(block);
        }
        for (QueryBlock block : scope.blocks()) {
            classes.outer(block);
        }
        return classes.collect();
    }

    private void inner(QueryBlock block) {
        for (Condition.ColumnsEqual equality : conjuncts(block.where(), new ArrayList<>())) {
            int[] pair = pair(block, equality);
            if (pair == null) {
                continue;
            }
            if (blockOf(pair[0]) == blockOf(pair[1])) {
                root[find(pair[1])] = find(pair[0]);
            } else {
                outward.add(pair);
            }
        }
    }

    /** Ties tables filled up with NULLs to those before them, in the order of the text. */
    private void outer(QueryBlock block) {
        if (!block.features().contains(Feature.OUTER_JOIN) && !scope.features().contains(Feature.OUTER_JOIN)) {
            for (Condition.ColumnsEqual equality : block.joinEqualities()) {
                tie(block, equality);
            }
            return;
        }
        FromClause from = FromClause.read(fingerprint, block, tables);
        List<Integer> sharded = block.tables().stream()
                .filter(t -> tables.get(t).sharded() != null)
                .toList();
        boolean right = backwards(sharded, from.nullSupplied());
        if (from.odd() || (right && sharded.size() != 2)) {
            return;
        }
        met.clear();
        for (int i = 1; i < sharded.size(); i++) {
            int here = sharded.get(i);
            if (right || from.nullSupplied().get(here)) {
                outerEdges(block, from, here, new HashSet<>(sharded.subList(0, i)));
            }
        }
    }

    /**
     * INVARIANT: {@code here} is tied to one table before it only, and only by the ON that joins it. Were it tied to two, those
     * would seem tied to each other; a later ON says nothing of rows that it leaves unmatched.
     */
    private void outerEdges(QueryBlock block, FromClause from, int here, Set<Integer> before) {
        for (Condition.ColumnsEqual equality : block.joinEqualities()) {
            Placed left = columns.owner(equality.left());
            Placed right = columns.owner(equality.right());
            if (left == null || right == null) {
                continue;
            }
            int a = left.occurrence().ordinal();
            int b = right.occurrence().ordinal();
            boolean mine = (a == here && before.contains(b)) || (b == here && before.contains(a));
            boolean said = mine
                    && from.conditions(here).stream()
                            .anyMatch(on -> OnWords.say(fingerprint, on, equality.left(), equality.right()));
            if (said && tie(block, equality)) {
                return;
            }
        }
    }

    private boolean tie(QueryBlock block, Condition.ColumnsEqual equality) {
        int[] pair = pair(block, equality);
        if (pair == null || blockOf(pair[0]) != blockOf(pair[1])) {
            return false;
        }
        root[find(pair[1])] = find(pair[0]);
        return true;
    }

    private static boolean backwards(List<Integer> sharded, BitSet nullSupplied) {
        boolean seen = false;
        for (int ordinal : sharded) {
            if (seen && !nullSupplied.get(ordinal)) {
                return true;
            }
            seen |= nullSupplied.get(ordinal);
        }
        return false;
    }

    /**
     * The two occurrences that {@code equality}, said in {@code block}, ties once all levels of their keys have been met; else
     * null.
     *
     * <p>INVARIANT: one of them stands in the block itself. What a subquery demands of the tables around it alone
     * ({@code NOT EXISTS (SELECT … WHERE a.key = b.key)}) need not hold for their rows.
     */
    private int @Nullable [] pair(QueryBlock block, Condition.ColumnsEqual equality) {
        Placed left = columns.owner(equality.left());
        Placed right = columns.owner(equality.right());
        if (left == null || right == null || left == right) {
            return null;
        }
        if (left.occurrence().block() != block.id() && right.occurrence().block() != block.id()) {
            return null;
        }
        TableRule.Sharded one = left.sharded();
        TableRule.Sharded other = right.sharded();
        int level = left.level(equality.left().name());
        if (one == null
                || other == null
                || level < 0
                || level != right.level(equality.right().name())
                || !one.group().equals(other.group())
                || !alike(columns.column(equality.left()), columns.column(equality.right()))) {
            return null;
        }
        int a = left.occurrence().ordinal();
        int b = right.occurrence().ordinal();
        long id = ((long) Math.min(a, b) << 32) | Math.max(a, b);
        BitSet levels = met.computeIfAbsent(id, k -> new BitSet());
        levels.set(level);
        return levels.cardinality() == one.levels().size() ? new int[] {a, b} : null;
    }

    /** Columns of one kind and collation: what equals one as a key equals the other. */
    private static boolean alike(@Nullable Column one, @Nullable Column other) {
        if (one == null || other == null) {
            return one == other;
        }
        return Kinds.of(one) == Kinds.of(other) && Objects.equals(one.collation(), other.collation());
    }

    private static List<Condition.ColumnsEqual> conjuncts(Condition where, List<Condition.ColumnsEqual> out) {
        if (where instanceof Condition.ColumnsEqual equality) {
            out.add(equality);
        } else if (where instanceof Condition.And and) {
            for (Condition part : and.parts()) {
                conjuncts(part, out);
            }
        }
        return out;
    }

    private int blockOf(int ordinal) {
        return tables.get(ordinal).occurrence().block();
    }

    private int find(int ordinal) {
        int at = ordinal;
        while (root[at] != at) {
            at = root[at];
        }
        return at;
    }

    private List<KeyClass> collect() {
        Map<Integer, List<Integer>> members = new TreeMap<>((a, b) -> {
            int order = Integer.compare(depth(blockOf(a)), depth(blockOf(b)));
            return order != 0 ? order : Integer.compare(a, b);
        });
        for (Placed table : tables) {
            if (table.sharded() != null) {
                int ordinal = table.occurrence().ordinal();
                members.computeIfAbsent(find(ordinal), k -> new ArrayList<>()).add(ordinal);
            }
        }
        List<KeyClass> classes = new ArrayList<>();
        Map<Integer, Integer> indexOf = new HashMap<>();
        for (List<Integer> group : members.values()) {
            classes.add(keyClass(group, indexOf));
            group.forEach(m -> indexOf.put(m, classes.size() - 1));
        }
        return classes;
    }

    private KeyClass keyClass(List<Integer> group, Map<Integer, Integer> indexOf) {
        Placed first = tables.get(group.get(0));
        int block = first.occurrence().block();
        KeyCondition condition = scope.blocks().isEmpty()
                ? KeyCondition.ANY
                : new KeyConditions(columns, new HashSet<>(group))
                        .read(scope.blocks().get(block).where());
        int parent = -1;
        for (int[] pair : outward) {
            int outer = group.contains(pair[0]) ? pair[1] : group.contains(pair[1]) ? pair[0] : -1;
            if (outer >= 0 && indexOf.containsKey(outer)) {
                parent = indexOf.get(outer);
            }
        }
        TableRule.Sharded rule = first.sharded();
        if (rule == null) {
            throw new IllegalStateException("not sharded: " + first.rule().table());
        }
        return new KeyClass(group, block, rule, KeyClass.columnsOf(first, rule), condition, parent);
    }

    private int depth(int block) {
        int depth = 0;
        for (int b = block;
                b >= 0 && b < scope.blocks().size();
                b = scope.blocks().get(b).parent()) {
            depth++;
        }
        return depth;
    }
}
