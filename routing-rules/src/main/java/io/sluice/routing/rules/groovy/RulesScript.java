package io.sluice.routing.rules.groovy;

import groovy.lang.Closure;
import groovy.lang.Script;
import io.sluice.routing.rules.IdGenerator;
import io.sluice.routing.rules.Rules;
import io.sluice.routing.rules.RulesError;
import io.sluice.routing.rules.Snowflake;
import io.sluice.routing.rules.TableRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The words at the top of a rules file: {@code table}, {@code colocate}, {@code broadcast}, {@code single}. Base class of the
 * compiled script; used once, by one thread.
 */
public abstract class RulesScript extends Script {
    private String file = "";
    private Layout layout = new Layout(new Origin("", List.of(), Set.of()));

    final void begin(Origin origin) {
        file = origin.file();
        layout = new Layout(origin);
    }

    final Rules finish() {
        return layout.build();
    }

    /** {@code table('orders') { key 'user_id' … }}. */
    public final void table(String name, Closure<?> body) {
        Draft draft = new Draft(name, Lines.current(file), layout.origin());
        Closure<?> words = (Closure<?>) body.clone();
        words.setDelegate(new TableWords(draft));
        words.setResolveStrategy(Closure.DELEGATE_FIRST);
        words.call();
        layout.add(draft);
    }

    /** {@code colocate 'orders', 'order_items', on: 'user_id'}; a table not declared lies as the first one does. */
    public final void colocate(Map<String, Object> options, Object... tables) {
        int line = Lines.current(file);
        Object on = Options.only(options, "on").get("on");
        if (on == null || tables.length < 2) {
            throw error(line, "write colocate 'a', 'b', on: 'column'");
        }
        List<Layout.Member> members = new ArrayList<>();
        for (Object table : tables) {
            members.add(new Layout.Member(table.toString(), on.toString()));
        }
        layout.colocate(members, line);
    }

    /** {@code colocate users: 'id', orders: 'user_id'}. */
    public final void colocate(Map<String, Object> columns) {
        int line = Lines.current(file);
        List<Layout.Member> members = new ArrayList<>();
        columns.forEach((table, column) -> members.add(new Layout.Member(table, column.toString())));
        if (members.size() < 2 || columns.containsKey("on")) {
            throw error(line, "write colocate 'a', 'b', on: 'column'");
        }
        layout.colocate(members, line);
    }

    /** {@code broadcast 'countries', 'currencies'}. */
    public final void broadcast(Object... tables) {
        for (Object table : tables) {
            layout.add(new TableRule.Broadcast(table.toString()), Lines.current(file));
        }
    }

    /** {@code single 'audit_log', on: 's0'}. */
    public final void single(Map<String, Object> options, Object... tables) {
        int line = Lines.current(file);
        Object shard = Options.only(options, "on").get("on");
        if (shard == null) {
            throw error(line, "write single 'table', on: 'shard'");
        }
        layout.requireShard(shard.toString(), line, "single");
        for (Object table : tables) {
            layout.add(new TableRule.Single(table.toString(), shard.toString()), line);
        }
    }

    /** {@code id 'order_id', snowflake()}. */
    public final IdGenerator snowflake() {
        return Snowflake.ofThisProcess();
    }

    /** {@code snowflake machine: 7}: a machine id, 0 to 1023, that no other process uses. */
    public final IdGenerator snowflake(Map<String, Object> options) {
        Object machine = Options.only(options, "machine").get("machine");
        if (!(machine instanceof Integer number)) {
            throw error(Lines.current(file), "write snowflake(machine: 7) with a whole number");
        }
        return Snowflake.of(number);
    }

    /** {@code below(1_000_000)}: the range of all smaller keys. */
    public final List<Object> below(Object high) {
        return java.util.Arrays.asList(null, high);
    }

    /** {@code from(1_000_000)}: the range of this key and all larger ones. */
    public final List<Object> from(Object low) {
        return java.util.Arrays.asList(low, null);
    }

    private RulesError error(int line, String cause) {
        return new RulesError(file, line, cause);
    }
}
