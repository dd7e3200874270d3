package io.sluice.routing.route;

import io.sluice.routing.plan.Placed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The physical tables that were written into one shard's text, and what the client calls them. Immutable.
 *
 * @param tables the statement's, by ordinal
 * @param slots for each the index of its slot
 */
@SuppressWarnings("ArrayRecordComponent")
public record Naming(List<Placed> tables, int[] slots) {
    /** What the client calls {@code physical}; null where the text has no such table. */
    @Nullable
    String logical(String physical) {
        for (int i = 0; i < slots.length; i++) {
            Placed table = tables.get(i);
            String name = table.sharded() == null
                    ? table.rule().table()
                    : table.sharded().slots().get(slots[i]).table();
            if (name.equalsIgnoreCase(physical)) {
                return table.occurrence().name();
            }
        }
        return null;
    }

    /** True where the client itself has called a table so. */
    boolean aliased(String name) {
        return tables.stream().anyMatch(table -> name.equals(table.occurrence().alias()));
    }
}
