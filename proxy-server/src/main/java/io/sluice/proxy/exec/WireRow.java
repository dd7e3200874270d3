package io.sluice.proxy.exec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sluice.proxy.protocol.BinaryRow;
import io.sluice.proxy.protocol.BinaryValue;
import io.sluice.proxy.protocol.TextForm;
import io.sluice.proxy.protocol.TextRow;
import io.sluice.routing.merge.Row;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A row as a shard sent it. Its values are looked for when the first one is asked for; a row that is only passed on is never taken
 * apart. The buffer is on the heap and needs no release.
 */
final class WireRow implements Row {
    private static final int OVERHEAD = 96;

    private final RowForm form;
    private final ByteBuf payload;
    private int @Nullable [] offsets;
    private int @Nullable [] lengths;

    WireRow(RowForm form, ByteBuf heapPayload) {
        this.form = form;
        this.payload = heapPayload;
    }

    /** Writes the first {@code width} columns. */
    void write(ByteBuf out, int width) {
        if (width == form.columns().size()) {
            out.writeBytes(payload, payload.readerIndex(), payload.readableBytes());
            return;
        }
        int[] at = offsets();
        int[] of = lengths();
        if (form.binary()) {
            BinaryRow.copy(out, payload, at, of, width);
        } else {
            for (int i = 0; i < width; i++) {
                TextRow.copyValue(out, payload, at[i], of[i]);
            }
        }
    }

    private int[] offsets() {
        scan();
        return java.util.Objects.requireNonNull(offsets);
    }

    private int[] lengths() {
        scan();
        return java.util.Objects.requireNonNull(lengths);
    }

    private void scan() {
        if (offsets != null) {
            return;
        }
        int columns = form.columns().size();
        int[] at = new int[columns];
        int[] of = new int[columns];
        if (form.binary()) {
            BinaryRow.scan(payload, form.types(), at, of);
        } else {
            TextRow.scan(payload, at, of, columns);
        }
        offsets = at;
        lengths = of;
    }

    private BinaryValue value(int column) {
        return BinaryRow.value(payload, form.columns().get(column), offsets()[column], lengths()[column]);
    }

    private String text(int column) {
        byte[] bytes = asBytes(column);
        return bytes == null ? "0" : new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Override
    public boolean isNull(int column) {
        return lengths()[column] < 0;
    }

    @Override
    public long asLong(int column) {
        if (form.binary() && value(column) instanceof BinaryValue.Int whole) {
            return whole.value();
        }
        String digits = text(column);
        return form.columns().get(column).unsigned() ? new BigInteger(digits).longValue() : Long.parseLong(digits);
    }

    @Override
    public double asDouble(int column) {
        if (form.binary()) {
            BinaryValue value = value(column);
            if (value instanceof BinaryValue.Real8 real) {
                return real.value();
            }
            if (value instanceof BinaryValue.Real4 real) {
                return real.value();
            }
        }
        return Double.parseDouble(text(column));
    }

    @Override
    public BigDecimal asDecimal(int column) {
        return new BigDecimal(text(column));
    }

    @Override
    public byte @Nullable [] asBytes(int column) {
        int length = lengths()[column];
        if (length < 0) {
            return null;
        }
        if (form.binary()) {
            return TextForm.of(value(column), form.columns().get(column));
        }
        byte[] bytes = new byte[length];
        payload.getBytes(offsets()[column], bytes);
        return bytes;
    }

    @Override
    public byte[] image() {
        byte[] bytes = new byte[payload.readableBytes()];
        payload.getBytes(payload.readerIndex(), bytes);
        return bytes;
    }

    @Override
    public Row again(byte[] image) {
        return new WireRow(form, Unpooled.wrappedBuffer(image));
    }

    @Override
    public int size() {
        return OVERHEAD
                + payload.capacity()
                + (offsets == null ? 0 : 8 * form.columns().size());
    }
}
