package io.sluice.routing.plan;

import io.sluice.sql.Operand;
import io.sluice.sql.text.SqlTemplate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code INSERT INTO orders (user_id, total) VALUES (1, 5), (2, 7)}: each row goes to its slot. Immutable.
 *
 * @param tables all table occurrences by ordinal
 * @param target ordinal of the table that is written
 * @param rows one for each VALUES row
 * @param generatesId true where rows without an id get a generated one
 * @param ignore true with IGNORE: a server stores a default in place of NULL
 * @param returnsRows true where one row is inserted RETURNING something
 * @param othersToo true for REPLACE and ON DUPLICATE KEY UPDATE: rows of other keys may be changed
 * @param one the text where all rows go to one slot
 * @param many the text with the rows as list 0
 */
public record SplitInsert(
        List<Placed> tables,
        int target,
        List<Row> rows,
        boolean generatesId,
        boolean ignore,
        boolean returnsRows,
        boolean othersToo,
        SqlTemplate one,
        SqlTemplate many)
        implements Plan.OnShards {
    public SplitInsert {
        tables = List.copyOf(tables);
        rows = List.copyOf(rows);
    }

    @Override
    public Access access() {
        return Access.WRITE;
    }

    @Override
    public boolean ddl() {
        return false;
    }

    /**
     * One row.
     *
     * @param keys the value of each level's key; null where the key is the generated column
     * @param id what the user wrote for the generated column; null where it always gets a generated id
     * @param idText its text
     */
    public record Row(List<@Nullable Operand> keys, @Nullable Operand id, @Nullable SqlTemplate idText) {
        public Row {
            keys = java.util.Collections.unmodifiableList(new java.util.ArrayList<>(keys));
        }
    }
}
