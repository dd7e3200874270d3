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
 * @param block the query block in which they stand
 * @param rule the rule of the first; those of the others place equal keys in slots of equal index
 * @param columns the physical key column of each level, null where the schema is not known
 * @param condition what the block's WHERE says of their keys
 * @param parent index of the class of an outer block whose keys are equal to theirs, -1 for none
 */
public record KeyClass(
        List<Integer> members,
        int block,
        TableRule.Sharded rule,
        List<@Nullable Column> columns,
        KeyCondition condition,
        int parent) {
    public KeyClass {
        members = List.copyOf(members);
        columns = Collections.unmodifiableList(new ArrayList<>(columns));
    }

    /** The key columns of {@code table}. */
    static List<@Nullable Column> columnsOf(Placed table, TableRule.Sharded rule) {
        List<@Nullable Column> columns = new ArrayList<>();
        for (TableRule.Level level : rule.levels()) {
            columns.add(table.table() == null ? null : table.table().column(level.column()));
        }
        return columns;
    }
}
