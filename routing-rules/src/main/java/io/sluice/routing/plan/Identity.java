package io.sluice.routing.plan;

import io.sluice.routing.gather.LoadColumn;
import io.sluice.routing.gather.LoadForm;
import io.sluice.routing.rules.TableRule;
import io.sluice.routing.schema.Column;
import io.sluice.routing.schema.Table;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The columns that name one row of a table. Immutable. */
record Identity(Placed table, List<Column> columns) {
    /** Types of which a literal equals the value that it was made of, and no other. */
    private static final Set<LoadForm> EXACT =
            EnumSet.of(LoadForm.DIGITS, LoadForm.QUOTED, LoadForm.TEXT, LoadForm.BYTES, LoadForm.PLAIN);

    /** Null where the table has no primary key, or one whose values cannot be compared exactly. */
    static @Nullable Identity of(Placed placed) {
        Table table = placed.table();
        if (table == null || table.primaryKey().isEmpty() || table.definition() != null) {
            return null;
        }
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        List<Column> columns = new ArrayList<>();
        TableRule.Sharded rule = placed.sharded();
        List<String> all = new ArrayList<>();
        if (rule != null) {
            rule.levels().forEach(level -> all.add(level.column()));
        }
        all.addAll(table.primaryKey());
        for (String name : all) {
            Column column = table.column(name);
            LoadForm form = column == null ? null : LoadForm.of(column);
            if (column == null || form == null || !EXACT.contains(form)) {
                return null;
            }
            if (names.add(name)) {
                columns.add(column);
            }
        }
        return new Identity(placed, columns);
    }

    /** What is selected: {@code o.user_id, o.id}. */
    String selected(String qualifier) {
        List<String> selected = new ArrayList<>();
        for (Column column : columns) {
            LoadForm form = java.util.Objects.requireNonNull(LoadForm.of(column));
            selected.add(form.read(qualifier + Quoting.name(column.name())));
        }
        return String.join(", ", selected);
    }

    /** @param first of the columns, in the rows that are asked for */
    RowNames names(String qualifier, int first) {
        List<LoadColumn> keys = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Column column : columns) {
            keys.add(java.util.Objects.requireNonNull(LoadColumn.of(column)));
            names.add(qualifier + Quoting.name(column.name()));
        }
        return new RowNames(names, keys, access(), first);
    }

    private int access() {
        String primary =
                java.util.Objects.requireNonNull(table.table()).primaryKey().get(0);
        int at = 0;
        while (!columns.get(at).name().equalsIgnoreCase(primary)) {
            at++;
        }
        return at;
    }
}
