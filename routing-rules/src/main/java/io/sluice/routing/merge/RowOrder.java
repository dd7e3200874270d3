package io.sluice.routing.merge;

import io.sluice.routing.RoutingError;
import io.sluice.routing.schema.Collation;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * MySQL's order of rows by some keys. How a key compares is decided once, by the metadata of its value column and never by
 * what happens to be in its weight column: of a number MySQL's WEIGHT_STRING is NULL, MariaDB's is not. NULL comes first, with
 * DESC last. Immutable; a row's keys are taken out of it once ({@link #read}) and compared as often as needed.
 */
final class RowOrder {
    private static final int BINARY = 63;
    private static final int ENUM_OR_SET = 0x100 | 0x800;
    private static final byte[] NONE = {};
    private static final byte[] SPACE = {' '};

    private final int size;
    private final How[] how;
    private final int[] columns;
    private final int[] valueColumns;
    private final boolean[] descending;
    private final byte[][] pads;

    private enum How {
        SIGNED,
        UNSIGNED,
        REAL,
        EXACT,
        TIME,
        BYTES,
        NOTHING
    }

    private RowOrder(List<SortKey> keys, List<ColumnMeta> metas) {
        size = keys.size();
        how = new How[size];
        columns = new int[size];
        valueColumns = new int[size];
        descending = new boolean[size];
        pads = new byte[size][];
        for (int i = 0; i < size; i++) {
            SortKey key = keys.get(i);
            ColumnMeta meta = metas.get(key.column());
            how[i] = how(meta, key.name());
            valueColumns[i] = key.column();
            columns[i] = key.column();
            descending[i] = key.descending();
            pads[i] = NONE;
            if (how[i] == How.BYTES && text(meta)) {
                readAsText(i, key);
            }
        }
    }

    /** @throws io.sluice.routing.RoutingException where a key's type has no order that is known here (JSON, GEOMETRY) */
    static RowOrder of(List<SortKey> keys, List<ColumnMeta> metas) {
        return new RowOrder(keys, metas);
    }

    private void readAsText(int i, SortKey key) {
        Collation collation = key.collation();
        if (key.weightColumn() >= 0) {
            columns[i] = key.weightColumn();
            pads[i] = collation == null || !collation.padSpace() ? NONE : collation.spaceWeight();
        } else if (collation != null && collation.binary()) {
            pads[i] = collation.padSpace() ? SPACE : NONE;
        } else {
            throw RoutingError.BUG.with("no weights for the text key " + key.name());
        }
    }

    private static How how(ColumnMeta meta, String name) {
        return switch (meta.type()) {
            case 1, 2, 3, 8, 9, 13 -> meta.unsigned() ? How.UNSIGNED : How.SIGNED;
            case 4, 5 -> How.REAL;
            case 0, 246 -> How.EXACT;
            case 11 -> How.TIME;
            case 6 -> How.NOTHING;
            // Dates: their text has a fixed width. BIT: big-endian bytes of a fixed width.
            case 7, 10, 12, 14, 16 -> How.BYTES;
            case 15, 247, 248, 249, 250, 251, 252, 253, 254 -> How.BYTES;
            case 245 ->
                throw RoutingError.CROSS_SHARD.with("ordering by the JSON value " + name, "JSON has no bytewise order");
            default -> throw RoutingError.CROSS_SHARD.with("ordering by " + name, "its type has no order");
        };
    }

    /** Text, as opposed to binary strings, dates and BIT. */
    private static boolean text(ColumnMeta meta) {
        boolean string = meta.type() == 15 || meta.type() >= 247;
        return string && (meta.charset() != BINARY || (meta.flags() & ENUM_OR_SET) != 0);
    }

    /** How many keys. */
    int size() {
        return size;
    }

    /** An empty place for a row's keys. */
    Keys keys() {
        return new Keys(size);
    }

    /** Takes the keys out of {@code row}. */
    Keys read(Row row, Keys into) {
        for (int i = 0; i < size; i++) {
            int column = columns[i];
            boolean isNull = row.isNull(valueColumns[i]);
            into.nulls[i] = isNull;
            if (isNull) {
                continue;
            }
            switch (how[i]) {
                case SIGNED, UNSIGNED -> into.numbers[i] = row.asLong(column);
                case REAL -> into.numbers[i] = Double.doubleToRawLongBits(row.asDouble(column));
                case EXACT -> into.objects[i] = row.asDecimal(column);
                case TIME -> into.numbers[i] = microseconds(bytes(row, column));
                case BYTES -> into.objects[i] = bytes(row, column);
                case NOTHING -> into.numbers[i] = 0;
            }
        }
        return into;
    }

