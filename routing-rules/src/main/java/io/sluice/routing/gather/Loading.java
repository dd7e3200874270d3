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
 * @param create the CREATE TEMPORARY TABLE
 * @param columns in the order of the rows' values
 */
public record Loading(String table, String create, List<LoadColumn> columns) {
    /** ER_WARN_DEPRECATED_SYNTAX and its kin. */
    private static final Set<Integer> DEPRECATED = Set.of(1287, 1681, 3719, 3720);

    private static final int TRUNCATED = 1265;
    private static final Pattern QUOTED = Pattern.compile("'([^']*)'");

    public Loading {
        columns = List.copyOf(columns);
    }

    /**
     * Whether a warning about an INSERT may mean that a value is not what it was. It does not where it says that something is deprecated
     * (the introducer of a character set), or that 0 is no member of an ENUM: so is the value of an error, and 0 is what is stored.
     *
     * @param code of the warning: 1265 is WARN_DATA_TRUNCATED
     */
    public boolean changed(int code, String message) {
        return !DEPRECATED.contains(code) && !(code == TRUNCATED && numbered(message));
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
        String names = columns.stream()
                .map(column -> '`' + column.name().replace("`", "``") + '`')
                .collect(Collectors.joining(", "));
        return "INSERT INTO `" + table + "` (" + names + ") VALUES ";
    }
}
