package io.sluice.routing.rules.groovy;

import groovy.lang.Closure;
import io.sluice.routing.rules.KeyNotPlaced;
import io.sluice.routing.rules.KeyType;
import io.sluice.routing.rules.Slot;
import io.sluice.routing.rules.TableRule;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Turns the closures of a table block into levels and slots, and tries them out. */
final class Closures {
    private final Draft draft;

    Closures(Draft draft) {
        this.draft = draft;
    }

    Placed place() {
        Closure<?> shardOf = draft.shardOf;
        Closure<?> tableOf = draft.tableOf;
        String tableKey = draft.tableKey == null ? draft.requireKey() : draft.tableKey;
        if (shardOf != null && tableOf != null && tableKey.equals(draft.requireKey())) {
            return oneKey(shardOf, tableOf);
        }
        if (shardOf == null && draft.shardsOrAll().size() > 1) {
            throw draft.error("says nothing of which shard; add shards { … }, or one shard: shards 's0'");
        }
        return twoKeys(shardOf, tableOf, tableKey);
    }

    private Placed oneKey(Closure<?> shardOf, Closure<?> tableOf) {
        KeyType type = type(shardOf, "shards");
        if (type(tableOf, "tables") != type) {
            throw draft.error(
                    "asks for its key as " + type + " in shards and as " + type(tableOf, "tables") + " in tables");
        }
        ClosureRule.Answer answer =
                new ClosureRule.Both(named(shardOf, draft.shardsOrAll()), named(tableOf, draft.tables));
        Set<Object> seen = trial(answer, type, "shards and tables");
        List<Slot> slots = new ArrayList<>();
        for (Object pair : seen) {
            ClosureRule.Pair names = (ClosureRule.Pair) pair;
            requireShard(names.shard());
            requireTable(names.table());
            slots.add(new Slot(names.shard(), names.table()));
        }
        if (!draft.tables.isEmpty()) {
            slots = declared(slots);
        }
        slots.sort(this::compare);
        Map<Object, BitSet> where = new HashMap<>();
        for (int i = 0; i < slots.size(); i++) {
            BitSet one = new BitSet();
            one.set(i);
            where.put(new ClosureRule.Pair(slots.get(i).shard(), slots.get(i).table()), one);
        }
        ClosureRule rule = new ClosureRule(answer, where, slots.size());
        return new Placed(List.of(BuiltIns.level(draft, type, rule, "closure")), slots);
    }

    /** Declared tables may hold rows that no sample found: all of them are slots, on every shard. */
    private List<Slot> declared(List<Slot> sampled) {
        Set<String> shards = new LinkedHashSet<>(draft.shards);
        sampled.forEach(slot -> shards.add(slot.shard()));
        return new ArrayList<>(Placed.product(List.copyOf(shards), draft.tables));
    }

    private Placed twoKeys(@Nullable Closure<?> shardOf, @Nullable Closure<?> tableOf, String tableKey) {
        Set<String> shards = shardOf == null
                ? new LinkedHashSet<>(draft.shardsOrAll())
                : targets(named(shardOf, draft.shardsOrAll()), type(shardOf, "shards"), draft.shards, "shards");
        shards.forEach(this::requireShard);
        Set<String> tables = tableOf == null
                ? new LinkedHashSet<>(draft.tablesOrOwn())
                : targets(named(tableOf, draft.tables), type(tableOf, "tables"), draft.tables, "tables");
        if (tableOf == null && tables.size() > 1) {
            throw draft.error("has several tables, but nothing says which; add tables { … }");
        }
        List<Slot> slots = new ArrayList<>(Placed.product(sorted(shards, true), sorted(tables, false)));
        List<TableRule.Level> levels = new ArrayList<>();
        if (shardOf != null) {
            levels.add(level(draft.requireKey(), shardOf, draft.shardsOrAll(), slots, Slot::shard));
        }
        if (tableOf != null) {
            levels.add(level(tableKey, tableOf, draft.tables, slots, Slot::table));
        }
        return new Placed(levels, slots);
    }

