package io.sluice.routing.rules.groovy;

import io.sluice.routing.rules.HashRule;
import io.sluice.routing.rules.KeyType;
import io.sluice.routing.rules.ListRule;
import io.sluice.routing.rules.ModuloRule;
import io.sluice.routing.rules.RangesRule;
import io.sluice.routing.rules.ShardingRule;
import io.sluice.routing.rules.Slot;
import io.sluice.routing.rules.TableRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** The built-in rules as the words of a table block make them. */
final class BuiltIns {
    private BuiltIns() {}

    static Draft.BuiltIn modulo() {
        return draft -> {
            if (draft.keyType != null && draft.keyType != KeyType.WHOLE) {
                throw draft.error("uses modulo(), which needs whole numbers; use hash()");
            }
            return spread(draft, KeyType.WHOLE, "modulo", ModuloRule::new);
        };
    }

    static Draft.BuiltIn hash() {
        return draft -> spread(draft, type(draft), "hash", slots -> new HashRule(slots, slots));
    }

    static Draft.BuiltIn buckets(int count) {
        return draft -> spread(draft, type(draft), "buckets " + count, slots -> {
            if (count < slots) {
                throw draft.error("has fewer buckets (" + count + ") than tables (" + slots + ")");
            }
            return new HashRule(count, slots);
        });
    }

    private static Placed spread(Draft draft, KeyType type, String words, IntFunction<ShardingRule> rule) {
        List<Slot> slots = Placed.product(draft.shardsOrAll(), draft.tablesOrOwn());
        return new Placed(List.of(level(draft, type, rule.apply(slots.size()), words)), slots);
    }

    static TableRule.Level level(Draft draft, KeyType type, ShardingRule rule, String words) {
        return new TableRule.Level(draft.requireKey(), type, rule, words + " of " + draft.requireKey());
    }

    static Draft.BuiltIn ranges(Map<String, Object> ranges, int line) {
        return draft -> {
            KeyType type = type(draft);
            if (type == KeyType.TEXT || type == KeyType.BYTES) {
                throw draft.error(line, "has ranges of text, whose order depends on the collation; use list or hash");
            }
            Map<Slot, Integer> slots = new LinkedHashMap<>();
            List<RangesRule.Interval> intervals = new ArrayList<>();
            ranges.forEach((target, range) -> {
                int slot = slot(draft, slots, target, line);
                intervals.add(Literals.interval(range, type, slot));
            });
            return named(draft, type, new RangesRule(intervals), "ranges", slots);
        };
    }

    static Draft.BuiltIn list(Map<String, Object> lists, int line) {
        return draft -> {
            KeyType type = lists.values().stream().flatMap(Literals::items).anyMatch(String.class::isInstance)
                            && draft.keyType == null
                    ? KeyType.TEXT
                    : type(draft);
            Map<Slot, Integer> slots = new LinkedHashMap<>();
            Map<Object, Integer> keys = new HashMap<>();
            lists.forEach((target, values) -> {
                if (!target.equals("otherwise")) {
                    int slot = slot(draft, slots, target, line);
                    Literals.items(values).forEach(value -> {
                        if (keys.put(ListRule.listed(Literals.key(value, type)), slot) != null) {
                            throw draft.error(line, "lists " + value + " twice");
                        }
                    });
                }
            });
            Object rest = lists.get("otherwise");
            int otherwise = rest == null ? -1 : slot(draft, slots, rest.toString(), line);
            return named(draft, type, new ListRule(keys, otherwise, slots.size()), "list", slots);
        };
    }

    private static Placed named(Draft draft, KeyType type, ShardingRule rule, String words, Map<Slot, Integer> slots) {
        return new Placed(List.of(level(draft, type, rule, words)), List.copyOf(slots.keySet()));
    }

    /** {@code s0} or {@code s0.orders_1}. */
    private static int slot(Draft draft, Map<Slot, Integer> slots, String target, int line) {
        int dot = target.indexOf('.');
        String shard = dot < 0 ? target : target.substring(0, dot);
        if (!draft.cluster.contains(shard)) {
            throw draft.error(
                    line, "names shard '" + shard + "', but the cluster has " + String.join(", ", draft.cluster));
        }
        if (dot < 0 && draft.tablesOrOwn().size() > 1) {
            throw draft.error(line, "has several tables; say which one: '" + target + ".table'");
        }
        String table = dot < 0 ? draft.tablesOrOwn().get(0) : target.substring(dot + 1);
        return slots.computeIfAbsent(new Slot(shard, table), slot -> slots.size());
    }

    private static KeyType type(Draft draft) {
        return draft.keyType == null ? KeyType.WHOLE : draft.keyType;
    }
}
