package io.sluice.proxy.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;

/**
 * The frame around a payload: int&lt;3&gt; length, int&lt;1&gt; sequence id. A payload of 16,777,215 bytes or more
 * takes several frames; the last one is shorter than that, possibly empty.
 */
public final class Frames {
    /** Bytes of a frame's header. */
    public static final int HEADER = 4;
    /** Longest payload of one frame; a frame of this length is followed by another one. */
    public static final int MAX_PAYLOAD = 0xFFFFFF;

    private Frames() {}

    /**
     * Appends a packet with its header.
     *
     * @param sequence id of its first frame, 0 to 255
     * @return the sequence id of the packet after it
     */
    public static int append(ByteBuf out, int sequence, Payload packet, int capabilities) {
        int start = begin(out);
        packet.encode(out, capabilities);
        return finish(out, start, sequence);
    }

    /** Leaves room for a header; answers the position to give to {@link #finish}. Write the payload in between. */
    public static int begin(ByteBuf out) {
        int start = out.writerIndex();
        out.writeZero(HEADER);
        return start;
    }

    /**
     * Fills the header in (and splits a long payload).
     *
     * @return the sequence id of the packet after it
     */
    public static int finish(ByteBuf out, int start, int sequence) {
        int length = out.writerIndex() - start - HEADER;
        if (length < MAX_PAYLOAD) {
            header(out, start, length, sequence);
            return (sequence + 1) & 0xFF;
        }
        return split(out, start, length, sequence);
    }

    private static int split(ByteBuf out, int start, int length, int sequence) {
        int extra = length / MAX_PAYLOAD;
        out.writeZero(extra * HEADER);
        // From the last part to the first: each moves right by the headers that come before it.
        for (int part = extra; part > 0; part--) {
            int from = start + HEADER + part * MAX_PAYLOAD;
            int size = Math.min(MAX_PAYLOAD, length - part * MAX_PAYLOAD);
            int to = from + part * HEADER;
            move(out, from, to, size);
            header(out, to - HEADER, size, sequence + part);
        }
        header(out, start, MAX_PAYLOAD, sequence);
        return (sequence + extra + 1) & 0xFF;
    }

    private static void move(ByteBuf out, int from, int to, int size) {
        ByteBuf part = out.copy(from, size);
        try {
            out.setBytes(to, part, 0, size);
        } finally {
            part.release();
        }
    }

    /**
     * Wraps a payload in frames without copying it. Takes over {@code payload}.
     *
     * @return header(s) and payload as one buffer, to be released by the caller (or by a write)
     */
    public static ByteBuf wrap(ByteBufAllocator alloc, ByteBuf payload, int sequence) {
        int length = payload.readableBytes();
        int frames = length / MAX_PAYLOAD + 1;
        CompositeByteBuf packet = alloc.compositeBuffer(2 * frames);
        for (int part = 0; part < frames; part++) {
            int size = Math.min(MAX_PAYLOAD, length - part * MAX_PAYLOAD);
            ByteBuf header = alloc.buffer(HEADER).writeZero(HEADER);
            header(header, header.readerIndex(), size, sequence + part);
            packet.addComponent(true, header);
            packet.addComponent(true, payload.readRetainedSlice(size));
        }
        payload.release();
        return packet;
    }

    /** Writes a header at {@code index}; the writer index stays. */
    static void header(ByteBuf out, int index, int length, int sequence) {
        out.setMediumLE(index, length);
        out.setByte(index + 3, sequence);
    }
}
