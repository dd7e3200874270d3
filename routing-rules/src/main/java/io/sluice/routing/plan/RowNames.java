package io.sluice.routing.plan;

import io.sluice.routing.RoutingError;
import io.sluice.routing.gather.LoadColumn;
import io.sluice.routing.merge.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How chosen rows of one table are named: by their sharding key and their primary key. Immutable.
 *
 * @param columns the columns as SQL
 * @param keys how their values travel
 * @param access which of them is the first of the primary key: by it a server finds the rows
 * @param first the first of them among the columns of the rows that were asked for
 */
public record RowNames(List<String> columns, List<LoadColumn> keys, int access, int first) {
    public RowNames {
        columns = List.copyOf(columns);
        keys = List.copyOf(keys);
    }

    /** The literals of a row's name; null for the row of an outer join that is not there. */
    public @Nullable List<String> of(Row row) {
        List<String> name = new ArrayList<>(keys.size());
        if (row.isNull(first + access)) {
            return null;
        }
        for (int i = 0; i < keys.size(); i++) {
            if (row.isNull(first + i)) {
                throw RoutingError.CROSS_SHARD.with(
                        "a write of a row whose " + columns.get(i) + " is NULL", "give it a value on its server");
            }
            StringBuilder out = new StringBuilder();
            keys.get(i).write(row, first + i, out);
            name.add(out.toString());
        }
        return name;
    }

    /** {@code WHERE id IN (1, 2) AND (user_id, id) IN ((7, 1), (8, 2))}: a row constructor alone is not looked up in an index everywhere. */
    public String where(List<List<String>> names) {
        String some =
                list(names.stream().map(name -> name.get(access)).distinct().toList());
        if (columns.size() == 1) {
            return " WHERE " + columns.get(0) + " IN " + some;
        }
        return " WHERE " + columns.get(access) + " IN " + some + " AND " + list(columns) + " IN "
                + list(names.stream().map(RowNames::list).toList());
    }

    /** The same without names, to be shown. */
    public String where() {
        String columnList = columns.size() == 1 ? "" : " AND " + list(columns) + " IN (…)";
        return " WHERE " + columns.get(access) + " IN (…)" + columnList;
    }

    private static String list(List<String> items) {
        return "(" + String.join(", ", items) + ")";
    }
}
