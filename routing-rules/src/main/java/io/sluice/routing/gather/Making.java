package io.sluice.routing.gather;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the temporary tables of a statement come to be on a connection, and what becomes of them. Immutable.
 *
 * @param create what is said before rows are loaded, and behind {@link Workspace#begin}
 * @param stays what stays behind the statement; null where the connection has to be reset, for there are tables that cannot stay: by the
 *     session's own words, or copies
 * @param empty what is said behind the statement, where they stay
 */
public record Making(List<String> create, @Nullable Standing stays, List<String> empty) {
    public Making {
        create = List.copyOf(create);
        empty = List.copyOf(empty);
    }

    /**
     * For one statement.
     *
     * @param loadings its tables
     * @param copies what it makes besides
     * @param now what stays on the connection
     * @param alike whether sessions in the same state have made that: what a table is depends on variables, too
     */
    public static Making of(List<Loading> loadings, List<String> copies, Standing now, boolean alike) {
        Standing wanted = copies.isEmpty() ? plain(loadings) : null;
        List<String> create = new ArrayList<>();
        if (wanted == null) {
            create.addAll(now.drop());
            loadings.forEach(loading -> create.addAll(loading.create()));
            return new Making(create, null, List.of());
        }
        Standing left = alike ? now.beside(wanted) : Standing.NONE;
        create.addAll(now.without(left).drop());
        create.addAll(wanted.without(left).create());
        return new Making(create, wanted.and(left), wanted.empty());
    }

    /**
     * Whether an answer may leave more in its session than temporary tables: variables. Then the connection has to be reset, or its next
     * user would find them.
     */
    public static boolean leavesMore(String answer) {
        return answer.indexOf('@') >= 0 || answer.toUpperCase(Locale.ROOT).contains("LAST_INSERT_ID");
    }

    private static @Nullable Standing plain(List<Loading> loadings) {
        Map<String, String> tables = new HashMap<>();
        for (Loading loading : loadings) {
            boolean plain = loading.named() && loading.create().size() == 1;
            if (!plain || tables.put(loading.table(), loading.create().get(0)) != null) {
                return null;
            }
        }
        return new Standing(tables);
    }
}
