package io.sluice.routing.plan;

import io.sluice.routing.schema.Column;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What may be a key of groups that several shards share. */
final class GroupKeys {
    /** Servers sort by the first max_sort_length (1024) bytes only: longer values that are equal need not adjoin. */
    private static final int MAX_LENGTH = 255;

    private GroupKeys() {}

    /** @throws io.sluice.routing.RoutingException where values may be too long to adjoin when sorted */
    static void bounded(Output output) {
        Placed owner = output.owner();
        if (owner != null && output.column() != null) {
            bounded(owner, output.column());
        }
    }

    static void bounded(Placed owner, String name) {
        Column column = owner.table() == null ? null : owner.table().column(name);
        if (column != null && tooLong(column)) {
            throw SelectKeys.refuse("grouping by " + name + ", which may be longer than 255", "use a shorter column");
        }
    }

    private static boolean tooLong(@Nullable Column column) {
        if (column == null) {
            return false;
        }
        String type = column.type().toLowerCase(Locale.ROOT);
        boolean string = type.endsWith("char") || type.endsWith("binary");
        return type.endsWith("text") || type.endsWith("blob") || (string && column.length() > MAX_LENGTH);
    }
}
