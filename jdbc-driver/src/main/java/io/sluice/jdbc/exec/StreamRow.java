package io.sluice.jdbc.exec;

import com.mysql.cj.protocol.ResultsetRows;
import io.sluice.routing.merge.Row;
import io.sluice.routing.merge.RowImage;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A shard's row in the text protocol's form, one byte array for each column (null is NULL). Immutable after making. */
@SuppressWarnings("ArrayRecordComponent")
record StreamRow(byte[] @Nullable [] cells) implements Row {
    /** Bytes of an array's or object's head. */
    private static final int OBJECT = 16;

    private static final int REFERENCE = 8;

    /** The first {@code width} columns of a row as Connector/J has read it. */
    static StreamRow of(com.mysql.cj.result.Row row, int width) {
        byte[][] cells = new byte[width][];
        for (int i = 0; i < width; i++) {
            cells[i] = row.getBytes(i);
        }
        return new StreamRow(cells);
    }

    /**
     * The next row of a result, streaming or not; null behind its last.
     *
     * @throws com.mysql.cj.exceptions.CJException where it cannot be read
     */
    static @Nullable StreamRow next(ResultsetRows rows, int width) {
        // A streaming result's hasNext is only true after a look ahead, so next() == null is the one sure sign of its
        // end.
        com.mysql.cj.result.Row row = rows.isDynamic() || rows.hasNext() ? rows.next() : null;
        return row == null ? null : of(row, width);
    }

    @Override
    public boolean isNull(int column) {
        return cells[column] == null;
    }

    @Override
    public long asLong(int column) {
        byte[] digits = cell(column);
        boolean negative = digits.length > 0 && digits[0] == '-';
        long value = 0;
        for (int i = negative ? 1 : 0; i < digits.length; i++) {
            value = value * 10 + (digits[i] - '0');
        }
        return negative ? -value : value;
    }

    @Override
    public double asDouble(int column) {
        return Double.parseDouble(text(column));
    }

    @Override
    public BigDecimal asDecimal(int column) {
        return new BigDecimal(text(column));
    }

    @Override
    public byte @Nullable [] asBytes(int column) {
        return cells[column];
    }

    @Override
    public byte[] image() {
        return RowImage.of(cells);
    }

    @Override
    public Row again(byte[] image) {
        Object[] values = RowImage.values(image);
        byte[][] again = new byte[values.length][];
        for (int i = 0; i < again.length; i++) {
            again[i] = (byte[]) values[i];
        }
        return new StreamRow(again);
    }

    @Override
    public int size() {
        long size = OBJECT;
        for (byte[] cell : cells) {
            size += cell == null ? REFERENCE : OBJECT + REFERENCE + (long) cell.length;
        }
        return (int) Math.min(size, Integer.MAX_VALUE);
    }

    private String text(int column) {
        return new String(cell(column), StandardCharsets.ISO_8859_1);
    }

    private byte[] cell(int column) {
        byte[] cell = cells[column];
        if (cell == null) {
            throw new IllegalStateException("column " + column + " is NULL");
        }
        return cell;
    }
}
