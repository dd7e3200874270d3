package io.sluice.proxy.backend;

import io.netty.buffer.ByteBuf;
import io.sluice.proxy.protocol.ColumnDefinition;
import io.sluice.proxy.protocol.Frames;
import java.util.ArrayList;
import java.util.List;

/**
 * The beginning of a result: column count and column definitions.
 *
 * @param columns number of columns
 * @param packets the packets with headers: one with the count, then one per column; no EOF. Lent, like everything in a
 *     callback
 */
public record ResultHead(int columns, ByteBuf packets) {
    /** Decodes the definitions; each call decodes again. */
    public List<ColumnDefinition> definitions() {
        ByteBuf in = packets.duplicate();
        skipPacket(in);
        List<ColumnDefinition> definitions = new ArrayList<>(columns);
        for (int i = 0; i < columns; i++) {
            int length = in.readUnsignedMediumLE();
            in.skipBytes(1);
            definitions.add(ColumnDefinition.decode(in.readSlice(length)));
        }
        return definitions;
    }

    private static void skipPacket(ByteBuf in) {
        in.skipBytes(Frames.HEADER + in.getUnsignedMediumLE(in.readerIndex()));
    }
}
