package io.sluice.routing.plan;

import io.sluice.routing.rules.TableRule;
import io.sluice.routing.schema.Column;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Occurrences of sharded tables whose keys are equal in every row that matters: they stand in slots of one index. Immutable.
 *
 * @param members ordinals of the occurrences
 * @param block the query block of whose rows theirs are a part
 * @param rule the rule of the first; those of the others place equal keys in slots of equal index
 * @param columns the physical key column of each level, null where the schema is not known
 * @param condition what WHERE or ON says of their keys
 * @param parent index of the class that they follow: only those of their rows matter that have the key of one of its rows;
 *     -1 for none
 * @param kept false where an outer join may put NULLs in their place
 */
public record KeyClass(
        List<Integer> members,
        int block,
        TableRule.Sharded rule,
        List<@Nullable Column> columns,
        KeyCondition condition,
        int parent,
        boolean kept) {
    public KeyClass {
        members = List.copyOf(members);
        columns = Collections.unmodifiableList(new ArrayList<>(columns));
    }

    /** The same class following another. */
    KeyClass following(int other) {
        return new KeyClass(members, block, rule, columns, condition, other, kept);
    }

    /** The first slot on a shard, -1 where none is. */
    public int slotOn(String shard) {
        for (int i = 0; i < rule.slots().size(); i++) {
            if (rule.slots().get(i).shard().equals(shard)) {
                return i;
            }
        }
        return -1;
    }

    /** The key columns of {@code table}. */
    public static List<@Nullable Column> columnsOf(Placed table, TableRule.Sharded rule) {
        List<@Nullable Column> columns = new ArrayList<>();
        for (TableRule.Level level : rule.levels()) {
            columns.add(table.table() == null ? null : table.table().column(level.column()));
        }
        return columns;
    }
}
