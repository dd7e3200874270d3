package io.sluice.routing.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A physical table or view. Immutable.
 *
 * @param name as created
 * @param columns in order
 * @param primaryKey column names in key order, empty for none
 * @param definition the SELECT of a view, empty where it may not be seen; null for a base table
 * @param checked a view WITH CHECK OPTION
 */
public record Table(
        String name, List<Column> columns, List<String> primaryKey, @Nullable String definition, boolean checked) {
    public Table {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
    }

    /** A base table. */
    public Table(String name, List<Column> columns, List<String> primaryKey) {
        this(name, columns, primaryKey, null, false);
    }

    /** A table, or a view without CHECK OPTION. */
    public Table(String name, List<Column> columns, List<String> primaryKey, @Nullable String definition) {
        this(name, columns, primaryKey, definition, false);
    }

    /** The columns that {@code *} stands for, in order. */
    public List<Column> visibleColumns() {
        return columns.stream().filter(Column::visible).toList();
    }

    /** The column of that name (case-insensitive, as MySQL's column names are), or null. */
    public @Nullable Column column(String name) {
        for (Column column : columns) {
            if (column.name().equalsIgnoreCase(name)) {
                return column;
            }
        }
        return null;
    }
}
