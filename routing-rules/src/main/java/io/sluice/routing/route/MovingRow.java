package io.sluice.routing.route;

import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.gather.LoadColumn;
import io.sluice.routing.gather.LoadForm;
import io.sluice.routing.keys.Surroundings;
import io.sluice.routing.merge.ColumnMeta;
import io.sluice.routing.merge.Row;
import io.sluice.routing.plan.Scripted;
import io.sluice.routing.rules.TableRule;
import io.sluice.routing.schema.Column;
import io.sluice.sql.SqlValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where rows live before and after a change of their sharding keys, and how they are named then. Immutable. */
final class MovingRow {
    private final Scripted.Row row;
    private final TableRule.Sharded rule;
    private final Surroundings session;

    MovingRow(Scripted.Row row, Surroundings session) {
        this.row = row;
        this.rule = (TableRule.Sharded) row.table().rule();
        this.session = session;
    }

    /**
     * One row.
     *
     * @param name the literals of its old name
     * @param newName those of its new one
     * @param from its old slot
     * @param to its new one
     */
    record Move(List<String> name, List<String> newName, int from, int to) {}

    /** @throws RoutingException where a new key cannot be stored, or not be known before */
    Move of(List<ColumnMeta> columns, Row of) {
        List<String> old = new ArrayList<>();
        for (int i = 0; i < row.columns().size(); i++) {
            StringBuilder out = new StringBuilder();
            column(row.columns().get(i)).write(of, i, out);
            old.add(out.toString());
        }
        List<String> made = new ArrayList<>(old);
        SqlValue[] now = new SqlValue[rule.levels().size()];
        SqlValue[] then = new SqlValue[rule.levels().size()];
        for (int level = 0; level < now.length; level++) {
            int at = place(rule.levels().get(level).column());
            now[level] = value(row.columns().get(at), Objects.requireNonNull(of.asBytes(at)));
            then[level] = now[level];
        }
        for (Scripted.NewKey key : row.keys()) {
            Column column = row.columns().get(key.name());
            byte @Nullable [] bytes = of.asBytes(key.column());
            if (of.isNull(key.column()) || bytes == null) {
                throw RoutingError.KEY_NULL.with(column.name());
            }
            check(columns.get(key.column()), column);
            StringBuilder out = new StringBuilder();
            form(column).write(bytes, "utf8mb4", out);
            made.set(key.name(), out.toString());
            then[key.level()] = utf8(column, bytes);
        }
        return new Move(old, made, slot(now), slot(then));
    }

    private int place(String name) {
        for (int i = 0; i < row.columns().size(); i++) {
            if (row.columns().get(i).name().equalsIgnoreCase(name)) {
                return i;
            }
        }
        throw new IllegalStateException(name);
    }

    private int slot(SqlValue[] keys) {
        StoredKeys stored = new StoredKeys(rule, session);
        BitSet found = null;
        for (int level = 0; level < keys.length; level++) {
            Column column = row.columns().get(place(rule.levels().get(level).column()));
            found = KeySlots.both(found, stored.slots(level, column, keys[level]));
        }
        if (found == null || found.cardinality() != 1) {
            throw RoutingError.KEY_NOT_PLACED.with(StoredKeys.text(keys[0]));
        }
        return found.nextSetBit(0);
    }

    /** A new key must be of the column's own kind: what a server would convert is not known before. */
    private void check(ColumnMeta meta, Column column) {
        boolean kept =
                switch (form(column)) {
                    case DIGITS -> List.of(0, 1, 2, 3, 8, 9, 13, 246).contains(meta.type());
                    case QUOTED -> List.of(10, 12, 15, 253, 254).contains(meta.type());
                    case TEXT -> List.of(15, 253, 254).contains(meta.type()) && meta.charset() != 63;
                    default -> false;
                };
        if (!kept) {
            throw RoutingError.KEY_UPDATE.with(rule.table() + "." + column.name() + " to a value of another type");
        }
        if (form(column) == LoadForm.TEXT) {
            ResultForm.of(meta, column.type());
        }
    }

    private static LoadForm form(Column column) {
        return column(column).form();
    }

    private static LoadColumn column(Column column) {
        return Objects.requireNonNull(LoadColumn.of(column));
    }

    private static SqlValue value(Column column, byte[] bytes) {
        boolean utf8 = column(column).charset().toLowerCase(Locale.ROOT).startsWith("utf8");
        boolean ascii = true;
        for (byte b : bytes) {
            ascii &= b >= 0;
        }
        if (form(column) == LoadForm.TEXT && !utf8 && !ascii) {
            throw RoutingError.KEY_UPDATE.with(column.name() + " of a row whose key is not in UTF-8");
        }
        return utf8(column, bytes);
    }

    private static SqlValue utf8(Column column, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return switch (form(column)) {
            case DIGITS ->
                text.indexOf('.') < 0
                        ? new SqlValue.Whole(new java.math.BigInteger(text))
                        : new SqlValue.Decimal(new BigDecimal(text));
            case BYTES -> new SqlValue.Bytes(bytes);
            default -> new SqlValue.Text(text);
        };
    }
}
