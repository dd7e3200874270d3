package io.sluice.routing.rules.groovy;

import io.sluice.routing.rules.Slot;
import io.sluice.routing.rules.TableRule;
import java.util.ArrayList;
import java.util.List;

/** Levels and slots of a table. */
record Placed(List<TableRule.Level> levels, List<Slot> slots) {
    /** Every table on every shard, shard by shard. */
    static List<Slot> product(List<String> shards, List<String> tables) {
        List<Slot> slots = new ArrayList<>();
        for (String shard : shards) {
            for (String table : tables) {
                slots.add(new Slot(shard, table));
            }
        }
        return slots;
    }
}
