package io.sluice.routing.schema;

import io.sluice.routing.rules.Rules;
import io.sluice.routing.rules.Slot;
import io.sluice.routing.rules.TableRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A schema read from a script of plain CREATE TABLE statements with logical names, so that plans can be tested without servers:
 *
 * <pre>
 * Schema schema = SchemaScript.read(Files.readString(Path.of("schema.sql"))).on(rules, shards.keySet());
 * </pre>
 *
 * {@code CREATE VIEW v AS SELECT …} with physical names is a view that every shard has,
 * {@code CREATE VIEW s0.v AS …} one of shard s0. Other statements of the script are passed over. Immutable.
 *
 * @param tables logical tables in the script's order, by name in lower case
 */
public record SchemaScript(Map<String, Table> tables) {
    public SchemaScript {
        tables = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    }

    /** @throws IllegalArgumentException with line and cause, where a CREATE TABLE is not understood */
    public static SchemaScript read(String script) {
        return new SchemaScript(new SchemaReader(script).read());
    }

    /** The physical tables as the rules lay them on the shards; what the rules do not name is on the first shard. */
    public Schema on(Rules rules, Set<String> shards) {
        Map<String, Map<String, Table>> found = new LinkedHashMap<>();
        shards.forEach(shard -> found.put(shard, new HashMap<>()));
        for (Table table : tables.values()) {
            for (Slot slot : slots(table, rules, shards)) {
                Table physical = new Table(
                        slot.table(), table.columns(), table.primaryKey(), table.definition(), false, table.ordered());
                found.computeIfAbsent(slot.shard(), shard -> new HashMap<>()).put(slot.table(), physical);
            }
        }
        return new Schema(found, collations());
    }

    private static List<Slot> slots(Table named, Rules rules, Set<String> shards) {
        String table = named.name();
        TableRule rule = rules.table(table);
        if (rule instanceof TableRule.Sharded sharded) {
            return sharded.slots();
        }
        int dot = table.indexOf('.');
        if (dot >= 0) {
            return List.of(new Slot(table.substring(0, dot), table.substring(dot + 1)));
        }
        if (rule instanceof TableRule.Single single) {
            return List.of(new Slot(single.shard(), table));
        }
        List<Slot> everywhere = new ArrayList<>();
        for (String shard : shards) {
            everywhere.add(new Slot(shard, table));
        }
        return rule == null && named.definition() == null && !everywhere.isEmpty()
                ? everywhere.subList(0, 1)
                : everywhere;
    }

    private Map<String, Collation> collations() {
        Map<String, Collation> collations = new HashMap<>();
        for (Table table : tables.values()) {
            for (Column column : table.columns()) {
                String name = column.collation();
                if (name != null) {
                    collations.putIfAbsent(name, Collations.named(name));
                }
            }
        }
        return collations;
    }
}
