package io.sluice.proxy.exec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.sluice.proxy.protocol.Capabilities;
import io.sluice.proxy.protocol.EofPacket;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.Frames;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.proxy.protocol.Wire;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** An answer that is kept back as long as it is short, for it may become a cursor's. Confined to its client's loop. */
final class Tape {
    private final int limit;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** @param limit most bytes */
    Tape(int limit) {
        this.limit = limit;
    }

    /** Keeps packets and releases them; false (and nothing done) where they are too many. */
    boolean take(ByteBuf packets) {
        if (bytes.size() + packets.readableBytes() > limit) {
            return false;
        }
        bytes.writeBytes(ByteBufUtil.getBytes(packets));
        packets.release();
        return true;
    }

    /** What was kept. */
    ByteBuf all() {
        return Unpooled.wrappedBuffer(bytes.toByteArray());
    }

    /** The rows, where the answer is one result with all its rows; null for an OK, an error, several results. */
    @Nullable
    Cursor cursor(int capabilities) {
        ByteBuf in = all();
        int first = in.readableBytes() <= Frames.HEADER ? OkPacket.HEADER : in.getUnsignedByte(Frames.HEADER);
        if (first == OkPacket.HEADER || first == ErrPacket.HEADER) {
            return null;
        }
        boolean deprecateEof = Capabilities.has(capabilities, Capabilities.DEPRECATE_EOF);
        ByteBuf count = frame(in);
        long columns = Wire.readLength(count);
        for (long i = 0; i < columns; i++) {
            frame(in);
        }
        int head = in.readerIndex();
        if (!deprecateEof) {
            frame(in);
        }
        int rows = in.readerIndex();
        int last = rows;
        ByteBuf end = in;
        while (in.isReadable()) {
            last = in.readerIndex();
            end = frame(in);
            if (end.getUnsignedByte(0) == ErrPacket.HEADER) {
                return null;
            }
        }
        OkPacket ok = deprecateEof ? OkPacket.decode(end, capabilities) : OkPacket.of(EofPacket.decode(end));
        if (ok.moreResults()) {
            return null;
        }
        return new Cursor(
                ByteBufUtil.getBytes(in, 0, head), ByteBufUtil.getBytes(in, rows, last - rows), ok.warnings());
    }

    private static ByteBuf frame(ByteBuf in) {
        int length = in.readUnsignedMediumLE();
        in.skipBytes(1);
        return in.readSlice(length).slice();
    }
}
