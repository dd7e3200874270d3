package io.sluice.proxy.exec;

import io.netty.buffer.ByteBuf;
import io.sluice.proxy.backend.ResultHead;
import io.sluice.proxy.protocol.ColumnDefinition;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.Frames;
import io.sluice.proxy.protocol.Wire;
import io.sluice.routing.route.LogicalNames;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A shard's answer under the names its client knows. Rows are never looked at. */
final class Renamed {
    private Renamed() {}

    /** A column definition. */
    static ColumnDefinition column(ColumnDefinition column, @Nullable LogicalNames names) {
        if (names == null || column.orgTable().isEmpty()) {
            return column;
        }
        String physical = column.orgTable();
        return column.withTable(
                names.schema(column.schema()), names.alias(column.table(), physical), names.table(physical));
    }

    static List<ColumnDefinition> columns(List<ColumnDefinition> columns, @Nullable LogicalNames names) {
        return names == null
                ? columns
                : columns.stream().map(column -> column(column, names)).toList();
    }

    /** The packets of a result's head, with the same sequence ids; the caller's to release. */
    static ByteBuf head(ResultHead head, LogicalNames names) {
        ByteBuf in = head.packets().duplicate();
        ByteBuf out = in.alloc().buffer(in.readableBytes() + 16 * head.columns());
        in.readBytes(out, Frames.HEADER + in.getUnsignedMediumLE(in.readerIndex()));
        byte[] before = {};
        byte[] instead = {};
        while (in.isReadable()) {
            int length = in.readUnsignedMediumLE();
            int sequence = in.readUnsignedByte();
            int end = in.readerIndex() + length;
            int start = Frames.begin(out);
            // Most columns are of the same table as the one before them: what names it is found once.
            if (before.length == 0 || before.length > length || !startsWith(in, before)) {
                int from = in.readerIndex();
                int written = out.writerIndex();
                names(in, names, out);
                before = bytes(in, from, in.readerIndex());
                instead = bytes(out, written, out.writerIndex());
            } else {
                in.skipBytes(before.length);
                out.writeBytes(instead);
            }
            // All but the names stays as it came, in whatever character set.
            out.writeBytes(in, end - in.readerIndex());
            Frames.finish(out, start, sequence);
        }
        return out;
    }

    private static boolean startsWith(ByteBuf in, byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (in.getByte(in.readerIndex() + i) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] bytes(ByteBuf of, int from, int to) {
        byte[] bytes = new byte[to - from];
        of.getBytes(from, bytes);
        return bytes;
    }

    /** Catalog, schema, table and org_table: each says its own length, so equal bytes are equal names. */
    private static void names(ByteBuf in, LogicalNames names, ByteBuf out) {
        int start = in.readerIndex();
        Wire.readLenencBytes(in);
        out.writeBytes(in, start, in.readerIndex() - start);
        byte[] schema = Wire.readLenencBytes(in);
        byte[] alias = Wire.readLenencBytes(in);
        byte[] physical = Wire.readLenencBytes(in);
        boolean table = physical.length > 0;
        String name = text(physical);
        write(schema, table ? names.schema(text(schema)) : text(schema), out);
        write(alias, table ? names.alias(text(alias), name) : text(alias), out);
        write(physical, names.table(name), out);
    }

    private static String text(byte[] name) {
        return new String(name, StandardCharsets.UTF_8);
    }

    private static void write(byte[] before, String now, ByteBuf out) {
        if (now.equals(text(before))) {
            Wire.writeLenenc(out, before.length);
            out.writeBytes(before);
        } else {
            Wire.writeLenencString(out, now);
        }
    }

    /** An error whose text names tables. Whatever the character set, names are sought as the bytes they are in ASCII. */
    static ErrPacket error(ErrPacket error, @Nullable LogicalNames names) {
        if (names == null) {
            return error;
        }
        String text = new String(error.text(), StandardCharsets.ISO_8859_1);
        String told = names.message(error.errno(), text);
        return told.equals(text)
                ? error
                : new ErrPacket(error.errno(), error.sqlState(), told.getBytes(StandardCharsets.ISO_8859_1));
    }
}
