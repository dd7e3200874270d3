package io.sluice.routing.gather;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A temporary table and what is loaded into it. Immutable.
 *
 * @param table its name
 * @param create the CREATE TEMPORARY TABLE
 * @param columns in the order of the rows' values
 */
public record Loading(String table, String create, List<LoadColumn> columns) {
    public Loading {
        columns = List.copyOf(columns);
    }

    /** How an INSERT of rows begins. */
    String insert() {
        String names = columns.stream()
                .map(column -> '`' + column.name().replace("`", "``") + '`')
                .collect(Collectors.joining(", "));
        return "INSERT INTO `" + table + "` (" + names + ") VALUES ";
    }
}