    private TableRule.Level level(
            String key,
            Closure<?> closure,
            List<String> names,
            List<Slot> slots,
            java.util.function.Function<Slot, String> part) {
        Map<Object, BitSet> where = new HashMap<>();
        for (int i = 0; i < slots.size(); i++) {
            where.computeIfAbsent(part.apply(slots.get(i)), name -> new BitSet())
                    .set(i);
        }
        KeyType type = type(closure, "table " + draft.table);
        return new TableRule.Level(
                key, type, new ClosureRule(named(closure, names), where, slots.size()), "closure of " + key);
    }

    private Set<String> targets(ClosureRule.Named closure, KeyType type, List<String> declared, String where) {
        Set<String> names = new LinkedHashSet<>(declared);
        for (Object name : trial(closure, type, where)) {
            if (!declared.isEmpty() && !declared.contains(name)) {
                throw draft.error(where + " answers '" + name + "', which is not declared");
            }
            names.add((String) name);
        }
        return names;
    }

    private Set<Object> trial(ClosureRule.Answer answer, KeyType type, String where) {
        boolean mustPlaceAll = type != KeyType.DATE && type != KeyType.DATETIME;
        List<Object> keys = Samples.of(type);
        keys.addAll(Samples.near(draft.constants, type));
        Map<Object, Object> said = new HashMap<>();
        Set<Object> answers = new LinkedHashSet<>();
        for (Object key : keys) {
            try {
                Object target = answer.of(key);
                said.put(key, target);
                answers.add(target);
            } catch (KeyNotPlaced e) {
                if (mustPlaceAll) {
                    throw draft.error("has no place for key " + key + " in " + where + ": " + e.getMessage());
                }
            }
        }
        Collections.reverse(keys);
        if (answers.isEmpty()) {
            throw draft.error("places no key at all in " + where);
        }
        requireSame(answer, keys, said, where);
        return answers;
    }

    private void requireSame(ClosureRule.Answer answer, List<Object> keys, Map<Object, Object> said, String where) {
        for (Object key : keys) {
            Object before = said.get(key);
            if (before != null && !before.equals(again(answer, key))) {
                throw draft.error("does not give the same answer twice for key " + key + " in " + where);
            }
        }
    }

    private static Object again(ClosureRule.Answer answer, Object key) {
        try {
            return answer.of(key);
        } catch (KeyNotPlaced e) {
            return e;
        }
    }

    private ClosureRule.Named named(Closure<?> closure, List<String> names) {
        return new ClosureRule.Named((Closure<?>) closure.dehydrate(), closure.getParameterTypes()[0], names);
    }

    private KeyType type(Closure<?> closure, String where) {
        KeyType type = ClosureRule.type(closure);
        if (type == null) {
            throw draft.error("needs a typed key in " + where + ": { long id -> … }; types are " + KeyTypes.KNOWN);
        }
        return type;
    }

    private void requireShard(String shard) {
        require(draft.cluster::contains, shard, "shard", draft.cluster);
        require(name -> draft.shards.isEmpty() || draft.shards.contains(name), shard, "shard", draft.shards);
    }

    private void requireTable(String table) {
        require(name -> draft.tables.isEmpty() || draft.tables.contains(name), table, "table", draft.tables);
    }

    private void require(Predicate<String> known, String name, String what, Collection<String> all) {
        if (!known.test(name)) {
            throw draft.error("names " + what + " '" + name + "', but there is only " + String.join(", ", all));
        }
    }

    private int compare(Slot a, Slot b) {
        int shards = Integer.compare(draft.cluster.indexOf(a.shard()), draft.cluster.indexOf(b.shard()));
        return shards != 0 ? shards : NaturalOrder.compare(a.table(), b.table());
    }

    private List<String> sorted(Set<String> names, boolean shards) {
        Set<String> sorted = shards
                ? new TreeSet<>(java.util.Comparator.comparing((String name) -> draft.cluster.indexOf(name)))
                : new TreeSet<>(NaturalOrder::compare);
        sorted.addAll(names);
        return List.copyOf(sorted);
    }
}