    private static byte[] bytes(Row row, int column) {
        byte[] bytes = row.asBytes(column);
        if (bytes == null) {
            throw RoutingError.BUG.with("a key without its weight in column " + column);
        }
        return bytes;
    }

    /** Less than 0, 0 or more than 0, as for a {@link java.util.Comparator}. */
    int compare(Keys a, Keys b) {
        for (int i = 0; i < size; i++) {
            int order = compare(a, b, i);
            if (order != 0) {
                return descending[i] ? -order : order;
            }
        }
        return 0;
    }

    /** The first key in which they differ, 0-based; {@link #size} where they are equal. */
    int changed(Keys a, Keys b) {
        int i = 0;
        while (i < size && compare(a, b, i) == 0) {
            i++;
        }
        return i;
    }

    private int compare(Keys a, Keys b, int i) {
        if (a.nulls[i] || b.nulls[i]) {
            return Boolean.compare(b.nulls[i], a.nulls[i]);
        }
        return switch (how[i]) {
            case SIGNED, TIME -> Long.compare(a.numbers[i], b.numbers[i]);
            case UNSIGNED -> Long.compareUnsigned(a.numbers[i], b.numbers[i]);
            case REAL -> compareReals(Double.longBitsToDouble(a.numbers[i]), Double.longBitsToDouble(b.numbers[i]));
            case EXACT -> a.decimal(i).compareTo(b.decimal(i));
            case BYTES -> compareBytes(a.bytes(i), b.bytes(i), pads[i]);
            case NOTHING -> 0;
        };
    }

    /** Unlike Double.compare, 0 and -0 are equal. */
    private static int compareReals(double a, double b) {
        return a < b ? -1 : a > b ? 1 : 0;
    }

    /** Bytewise; the shorter is continued with {@code pad} over and over. */
    static int compareBytes(byte[] a, byte[] b, byte[] pad) {
        if (pad.length == 0 || a.length == b.length) {
            return Arrays.compareUnsigned(a, b);
        }
        int common = Math.min(a.length, b.length);
        int order = Arrays.compareUnsigned(a, 0, common, b, 0, common);
        if (order != 0) {
            return order;
        }
        return a.length > b.length ? rest(a, common, pad) : -rest(b, common, pad);
    }

    private static int rest(byte[] bytes, int from, byte[] pad) {
        for (int i = from; i < bytes.length; i++) {
            int order = Byte.compareUnsigned(bytes[i], pad[(i - from) % pad.length]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** {@code -838:59:59.000000} as microseconds. */
    static long microseconds(byte[] time) {
        boolean negative = time.length > 0 && time[0] == '-';
        long field = 0;
        long seconds = 0;
        long fraction = 0;
        int digits = -1;
        for (int i = negative ? 1 : 0; i < time.length; i++) {
            byte c = time[i];
            if (c == ':') {
                seconds = (seconds + field) * 60;
                field = 0;
            } else if (c == '.') {
                digits = 0;
            } else if (digits < 0) {
                field = field * 10 + (c - '0');
            } else if (digits < 6) {
                fraction = fraction * 10 + (c - '0');
                digits++;
            }
        }
        for (int i = Math.max(digits, 0); i < 6; i++) {
            fraction *= 10;
        }
        long all = (seconds + field) * 1_000_000 + fraction;
        return negative ? -all : all;
    }

    /** The keys of one row, read. Reused from row to row where nobody keeps them. */
    static final class Keys {
        private final long[] numbers;
        private final @Nullable Object[] objects;
        private final boolean[] nulls;

        private Keys(int size) {
            numbers = new long[size];
            objects = new Object[size];
            nulls = new boolean[size];
        }

        private BigDecimal decimal(int i) {
            return objects[i] instanceof BigDecimal decimal ? decimal : BigDecimal.ZERO;
        }

        private byte[] bytes(int i) {
            return objects[i] instanceof byte[] bytes ? bytes : NONE;
        }
    }
}
