package io.sluice.proxy.protocol;

import io.netty.buffer.ByteBuf;
import java.util.List;

/** A row of the binary protocol: byte 0, a bitmap of NULLs, the values that are not NULL. */
public final class BinaryRow {
    /** The row's bitmap begins at bit 2. */
    private static final int BITMAP_OFFSET = 2;

    private BinaryRow() {}

    /**
     * Finds the values of a row without copying them. A value's bytes include the length that strings and times begin
     * with, so that they can be copied as they are.
     *
     * @param row payload without header; the reader index stays
     * @param types {@link ColumnType} per column
     * @param offsets receives the index of each value's first byte (absolute, for {@code row.getByte})
     * @param lengths receives each value's length in bytes, -1 for NULL
     */
    public static void scan(ByteBuf row, int[] types, int[] offsets, int[] lengths) {
        int start = row.readerIndex();
        try {
            Wire.skip(row, 1);
            int bitmap = row.readerIndex();
            Wire.skip(row, bitmapBytes(types.length));
            for (int i = 0; i < types.length; i++) {
                offsets[i] = row.readerIndex();
                lengths[i] = isNull(row, bitmap, i) ? -1 : skipValue(row, types[i]);
            }
        } finally {
            row.readerIndex(start);
        }
    }

    /** Reads a value found by {@link #scan}. */
    public static BinaryValue value(ByteBuf row, ColumnDefinition column, int offset, int length) {
        if (length < 0) {
            return BinaryValue.NULL;
        }
        return BinaryValue.decode(row.slice(offset, length), column.type(), column.unsigned());
    }

    /** Writes a row; the values' types must be those of the column definitions. */
    public static void encode(ByteBuf out, List<? extends BinaryValue> values) {
        int bitmap = begin(out, values.size());
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) instanceof BinaryValue.Null) {
                markNull(out, bitmap, i);
            } else {
                values.get(i).encode(out);
            }
        }
    }

    /** Writes the first {@code columns} values of another row, scanned by {@link #scan}. */
    public static void copy(ByteBuf out, ByteBuf row, int[] offsets, int[] lengths, int columns) {
        int bitmap = begin(out, columns);
        for (int i = 0; i < columns; i++) {
            if (lengths[i] < 0) {
                markNull(out, bitmap, i);
            } else {
                out.writeBytes(row, offsets[i], lengths[i]);
            }
        }
    }

    /** Begins a row of our own; answers what {@link #markNull} needs. Then write the values that are not NULL. */
    public static int begin(ByteBuf out, int columns) {
        out.writeByte(0);
        int bitmap = out.writerIndex();
        out.writeZero(bitmapBytes(columns));
        return bitmap;
    }

    /** Marks a column of a row begun by {@link #begin}. */
    public static void markNull(ByteBuf out, int bitmap, int column) {
        int bit = column + BITMAP_OFFSET;
        int index = bitmap + bit / 8;
        out.setByte(index, out.getByte(index) | 1 << bit % 8);
    }

    private static int bitmapBytes(int columns) {
        return (columns + 7 + BITMAP_OFFSET) / 8;
    }

    private static boolean isNull(ByteBuf row, int bitmap, int column) {
        int bit = column + BITMAP_OFFSET;
        return (row.getByte(bitmap + bit / 8) & 1 << bit % 8) != 0;
    }

    private static int skipValue(ByteBuf row, int type) {
        int start = row.readerIndex();
        int fixed = ColumnType.binaryLength(type);
        if (fixed != ColumnType.SELF_DESCRIBED) {
            Wire.skip(row, fixed);
        } else {
            long length = Wire.readLength(row);
            Wire.need(row, length);
            row.skipBytes((int) length);
        }
        return row.readerIndex() - start;
    }
}
