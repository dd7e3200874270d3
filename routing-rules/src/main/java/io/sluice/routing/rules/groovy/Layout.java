package io.sluice.routing.rules.groovy;

import io.sluice.routing.rules.KeyNotPlaced;
import io.sluice.routing.rules.Rules;
import io.sluice.routing.rules.RulesError;
import io.sluice.routing.rules.Slot;
import io.sluice.routing.rules.TableRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the tables of a file and checks them against each other; used once, by one thread. */
final class Layout {
    private final Origin origin;
    private final String file;
    private final List<String> shards;
    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    private final Map<String, TableRule> rules = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new HashMap<>();
    private final Map<Slot, String> owners = new HashMap<>();
    private final List<Group> groups = new ArrayList<>();

    Layout(Origin origin) {
        this.origin = origin;
        this.file = origin.file();
        this.shards = origin.shards();
    }

    /** A table and its key in a colocated group. */
    record Member(String table, String column) {}

    private record Group(List<Member> members, int line) {}

    Origin origin() {
        return origin;
    }

    void requireShard(String shard, int line, String where) {
        if (!shards.contains(shard)) {
            throw error(line, where + " names shard '" + shard + "', but the cluster has " + String.join(", ", shards));
        }
    }

    void add(Draft draft) {
        declare(draft.table, draft.line);
        drafts.put(lower(draft.table), draft);
        rules.put(lower(draft.table), sharded(draft));
    }

    void add(TableRule rule, int line) {
        declare(rule.table(), line);
        rules.put(lower(rule.table()), rule);
        if (rule instanceof TableRule.Single single) {
            own(new Slot(single.shard(), single.table()), single.table(), line);
        } else {
            shards.forEach(shard -> own(new Slot(shard, rule.table()), rule.table(), line));
        }
    }

    void colocate(List<Member> members, int line) {
        groups.add(new Group(members, line));
    }

    Rules build() {
        groups.forEach(this::join);
        return new Rules(rules);
    }

    private void declare(String table, int line) {
        Integer before = lines.putIfAbsent(lower(table), line);
        if (before != null) {
            throw error(line, "table " + table + " is already declared at line " + before);
        }
    }

    private void own(Slot slot, String table, int line) {
        String before = owners.putIfAbsent(new Slot(slot.shard(), lower(slot.table())), table);
        if (before != null) {
            throw error(line, "table " + table + " and table " + before + " both claim " + slot);
        }
    }

    private TableRule.Sharded sharded(Draft draft) {
        Placed placed = place(draft);
        TableRule.Sharded rule =
                new TableRule.Sharded(draft.table, placed.levels(), placed.slots(), draft.table, draft.id);
        rule.slots().forEach(slot -> own(slot, draft.table, draft.line));
        return rule;
    }

    private Placed place(Draft draft) {
        boolean closures = draft.shardOf != null || draft.tableOf != null;
        if (draft.like != null) {
            if (closures || draft.builtIn != null) {
                throw draft.error("has both like and a rule of its own");
            }
            return alike(draft, draft.like);
        }
        draft.requireKey();
        if (draft.builtIn != null) {
            if (closures) {
                throw draft.error("has both a closure and a built-in rule");
            }
            return builtIn(draft, draft.builtIn);
        }
        if (!closures) {
            throw draft.error("has no rule; add modulo(), hash(), ranges, list, byMonth, buckets or shards { … }");
        }
        return new Closures(draft).place();
    }

    private Placed builtIn(Draft draft, Draft.BuiltIn rule) {
        try {
            return rule.place(draft);
        } catch (IllegalArgumentException e) {
            throw error(draft.ruleLine, "table " + draft.table + ": " + e.getMessage());
        }
    }

    private Placed alike(Draft draft, String model) {
        if (!(rules.get(lower(model)) instanceof TableRule.Sharded sharded)) {
            throw draft.error("is like " + model + ", which is not a sharded table declared above");
        }
        List<Slot> slots = new ArrayList<>();
        for (Slot slot : sharded.slots()) {
            if (!slot.table().contains(sharded.table())) {
                throw draft.error("is like " + model + ", but " + slot.table() + " does not hold the name " + model);
            }
            slots.add(new Slot(slot.shard(), slot.table().replace(sharded.table(), draft.table)));
        }
        return new Placed(
                sharded.levels().stream()
                        .map(level -> renamed(level, draft.key))
                        .toList(),
                slots);
    }

    private static TableRule.Level renamed(TableRule.Level level, @Nullable String column) {
        return column == null ? level : new TableRule.Level(column, level.type(), level.rule(), level.words());
    }

    private void join(Group group) {
        Member first = group.members().get(0);
        if (!(rules.get(lower(first.table())) instanceof TableRule.Sharded model)) {
            throw error(group.line(), "colocate needs " + first.table() + " to be a sharded table of this file");
        }
        requireKey(group, first, model);
        for (Member member : group.members().subList(1, group.members().size())) {
            if (!rules.containsKey(lower(member.table()))) {
                Draft draft = new Draft(member.table(), group.line(), origin);
                draft.like = first.table();
                draft.key = member.column();
                add(draft);
            }
            if (!(rules.get(lower(member.table())) instanceof TableRule.Sharded rule)) {
                throw error(group.line(), "colocate needs " + member.table() + " to be a sharded table");
            }
            requireKey(group, member, rule);
            requireAlike(group, model, rule);
            rules.put(
                    lower(member.table()),
                    new TableRule.Sharded(rule.table(), rule.levels(), rule.slots(), model.group(), rule.id()));
        }
    }

    private void requireKey(Group group, Member member, TableRule.Sharded rule) {
        String key = rule.levels().get(0).column();
        if (rule.levels().size() != 1 || !key.equalsIgnoreCase(member.column())) {
            throw error(
                    group.line(),
                    "colocate goes by " + member.column() + ", but table " + rule.table() + " is sharded by "
                            + String.join(
                                    " and ",
                                    rule.levels().stream()
                                            .map(TableRule.Level::column)
                                            .toList()));
        }
    }

    private void requireAlike(Group group, TableRule.Sharded a, TableRule.Sharded b) {
        TableRule.Level left = a.levels().get(0);
        TableRule.Level right = b.levels().get(0);
        if (left.type() != right.type() || !a.shards().equals(b.shards())) {
            throw error(group.line(), "tables " + a.table() + " and " + b.table() + " do not lie alike on the shards");
        }
        for (Object key : Samples.of(left.type())) {
            if (!where(left, key).equals(where(right, key))) {
                throw error(
                        group.line(),
                        "tables " + a.table() + " and " + b.table() + " place key " + key + " differently");
            }
        }
    }

    private static Object where(TableRule.Level level, Object key) {
        try {
            return level.rule().locate(key);
        } catch (KeyNotPlaced e) {
            return "nowhere";
        }
    }

    private RulesError error(int line, String cause) {
        return new RulesError(file, line, cause);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
