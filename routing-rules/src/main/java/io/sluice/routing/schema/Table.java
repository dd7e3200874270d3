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
 * @param ordered columns by which an index has all rows in order, where the table can be read as it was at one instant (InnoDB);
 *     empty where that is not so, or not known
 * @param changesOthers a write of it may change other tables: it has triggers, or foreign keys of others pass its changes on
 */
public record Table(
        String name,
        List<Column> columns,
        List<String> primaryKey,
        @Nullable String definition,
        boolean checked,
        List<String> ordered,
        boolean changesOthers) {
    public Table {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        ordered = List.copyOf(ordered);
    }

    /** One whose writes change nothing else. */
    public Table(
            String name,
            List<Column> columns,
            List<String> primaryKey,
            @Nullable String definition,
            boolean checked,
            List<String> ordered) {
        this(name, columns, primaryKey, definition, checked, ordered, false);
    }

    /** A table or view without indexes that are known. */
    public Table(
            String name, List<Column> columns, List<String> primaryKey, @Nullable String definition, boolean checked) {
        this(name, columns, primaryKey, definition, checked, List.of());
    }

    /** A base table. */
    public Table(String name, List<Column> columns, List<String> primaryKey) {
        this(name, columns, primaryKey, null, false);
    }

    /** A table, or a view without CHECK OPTION. */
    public Table(String name, List<Column> columns, List<String> primaryKey, @Nullable String definition) {
        this(name, columns, primaryKey, definition, false);
    }

    /** True where an index has all rows in the order of {@code column}. */
    public boolean orderedBy(String column) {
        return ordered.stream().anyMatch(column::equalsIgnoreCase);
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
