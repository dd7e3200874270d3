package io.sluice.routing.rules;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All table rules of one rules file. Immutable.
 *
 * @param tables by logical name in lower case
 */
public record Rules(Map<String, TableRule> tables) {
    public Rules {
        tables = Map.copyOf(tables);
    }

    /** The rule of a table, or null where the rules do not name it. */
    public @Nullable TableRule table(String name) {
        return tables.get(name.toLowerCase(Locale.ROOT));
    }
}
