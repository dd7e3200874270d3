package io.sluice.routing.gather;

import java.util.List;
import java.util.Set;
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

    /** Character sets whose literals no server has anything to say about. */
    private static final Set<String> CALM = Set.of("", "utf8mb4", "latin1", "ascii", "binary");

    /**
     * Whether no INSERT of rows gives a warning but such as says that a value is not what it was: then how many there are tells enough, see
     * {@link #changed}.
     */
    public boolean calm() {
        return columns.stream()
                .allMatch(column -> column.form() != LoadForm.NUMBERED && CALM.contains(column.charset()));
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
