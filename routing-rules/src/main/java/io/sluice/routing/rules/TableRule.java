package io.sluice.routing.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a logical table lies on the shards. Immutable. */
public sealed interface TableRule {
    /** Logical name as in the rules file. */
    String table();

    /**
     * Rows are spread by key: {@code SELECT … FROM orders WHERE user_id = 7} finds one slot.
     *
     * @param levels the rules that decide; a row's slot is the intersection of what all levels say (usually one level; two
     *     where shards and tables go by different columns)
     * @param slots all slots, in a fixed order; colocated tables pair by index
     * @param group name of the colocated group (its first table's name); tables of one group keep equal keys in slots of equal index
     * @param id the generated id column, or null
     */
    record Sharded(String table, List<Level> levels, List<Slot> slots, String group, @Nullable IdColumn id)
            implements TableRule {
        public Sharded {
            levels = List.copyOf(levels);
            slots = List.copyOf(slots);
        }

        /** The shards of its slots, by the slots' index. */
        public List<String> shards() {
            return slots.stream().map(Slot::shard).toList();
        }
    }

    /** Every shard has all rows, in a table of this name. */
    record Broadcast(String table) implements TableRule {}

    /** One shard has all rows, in a table of this name. */
    record Single(String table, String shard) implements TableRule {}

    /**
     * One level of sharding.
     *
     * @param column the sharding key
     * @param type its canonical type
     * @param rule what decides
     * @param words how the rules file says it, for messages and plans
     */
    record Level(String column, KeyType type, ShardingRule rule, String words) {}

    /** A column whose values are generated where an INSERT leaves them out. */
    record IdColumn(String column, IdGenerator generator) {}
}
