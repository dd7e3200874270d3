package io.sluice.routing.rules.groovy;

import groovy.lang.Closure;
import io.sluice.routing.rules.IdGenerator;
import io.sluice.routing.rules.KeyType;
import io.sluice.routing.rules.TableRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The words inside {@code table('…') { … }}; used by one thread while a file is read. */
public final class TableWords {
    private final Draft draft;

    TableWords(Draft draft) {
        this.draft = draft;
    }

    /** {@code key 'user_id'}: the column that decides where a row lives. */
    public void key(String column) {
        draft.key = column;
    }

    /** {@code key 'email', String}: with its type, for built-in rules on other than whole numbers. */
    public void key(String column, Class<?> type) {
        draft.key = column;
        draft.keyType = keyType(type);
    }

    /** {@code shards 's0', 's1'} or {@code shards 's{0..3}'}, or a closure that names the shard, or both. */
    public void shards(Object... words) {
        List<String> names = names(words);
        for (String name : names) {
            if (!draft.cluster.contains(name)) {
                throw error("names shard '" + name + "', but the cluster has " + String.join(", ", draft.cluster));
            }
        }
        draft.shards = names;
        draft.shardOf = closure(words, draft.shardOf);
    }

    /**
     * {@code tables 'orders_{0..3}'}: the physical tables on each shard; a closure names the one of a key;
     * {@code tables('order_id') { … }} goes by another column.
     */
    public void tables(Object... words) {
        tables(Map.of(), words);
    }

    /** {@code tables('orders_{0..3}', by: 'order_id') { … }}. */
    public void tables(Map<String, Object> options, Object... words) {
        Object by = Options.only(options, "by").get("by");
        List<String> names = names(words);
        draft.tableOf = closure(words, draft.tableOf);
        if (by != null) {
            draft.tableKey = by.toString();
        } else if (names.size() == 1 && words.length == 2 && draft.tableOf != null) {
            draft.tableKey = names.get(0);
            return;
        }
        draft.tables = names;
    }

    /** {@code like 'orders'}: the same rule as a table declared above. */
    public void like(String table) {
        draft.like = table;
    }

    /** {@code id 'order_id', snowflake()}. */
    public void id(String column, IdGenerator generator) {
        draft.id = new TableRule.IdColumn(column, generator);
    }

    /** {@code modulo()}: whole numbers over all tables in turn. */
    public void modulo() {
        builtIn(BuiltIns.modulo());
    }

    /** {@code hash()}: any key, spread evenly. */
    public void hash() {
        builtIn(BuiltIns.hash());
    }

    /** {@code buckets 1024, over: ['s0', 's1']}: any key, over virtual buckets. */
    public void buckets(Map<String, Object> options, int count) {
        Object over = Options.only(options, "over").get("over");
        if (over != null) {
            shards(over);
        }
        builtIn(BuiltIns.buckets(count));
    }

    /** {@code buckets 1024}. */
    public void buckets(int count) {
        builtIn(BuiltIns.buckets(count));
    }

    /** {@code ranges s0: below(1_000), s1: 1_000..<2_000, s2: from(2_000)}. */
    public void ranges(Map<String, Object> ranges) {
        builtIn(BuiltIns.ranges(ranges, Lines.current(draft.file)));
    }

    /** {@code list s0: ['DE', 'FR'], s1: ['US'], otherwise: 's1'}. */
    public void list(Map<String, Object> lists) {
        builtIn(BuiltIns.list(lists, Lines.current(draft.file)));
    }

    /** {@code byMonth shards: ['s0', 's1'], tables: 'events_{yyyyMM}', from: '2026-01', to: '2027-12'}. */
    public void byMonth(Map<String, Object> options) {
        interval(options, java.time.temporal.ChronoUnit.MONTHS);
    }

    /** {@code byDay shards: ['s0', 's1']}. */
    public void byDay(Map<String, Object> options) {
        interval(options, java.time.temporal.ChronoUnit.DAYS);
    }

    private void interval(Map<String, Object> options, java.time.temporal.ChronoUnit unit) {
        Map<String, Object> known = Options.only(options, "shards", "tables", "from", "to");
        Object over = known.get("shards");
        if (over != null) {
            shards(over);
        }
        builtIn(Intervals.every(unit, known, Lines.current(draft.file)));
    }

    private void builtIn(Draft.BuiltIn rule) {
        if (draft.builtIn != null) {
            throw error("has two rules");
        }
        draft.builtIn = rule;
        draft.ruleLine = Lines.current(draft.file);
    }

    private static List<String> names(Object... words) {
        List<String> names = new ArrayList<>();
        for (Object word : words) {
            if (word instanceof Iterable<?> list) {
                list.forEach(item -> names.addAll(Braces.expand(item.toString())));
            } else if (!(word instanceof Closure<?>)) {
                names.addAll(Braces.expand(word.toString()));
            }
        }
        return names;
    }

    private static @org.jspecify.annotations.Nullable Closure<?> closure(
            Object[] words, @org.jspecify.annotations.Nullable Closure<?> before) {
        return words.length > 0 && words[words.length - 1] instanceof Closure<?> closure ? closure : before;
    }

    private KeyType keyType(Class<?> type) {
        KeyType found = KeyTypes.of(type);
        if (found == null) {
            throw error("has a key of type " + type.getSimpleName() + "; use one of " + KeyTypes.KNOWN);
        }
        return found;
    }

    private io.sluice.routing.rules.RulesError error(String cause) {
        return draft.error(Lines.current(draft.file), cause);
    }
}
