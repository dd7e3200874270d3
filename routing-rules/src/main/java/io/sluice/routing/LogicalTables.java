package io.sluice.routing;

import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.cluster.Shard;
import io.sluice.routing.rules.Slot;
import io.sluice.routing.rules.TableRule;
import io.sluice.routing.schema.Schema;
import io.sluice.routing.schema.Table;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The tables as clients name them: those of the rules that exist, and undeclared ones under their own names. */
final class LogicalTables {
    private LogicalTables() {}

    /** In the order of SHOW TABLES. Where nothing is known of the servers, all tables of the rules. */
    static Stream<String> of(Cluster cluster) {
        TreeSet<String> names = new TreeSet<>();
        Schema schema = cluster.schema();
        Set<Slot> physical = new HashSet<>();
        for (TableRule rule : cluster.rules().tables().values()) {
            boolean exists = schema.shards().isEmpty();
            for (Slot slot : slots(rule, cluster)) {
                exists |= schema.table(slot.shard(), slot.table()) != null;
                physical.add(folded(slot.shard(), slot.table(), cluster));
            }
            if (exists) {
                names.add(rule.table());
            }
        }
        for (Map.Entry<String, Map<String, Table>> shard : schema.shards().entrySet()) {
            for (Table table : shard.getValue().values()) {
                if (!physical.contains(folded(shard.getKey(), table.name(), cluster))) {
                    names.add(table.name());
                }
            }
        }
        return names.stream();
    }

    private static Slot folded(String shard, String table, Cluster cluster) {
        return new Slot(shard, cluster.dialect().folded(table));
    }

    private static Iterable<Slot> slots(TableRule rule, Cluster cluster) {
        if (rule instanceof TableRule.Sharded sharded) {
            return sharded.slots();
        }
        if (rule instanceof TableRule.Single single) {
            return java.util.List.of(new Slot(single.shard(), single.table()));
        }
        return cluster.shards().values().stream()
                .map(Shard::name)
                .map(shard -> new Slot(shard, rule.table()))
                .toList();
    }
}
