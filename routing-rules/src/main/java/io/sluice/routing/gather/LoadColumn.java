package io.sluice.routing.gather;

import io.sluice.routing.merge.Row;
import io.sluice.routing.schema.Column;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A column whose values are written as literals, where they are loaded or where rows are named by them. Immutable.
 *
 * @param name its name
 * @param form how its values travel
 * @param charset the column's character set, empty where it has none
 */
public record LoadColumn(String name, LoadForm form, String charset) {
    /** For a column of a physical table; null where {@link LoadForm#of} knows none. */
    public static @Nullable LoadColumn of(Column column) {
        LoadForm form = LoadForm.of(column);
        String collation = column.collation();
        String charset = collation == null ? "" : collation.substring(0, (collation + "_").indexOf('_'));
        return form == null ? null : new LoadColumn(column.name(), form, charset);
    }

    /**
     * Appends the value that a row has in its place {@code at}, which may be NULL.
     *
     * @param row as a shard sent what {@link LoadForm#read} asks for, in the text form
     */
    public void write(Row row, int at, StringBuilder out) {
        if (row.isNull(at)) {
            out.append("NULL");
        } else {
            form.write(Objects.requireNonNull(row.asBytes(at)), charset, out);
        }
    }
}
