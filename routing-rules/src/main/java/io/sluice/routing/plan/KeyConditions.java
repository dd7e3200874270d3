package io.sluice.routing.plan;

import io.sluice.sql.ColumnRef;
import io.sluice.sql.Condition;
import io.sluice.sql.Operand;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads off a WHERE what it says of the keys of some occurrences; everything else is {@link KeyCondition#ANY}. */
final class KeyConditions {
    private final Columns columns;
    private final Set<Integer> members;

    KeyConditions(Columns columns, Set<Integer> members) {
        this.columns = columns;
        this.members = members;
    }

    KeyCondition read(Condition condition) {
        if (condition instanceof Condition.Never) {
            return new KeyCondition.Never();
        }
        if (condition instanceof Condition.And and) {
            return all(and.parts());
        }
        if (condition instanceof Condition.Or or) {
            return any(or.parts());
        }
        if (condition instanceof Condition.Equals equals) {
            int level = level(equals.column());
            return level < 0 ? KeyCondition.ANY : new KeyCondition.Is(level, equals.value());
        }
        if (condition instanceof Condition.In in) {
            int level = level(in.column());
            return level < 0 ? KeyCondition.ANY : new KeyCondition.Among(level, in.values());
        }
        if (condition instanceof Condition.Range range) {
            int level = level(range.column());
            return level < 0
                    ? KeyCondition.ANY
                    : new KeyCondition.Between(
                            level, range.low(), range.lowInclusive(), range.high(), range.highInclusive());
        }
        return condition instanceof Condition.RowIn rows ? rows(rows) : KeyCondition.ANY;
    }

    /** The level of which {@code ref} is the key in one of the members, else -1. */
    int level(ColumnRef ref) {
        Columns.Source source = columns.source(ref);
        return source != null && members.contains(source.table().occurrence().ordinal()) ? source.level() : -1;
    }

    private KeyCondition all(List<Condition> parts) {
        List<KeyCondition> some = new ArrayList<>();
        for (Condition part : parts) {
            KeyCondition key = read(part);
            if (key instanceof KeyCondition.And and) {
                some.addAll(and.parts());
            } else if (!(key instanceof KeyCondition.Any)) {
                some.add(key);
            }
        }
        List<KeyCondition> read = joinRanges(some);
        return read.isEmpty() ? KeyCondition.ANY : read.size() == 1 ? read.get(0) : new KeyCondition.And(read);
    }

    /** {@code id >= 0 AND id < 3} is one range: two open ones would say nothing to a rule that must enumerate. */
    private static List<KeyCondition> joinRanges(List<KeyCondition> parts) {
        List<KeyCondition> joined = new ArrayList<>(parts.size());
        Map<Integer, Deque<Integer>> open = new HashMap<>();
        for (KeyCondition part : parts) {
            boolean half =
                    part instanceof KeyCondition.Between between && (between.low() == null) != (between.high() == null);
            if (!half) {
                joined.add(part);
                continue;
            }
            KeyCondition.Between one = (KeyCondition.Between) part;
            int side = 2 * one.level() + (one.low() == null ? 1 : 0);
            Deque<Integer> others = open.getOrDefault(side ^ 1, new ArrayDeque<>());
            if (others.isEmpty()) {
                open.computeIfAbsent(side, k -> new ArrayDeque<>()).add(joined.size());
                joined.add(part);
            } else {
                int at = others.remove();
                joined.set(at, joined((KeyCondition.Between) joined.get(at), one));
            }
        }
        return joined;
    }

    private static KeyCondition joined(KeyCondition.Between one, KeyCondition.Between other) {
        KeyCondition.Between low = one.low() != null ? one : other;
        KeyCondition.Between high = one.high() != null ? one : other;
        return new KeyCondition.Between(one.level(), low.low(), low.lowInclusive(), high.high(), high.highInclusive());
    }

    private KeyCondition any(List<Condition> parts) {
        List<KeyCondition> read = new ArrayList<>();
        for (Condition part : parts) {
            KeyCondition key = read(part);
            if (key instanceof KeyCondition.Any) {
                return key;
            }
            read.add(key);
        }
        return new KeyCondition.Or(read);
    }

    private KeyCondition rows(Condition.RowIn in) {
        List<Integer> levels = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < in.columns().size(); i++) {
            int level = level(in.columns().get(i));
            if (level >= 0) {
                levels.add(level);
                places.add(i);
            }
        }
        if (levels.isEmpty()) {
            return KeyCondition.ANY;
        }
        List<List<Operand>> rows = new ArrayList<>();
        for (List<Operand> row : in.rows()) {
            rows.add(places.stream().map(row::get).toList());
        }
        return new KeyCondition.Rows(levels, rows);
    }
}
