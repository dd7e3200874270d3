package io.sluice.routing.plan;

import io.sluice.routing.rules.TableRule;
import io.sluice.sql.Condition;
import io.sluice.sql.Scope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts together the occurrences whose sharding keys are equal, and says which of these classes follow which. */
final class KeyClasses {
    /** How deep in subqueries a key may stand to be known outside; each step may look at several classes. */
    private static final int DEEPEST = 6;

    private final Scope scope;
    private final List<Placed> tables;
    private final Columns columns;
    private final Regions regions;
    private final Ties ties;
    private final int[] root;

    private KeyClasses(Scope scope, List<Placed> tables, Columns columns) {
        this.scope = scope;
        this.tables = tables;
        this.columns = columns;
        this.regions = new Regions(scope, columns);
        this.ties = new Ties(scope, columns, regions);
        this.root = new int[tables.size()];
        for (int i = 0; i < root.length; i++) {
            root[i] = i;
        }
        for (int[] pair : ties.equal()) {
            root[find(pair[1])] = find(pair[0]);
        }
    }

    /** The classes of a statement: those that every row has a row of first, and each before those that follow it. */
    static List<KeyClass> of(Scope scope, List<Placed> tables, Columns columns) {
        return new KeyClasses(scope, tables, columns).collect();
    }

    private int find(int ordinal) {
        int at = ordinal;
        while (root[at] != at) {
            at = root[at];
        }
        return at;
    }

    private List<KeyClass> collect() {
        Map<Integer, List<Integer>> members = new TreeMap<>();
        for (Placed table : tables) {
            if (table.sharded() != null) {
                int ordinal = table.occurrence().ordinal();
                members.computeIfAbsent(find(ordinal), k -> new ArrayList<>()).add(ordinal);
            }
        }
        List<KeyClass> classes = new ArrayList<>();
        Map<Integer, Integer> indexOf = new HashMap<>();
        parents(members).forEach((each, parent) -> {
            int at = parent < 0 ? -1 : indexOf.getOrDefault(parent, -1);
            indexOf.put(each, classes.size());
            classes.add(keyClass(members, each, at));
        });
        return classes;
    }

    /**
     * The root of each class, and of the class it follows (-1 for none), parents first. Where a class could follow several, it
     * follows the one that leads to the outermost.
     */
    private Map<Integer, Integer> parents(Map<Integer, List<Integer>> members) {
        List<Integer> order = new ArrayList<>(members.keySet());
        order.sort(Comparator.<Integer>comparingInt(each -> follows(each) ? 1 : 0)
                .thenComparingInt(each -> kept(each) ? 0 : 1)
                .thenComparingInt(each -> depth(block(each)))
                .thenComparingInt(each -> members.getOrDefault(each, List.of()).get(0)));
        Map<Integer, Integer> parents = new LinkedHashMap<>();
        for (int seed : order) {
            if (parents.containsKey(seed)) {
                continue;
            }
            parents.put(seed, -1);
            Deque<Integer> open = new ArrayDeque<>(List.of(seed));
            while (!open.isEmpty()) {
                int parent = open.remove();
                for (int[] pair : ties.following()) {
                    int child = find(pair[0]);
                    if (find(pair[1]) == parent && parents.putIfAbsent(child, parent) == null) {
                        open.add(child);
                    }
                }
            }
        }
        return parents;
    }

    private boolean follows(int each) {
        return ties.following().stream().anyMatch(pair -> find(pair[0]) == each);
    }

    private @Nullable Region region(int ordinal) {
        return regions.of(tables.get(ordinal));
    }

    private boolean kept(int ordinal) {
        Region region = region(ordinal);
        return region == null || region.kept();
    }

    private int block(int ordinal) {
        Region region = region(ordinal);
        return region == null ? tables.get(ordinal).occurrence().block() : region.block;
    }

    private KeyClass keyClass(Map<Integer, List<Integer>> members, int each, int parent) {
        List<Integer> group = members.getOrDefault(each, List.of());
        Placed first = tables.get(group.get(0));
        TableRule.Sharded rule = first.sharded();
        if (rule == null) {
            throw new IllegalStateException("not sharded: " + first.rule().table());
        }
        return new KeyClass(
                group,
                block(group.get(0)),
                rule,
                KeyClass.columnsOf(first, rule),
                condition(members, each, DEEPEST),
                parent,
                kept(group.get(0)));
    }

    /** What is said of a class's keys, and of those of classes without whose rows its own do not matter. */
    private KeyCondition condition(Map<Integer, List<Integer>> members, int each, int deep) {
        List<Integer> group = members.getOrDefault(each, List.of());
        Region region = region(group.get(0));
        if (region == null) {
            return KeyCondition.ANY;
        }
        List<KeyCondition> parts = new ArrayList<>();
        parts.add(new KeyConditions(columns, new HashSet<>(group)).read(new Condition.And(region.conditions)));
        for (int[] pair : deep == 0 ? List.<int[]>of() : ties.demanded()) {
            if (find(pair[1]) == each && find(pair[0]) != each) {
                parts.add(condition(members, find(pair[0]), deep - 1));
            }
        }
        parts.removeIf(KeyCondition.Any.class::isInstance);
        return parts.isEmpty() ? KeyCondition.ANY : parts.size() == 1 ? parts.get(0) : new KeyCondition.And(parts);
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
