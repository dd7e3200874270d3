package io.sluice.sql.calcite;

import org.jspecify.annotations.Nullable;

/**
 * Something in FROM that columns can be qualified with.
 *
 * @param name its alias, or its name where it has none
 * @param schema the schema written before the name of a table without alias
 * @param table the base table, null for derived tables, CTEs and row aliases
 */
record Source(String name, @Nullable String schema, @Nullable TableDraft table) {
    boolean answersTo(@Nullable String schemaName, String called, boolean anyCase) {
        if (schemaName != null && schema != null && !schemaName.equalsIgnoreCase(schema)) {
            return false;
        }
        if (schemaName != null && (table == null || table.alias != null)) {
            return false;
        }
        return anyCase ? name.equalsIgnoreCase(called) : name.equals(called);
    }
}
