package io.sluice.routing.merge;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A row of which at least one column was computed by a merger. Values are null (NULL), {@link Long}, {@link BigInteger}
 * (unsigned), {@link BigDecimal} (its scale is the answer's), {@link Double}, or {@code byte[]} (text-protocol bytes, unchanged
 * from a shard). A door prints a {@link Double} by {@link MySqlDouble#format} with the column's decimals.
 *
 * @param values one for each column
 */
@SuppressWarnings("ArrayRecordComponent")
public record ComputedRow(@Nullable Object[] values) implements Row {
    @Override
    public boolean isNull(int column) {
        return values[column] == null;
    }

    @Override
    public long asLong(int column) {
        Object value = values[column];
        return value instanceof Number number
                ? number.longValue()
                : asDecimal(column).longValue();
    }

    @Override
    public double asDouble(int column) {
        Object value = values[column];
        return value instanceof Number number
                ? number.doubleValue()
                : asDecimal(column).doubleValue();
    }

    @Override
    public BigDecimal asDecimal(int column) {
        Object value = values[column];
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (value instanceof Double real) {
            return BigDecimal.valueOf(real);
        }
        byte[] bytes = asBytes(column);
        return bytes == null ? BigDecimal.ZERO : new BigDecimal(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    @Override
    public byte @Nullable [] asBytes(int column) {
        Object value = values[column];
        if (value == null) {
            return null;
        }
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        String text = value instanceof BigDecimal decimal
                ? decimal.toPlainString()
                : value instanceof Double real ? MySqlDouble.format(real, MySqlDouble.NOT_FIXED) : value.toString();
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public byte[] image() {
        return RowImage.of(values);
    }

    @Override
    public Row again(byte[] image) {
        return new ComputedRow(RowImage.values(image));
    }

    @Override
    public int size() {
        int size = 32;
        for (Object value : values) {
            size += value instanceof byte[] bytes ? 24 + bytes.length : 40;
        }
        return size;
    }
}
