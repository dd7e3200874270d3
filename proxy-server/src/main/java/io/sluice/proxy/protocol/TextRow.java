package io.sluice.proxy.protocol;

import io.netty.buffer.ByteBuf;

/** A row of the text protocol: one string&lt;lenenc&gt; or the NULL marker per column. */
public final class TextRow {
    /** First byte of a NULL value. */
    public static final int NULL = 0xFB;

    private TextRow() {}

    /**
     * Finds the values of a row without copying them.
     *
     * @param row payload without header; the reader index stays
     * @param offsets receives the index of each value's first byte (absolute, for {@code row.getByte})
     * @param lengths receives each value's length in bytes, -1 for NULL
     * @param columns number of columns; both arrays are at least that long
     */
    public static void scan(ByteBuf row, int[] offsets, int[] lengths, int columns) {
        int start = row.readerIndex();
        try {
            for (int i = 0; i < columns; i++) {
                long length = Wire.readLength(row);
                offsets[i] = row.readerIndex();
                lengths[i] = (int) length;
                if (length > 0) {
                    Wire.skip(row, (int) length);
                }
            }
        } finally {
            row.readerIndex(start);
        }
    }

    /** Writes a NULL. */
    public static void writeNull(ByteBuf out) {
        out.writeByte(NULL);
    }

    /** Writes a value. */
    public static void writeValue(ByteBuf out, byte[] text) {
        Wire.writeLenencBytes(out, text);
    }

    /** Writes a value in UTF-8. */
    public static void writeValue(ByteBuf out, String text) {
        Wire.writeLenencString(out, text);
    }

    /** Copies a value found by {@link #scan} from another row. */
    public static void copyValue(ByteBuf out, ByteBuf row, int offset, int length) {
        if (length < 0) {
            writeNull(out);
        } else {
            Wire.writeLenenc(out, length);
            out.writeBytes(row, offset, length);
        }
    }
}
