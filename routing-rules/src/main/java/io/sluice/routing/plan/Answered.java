package io.sluice.routing.plan;

import io.sluice.routing.gather.LoadColumn;
import io.sluice.routing.rules.TableRule;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.text.Edit;
import io.sluice.sql.text.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query inside a statement that is one in its own right: {@code (SELECT user_id, SUM(total) FROM orders GROUP BY user_id)}. Its
 * answer is brought together, not the rows it is made of. Immutable.
 *
 * @param block the query
 * @param edits of its text: how values travel
 * @param columns its columns
 */
record Answered(QueryBlock block, List<Edit> edits, List<Of> columns) {
    /** What has a LIMIT is materialized, as what it stands for is, and its columns are described so. */
    private static final String ALL = " LIMIT 18446744073709551615";

    /**
     * One of its columns.
     *
     * @param name its heading
     * @param load how its values travel
     * @param source where its values come from, null for what is computed
     * @param table of which a server says it is a column; null for none
     */
    record Of(String name, LoadColumn load, Columns.@Nullable Source source, @Nullable Placed table) {
        /** A column of no table stays one: COALESCE gives the same value of the same type. */
        String selected() {
            String column = Quoting.backquoted(name);
            return table == null ? "COALESCE(" + column + ") AS " + column : column;
        }
    }

    /** Its temporary table. */
    String table() {
        return "__sluice_q" + block.id();
    }

    /** Its temporary table as the one whose columns it shows; null where it shows none. */
    @Nullable
    Placed place(String shard) {
        for (Of column : columns) {
            if (column.table() != null) {
                return new Placed(
                        column.table().occurrence(),
                        new TableRule.Single(table(), shard),
                        List.of(table()),
                        column.table().table(),
                        false);
            }
        }
        return null;
    }

    /** What stands in its place. */
    Folded.Part folded(String text) {
        String query = block.span().of(text);
        boolean value = block.kind() == QueryBlock.Kind.SUBQUERY;
        String names = value
                ? "*"
                : String.join(", ", columns.stream().map(Of::selected).toList());
        return new Folded.Part(
                block.span(), query, query, "SELECT " + names + " FROM `" + table() + "`" + (value ? "" : ALL));
    }

    List<LoadColumn> loaded() {
        List<LoadColumn> loaded = new ArrayList<>();
        columns.forEach(column -> loaded.add(column.load()));
        return loaded;
    }

    boolean holds(Span span) {
        return block.span().contains(span);
    }

    boolean holds(Placed table) {
        return holds(table.occurrence().span());
    }

    /** Which of its columns has the values of {@code source}, -1 for none. */
    int at(Columns.Source source) {
        for (int i = 0; i < columns.size(); i++) {
            if (source.is(columns.get(i).source())) {
                return i;
            }
        }
        return -1;
    }
}
