package io.sluice.routing.plan;

import io.sluice.routing.rules.TableRule;
import io.sluice.routing.schema.Table;
import io.sluice.sql.TableOccurrence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table occurrence with the place where its rows live. Immutable.
 *
 * @param occurrence where it stands
 * @param rule where its rows live; an undeclared table is {@link TableRule.Single} on the shard that has it
 * @param names what is written in its place: for a sharded table by slot index, else one name
 * @param table its columns, null where no server told them
 * @param system true for tables of information_schema and the like
 */
public record Placed(
        TableOccurrence occurrence, TableRule rule, List<String> names, @Nullable Table table, boolean system) {
    public Placed {
        names = List.copyOf(names);
    }

    /** The physical name in slot {@code slot}; of a table that is not sharded the one it has. */
    public String name(int slot) {
        return names.size() == 1 ? names.get(0) : names.get(slot);
    }

    /** The rule of a sharded table, null for the others. */
    public TableRule.@Nullable Sharded sharded() {
        return rule instanceof TableRule.Sharded sharded ? sharded : null;
    }

    /** True where some slot's table has another name than the user wrote. */
    boolean renamed() {
        String logical = Quoting.name(occurrence.name());
        return names.stream().anyMatch(name -> !name.equals(logical));
    }

    /** True where a derived table stands in the place of the name. */
    public boolean derived() {
        return names.get(0).startsWith("(");
    }

    /** The level of which {@code column} is the key, -1 where it is no sharding key. */
    int level(String column) {
        if (rule instanceof TableRule.Sharded sharded) {
            for (int i = 0; i < sharded.levels().size(); i++) {
                if (sharded.levels().get(i).column().equalsIgnoreCase(column)) {
                    return i;
                }
            }
        }
        return -1;
    }
}
