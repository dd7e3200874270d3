package io.sluice.sql.calcite;

import io.sluice.sql.Dialect;
import org.jspecify.annotations.Nullable;

/**
 * Something in FROM that columns can be qualified with.
 *
 * @param name its alias, or its name where it has none
 * @param schema the schema written before the name of a table without alias
 * @param table the base table, null for derived tables, CTEs and row aliases
 */
record Source(String name, @Nullable String schema, @Nullable TableDraft table) {
    /**
     * How well a name before a column fits: 0 not at all, 1 but for upper and lower case, 2 but for a schema of which only one side
     * speaks, 3 wholly.
     */
    int fit(@Nullable String schemaName, String called, Dialect dialect) {
        if (!dialect.sameName(name, called)) {
            return 0;
        }
        if (schemaName != null && (table == null || table.alias != null)) {
            return 0;
        }
        if (schemaName != null && schema != null && !dialect.sameName(schemaName, schema)) {
            return 0;
        }
        return !name.equals(called) ? 1 : (schemaName == null) != (schema == null) ? 2 : 3;
    }
}
