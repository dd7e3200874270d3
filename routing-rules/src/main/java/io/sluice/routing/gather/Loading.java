package io.sluice.routing.gather;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A temporary table and what is loaded into it. Immutable.
 *
 * @param table its name
 * @param create what makes it: a CREATE TEMPORARY TABLE, and what has to be said around that
 * @param columns in the order of the rows' values
 * @param named whether the table's columns are called as {@code columns}; else it has those in their order
 */
public record Loading(String table, List<String> create, List<LoadColumn> columns, boolean named) {
    private static final int TRUNCATED = 1265;
    private static final Pattern QUOTED = Pattern.compile("'([^']*)'");

    public Loading {
        create = List.copyOf(create);
        columns = List.copyOf(columns);
    }

    /** One whose columns have the same names. */
    public Loading(String table, String create, List<LoadColumn> columns) {
        this(table, List.of(create), columns, true);
    }

    /**
     * Whether a warning about the values of an INSERT may mean that one is not what it was. It does not where it says that 0 is no
     * member of an ENUM: so is the value of an error, and 0 is what is stored.
     *
     * @param code of the warning: 1265 is WARN_DATA_TRUNCATED
     */
    public boolean changed(int code, String message) {
        return !(code == TRUNCATED && numbered(message));
    }

    /** Such a message quotes its column before anything else. */
    private boolean numbered(String message) {
        Matcher quoted = QUOTED.matcher(message);
        String name = quoted.find() ? quoted.group(1) : "";
        return columns.stream()
                .anyMatch(column ->
                        column.form() == LoadForm.NUMBERED && column.name().equalsIgnoreCase(name));
    }

    /** How an INSERT of rows begins. */
    String insert() {
        if (!named) {
            return "INSERT INTO `" + table + "` VALUES ";
        }
        String names = columns.stream()
                .map(column -> '`' + column.name().replace("`", "``") + '`')
                .collect(Collectors.joining(", "));
        return "INSERT INTO `" + table + "` (" + names + ") VALUES ";
    }
}
