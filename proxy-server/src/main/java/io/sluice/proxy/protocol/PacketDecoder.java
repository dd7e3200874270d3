package io.sluice.proxy.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the bytes of a connection into {@link Packet}s; payloads are retained slices of the received buffer. The frames
 * of a packet of 16 MB or more are joined (without copying).
 *
 * <p>A packet longer than the limit throws {@link ProtocolViolation} 1153 as soon as its header is seen (nothing of it
 * is collected); a sequence id that jumps within one packet throws 1156. After a violation everything that still comes
 * is thrown away: answer the error and close. Netty wraps the violation in a {@code DecoderException}.
 *
 * <p>Whether the first frame of a command carries sequence id 0 is for the handler to check: the login's packets go on
 * counting.
 */
public final class PacketDecoder extends ByteToMessageDecoder {
    /** No packet of a login is longer, in bytes. */
    public static final int LOGIN = 1 << 20;

    private long limit;
    private @Nullable CompositeByteBuf parts;
    private int lastSequence;
    private boolean broken;

    /** @param maxAllowedPacket longest payload accepted, in bytes */
    public PacketDecoder(long maxAllowedPacket) {
        this.limit = maxAllowedPacket;
    }

    /**
     * Puts TLS before a login's handler, in place of what has decoded it in clear.
     *
     * <p>INVARIANT: what came in clear behind the request for TLS goes to TLS, which takes nothing but its own records: no packet is
     * ever made of it. The other side does not wait for an answer here, so it may be the beginning of TLS already.
     */
    public static void encrypt(ChannelHandlerContext login, ChannelHandler tls) {
        ChannelPipeline pipeline = login.pipeline();
        PacketDecoder clear = pipeline.get(PacketDecoder.class);
        pipeline.addBefore(login.name(), null, tls);
        pipeline.addBefore(login.name(), null, new PacketDecoder(LOGIN));
        pipeline.remove(clear);
    }

    /** Another limit from the next frame on: nobody needs long packets before the login. */
    public void limit(long maxAllowedPacket) {
        limit = maxAllowedPacket;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (broken) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (in.readableBytes() < Frames.HEADER) {
            return;
        }
        int length = in.getUnsignedMediumLE(in.readerIndex());
        int sequence = in.getUnsignedByte(in.readerIndex() + 3);
        check(in, length, sequence);
        if (in.readableBytes() < Frames.HEADER + length) {
            return;
        }
        in.skipBytes(Frames.HEADER);
        ByteBuf payload = in.readRetainedSlice(length);
        lastSequence = sequence;
        if (length == Frames.MAX_PAYLOAD || parts != null) {
            join(context, payload, out);
        } else {
            out.add(new Packet(sequence, payload));
        }
    }

    private void check(ByteBuf in, int length, int sequence) {
        ProtocolViolation violation = null;
        if (parts != null && sequence != ((lastSequence + 1) & 0xFF)) {
            violation = ProtocolViolation.outOfOrder();
        } else if (length + (parts == null ? 0L : parts.readableBytes()) > limit) {
            violation = ProtocolViolation.packetTooLarge();
        }
        if (violation != null) {
            broken = true;
            in.skipBytes(in.readableBytes());
            dropParts();
            throw violation;
        }
    }

    private void join(ChannelHandlerContext context, ByteBuf payload, List<Object> out) {
        CompositeByteBuf joined = parts;
        if (joined == null) {
            joined = context.alloc().compositeBuffer(Integer.MAX_VALUE);
            parts = joined;
        }
        boolean last = payload.readableBytes() < Frames.MAX_PAYLOAD;
        joined.addComponent(true, payload);
        if (last) {
            parts = null;
            out.add(new Packet(lastSequence, joined));
        }
    }

    private void dropParts() {
        if (parts != null) {
            parts.release();
            parts = null;
        }
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) {
        dropParts();
    }
}
