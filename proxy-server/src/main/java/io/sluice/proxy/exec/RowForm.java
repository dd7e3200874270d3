package io.sluice.proxy.exec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sluice.proxy.protocol.BinaryRow;
import io.sluice.proxy.protocol.BinaryValue;
import io.sluice.proxy.protocol.ColumnDefinition;
import io.sluice.proxy.protocol.ColumnFlag;
import io.sluice.proxy.protocol.ColumnType;
import io.sluice.proxy.protocol.TextForm;
import io.sluice.proxy.protocol.TextRow;
import io.sluice.routing.merge.ColumnMeta;
import io.sluice.routing.merge.ComputedRow;
import io.sluice.routing.merge.MySqlDouble;
import io.sluice.routing.merge.Row;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of one merged result look on the wire, theirs and ours.
 *
 * @param columns of the shards' answers, hidden ones last
 * @param binary rows of an executed prepared statement
 * @param visible how many of the columns the client sees
 * @param mariaDb whether numbers are to be printed as MariaDB does, else as MySQL does
 */
record RowForm(List<ColumnDefinition> columns, boolean binary, int visible, boolean mariaDb) {
    RowForm {
        columns = List.copyOf(columns);
    }

    /** A row from a shard; copies the payload, so that a merger may keep it. */
    WireRow read(ByteBuf payload) {
        byte[] bytes = new byte[payload.readableBytes()];
        payload.getBytes(payload.readerIndex(), bytes);
        return new WireRow(this, Unpooled.wrappedBuffer(bytes));
    }

    /** What the client sees of the columns. */
    List<ColumnDefinition> visibleColumns() {
        return columns.subList(0, visible);
    }

    /** What mergers must know of the columns. */
    List<ColumnMeta> metas() {
        List<ColumnMeta> metas = new ArrayList<>(columns.size());
        for (ColumnDefinition column : columns) {
            boolean unsigned = (column.flags() & ColumnFlag.UNSIGNED) != 0;
            metas.add(new ColumnMeta(column.type(), unsigned, column.collation(), column.decimals(), column.flags()));
        }
        return metas;
    }

    int[] types() {
        int[] types = new int[columns.size()];
        for (int i = 0; i < types.length; i++) {
            types[i] = columns.get(i).type();
        }
        return types;
    }

    /** Writes the visible part of a row. */
    void write(ByteBuf out, Row row) {
        if (row instanceof WireRow wire) {
            wire.write(out, visible);
        } else if (binary) {
            BinaryRow.encode(out, binaryValues(row));
        } else {
            for (int i = 0; i < visible; i++) {
                byte[] text = text(row, i);
                if (row.isNull(i)) {
                    TextRow.writeNull(out);
                } else {
                    TextRow.writeValue(out, text);
                }
            }
        }
    }

    /** What the client sees of a row, where some of it was computed here: each value as a server prints it. */
    Row printed(Row row) {
        if (!(row instanceof ComputedRow)) {
            return row;
        }
        @Nullable Object[] values = new @Nullable Object[visible];
        for (int i = 0; i < visible; i++) {
            values[i] = row.isNull(i) ? null : text(row, i);
        }
        return new ComputedRow(values);
    }

    private List<BinaryValue> binaryValues(Row row) {
        List<BinaryValue> values = new ArrayList<>(visible);
        for (int i = 0; i < visible; i++) {
            int type = columns.get(i).type();
            if (row.isNull(i)) {
                values.add(BinaryValue.NULL);
            } else if (type == ColumnType.DOUBLE) {
                values.add(new BinaryValue.Real8(row.asDouble(i)));
            } else {
                values.add(TextForm.parse(text(row, i), columns.get(i)));
            }
        }
        return values;
    }

    private byte[] text(Row row, int column) {
        if (row instanceof ComputedRow computed && computed.values()[column] instanceof Double real) {
            return MySqlDouble.format(real, columns.get(column).decimals(), mariaDb)
                    .getBytes(StandardCharsets.US_ASCII);
        }
        byte[] bytes = row.asBytes(column);
        return bytes == null ? new byte[0] : bytes;
    }
}
