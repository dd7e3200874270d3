package io.sluice.sql.calcite;

import io.sluice.sql.Dialect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names that WITH has given to queries, innermost first. Immutable.
 *
 * @param columns the names it gives the query's columns, empty where they keep their own
 */
record CteScope(@Nullable String name, int block, List<String> columns, @Nullable CteScope next) {
    static final CteScope EMPTY = new CteScope(null, -1, List.of(), null);

    CteScope {
        columns = List.copyOf(columns);
    }

    CteScope with(String name, int block, List<String> columns) {
        return new CteScope(name, block, columns, this);
    }

    /**
     * What {@code name} stands for, null where it is no such name. To MariaDB the letters' case is all one, whereas to MySQL
     * it is what it is in the names of tables.
     */
    @Nullable
    CteScope find(String name, Dialect dialect) {
        for (CteScope at = this; at != null; at = at.next) {
            if (at.name != null
                    && (dialect.mariaDb() ? name.equalsIgnoreCase(at.name) : dialect.sameName(name, at.name))) {
                return at;
            }
        }
        return null;
    }
}
