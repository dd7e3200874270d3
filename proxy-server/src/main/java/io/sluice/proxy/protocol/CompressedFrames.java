package io.sluice.proxy.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The compressed protocol (zlib), a server's side of it: stands between the connection and the {@link PacketDecoder} from the end of
 * the login on. A frame is the length of its content, a sequence id of its own, and the length of the content before it was
 * compressed, 0 where it is not.
 *
 * <p>What comes is inflated in pieces that are passed on one by one, so that a packet which is too long is refused at its head,
 * whatever it would become. While the connection is not to be read ({@link io.netty.channel.ChannelConfig#isAutoRead}), nothing more is
 * inflated: a frame of some KB may hold millions of short packets. What goes is collected until it is flushed.
 *
 * <p>Source: MySQL manual, "Compression".
 */
public final class CompressedFrames extends ChannelDuplexHandler {
    private static final int HEADER = 7;
    /** Shorter content is not compressed, as servers do. */
    private static final int WORTH_IT = 50;
    /** What is inflated at a time. */
    private static final int PIECE = 64 << 10;
    /** What is compressed at a time: some is sent while the rest is still being made. */
    private static final int CONTENT = 256 << 10;

    private final Inflater inflater = new Inflater();
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    private @Nullable CompositeByteBuf received;
    private @Nullable CompositeByteBuf unsent;
    private int nextSequence;
    /** What is still to come of the frame that is being inflated. */
    private int left;

    private boolean broken;
    private boolean reading;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (broken) {
            bytes.release();
            return;
        }
        CompositeByteBuf all = received;
        if (all == null) {
            all = context.alloc().compositeBuffer(Integer.MAX_VALUE);
            received = all;
        }
        all.addComponent(true, bytes);
        if (!reading) {
            frames(context, all);
        }
    }

    /** The one behind takes more again. */
    @Override
    public void read(ChannelHandlerContext context) {
        CompositeByteBuf all = received;
        if (!reading && !broken && (left > 0 || all != null)) {
            frames(context, all);
        }
        context.read();
    }

    private void frames(ChannelHandlerContext context, @Nullable CompositeByteBuf all) {
        reading = true;
        try {
            while (!broken && context.channel().config().isAutoRead() && more(context, all)) {
                if (all != null) {
                    all.discardReadComponents();
                }
            }
        } finally {
            reading = false;
            if (broken || (all != null && !all.isReadable())) {
                dropReceived();
            }
        }
    }

    /** A piece, or the next frame; false where there is none yet. */
    private boolean more(ChannelHandlerContext context, @Nullable CompositeByteBuf all) {
        if (left > 0) {
            inflate(context);
            return true;
        }
        return all != null && all.readableBytes() >= HEADER && frame(context, all);
    }

    private boolean frame(ChannelHandlerContext context, ByteBuf in) {
        int start = in.readerIndex();
        int length = in.getUnsignedMediumLE(start);
        if (in.readableBytes() < HEADER + length) {
            return false;
        }
        int sequence = in.getUnsignedByte(start + 3);
        int inflated = in.getUnsignedMediumLE(start + 4);
        in.skipBytes(HEADER);
        nextSequence = (sequence + 1) & 0xFF;
        if (inflated == 0) {
            // A copy: what has been read of the collection is given back below.
            context.fireChannelRead(context.alloc().buffer(length).writeBytes(in, length));
        } else {
            byte[] content = new byte[length];
            in.readBytes(content);
            inflater.reset();
            inflater.setInput(content);
            left = inflated;
        }
        return true;
    }

    private void inflate(ChannelHandlerContext context) {
        ByteBuf piece = context.alloc().heapBuffer(Math.min(left, PIECE));
        int count = 0;
        try {
            count = inflater.inflate(piece.array(), piece.arrayOffset(), Math.min(left, PIECE));
        } catch (DataFormatException flaw) {
            // said below
        }
        if (count == 0) {
            piece.release();
            throw broken();
        }
        left -= count;
        context.fireChannelRead(piece.writerIndex(count));
        if (left == 0 && !context.isRemoved()) {
            checkEnd();
        }
    }

    /** One more byte than was said, or an end that is missing, is not the protocol. */
    private void checkEnd() {
        try {
            if (!inflater.finished() && (inflater.inflate(new byte[1]) != 0 || !inflater.finished())) {
                throw broken();
            }
        } catch (DataFormatException flaw) {
            throw broken();
        }
    }

    private ProtocolViolation broken() {
        broken = true;
        return ProtocolViolation.malformed();
    }

    // ---- what goes

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        CompositeByteBuf all = unsent;
        if (all == null) {
            all = context.alloc().compositeBuffer(Integer.MAX_VALUE);
            unsent = all;
        }
        all.addComponent(true, (ByteBuf) message);
        if (!promise.isVoid() && !promise.isDone()) {
            // Whoever waits waits for all that is sent up to here.
            send(context);
            context.write(context.alloc().buffer(0), promise);
        } else if (all.readableBytes() >= CONTENT) {
            send(context);
        }
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        send(context);
        context.flush();
    }

    private void send(ChannelHandlerContext context) {
        CompositeByteBuf all = unsent;
        unsent = null;
        if (all == null) {
            return;
        }
        try {
            while (all.isReadable()) {
                context.write(frame(context, all, Math.min(all.readableBytes(), CONTENT)), context.voidPromise());
            }
        } finally {
            all.release();
        }
    }

    private ByteBuf frame(ChannelHandlerContext context, ByteBuf in, int length) {
        byte[] content = new byte[length];
        in.readBytes(content);
        ByteBuf out = context.alloc().heapBuffer(HEADER + length);
        int compressed = length < WORTH_IT ? length : deflate(content, out);
        boolean worth = compressed < length;
        if (!worth) {
            out.setBytes(HEADER, content);
        }
        out.writeMediumLE(worth ? compressed : length);
        out.writeByte(nextSequence);
        out.writeMediumLE(worth ? length : 0);
        out.writerIndex(HEADER + (worth ? compressed : length));
        nextSequence = (nextSequence + 1) & 0xFF;
        return out;
    }

    /** Behind the header; its length, or that of the content where it becomes no shorter. */
    private int deflate(byte[] content, ByteBuf out) {
        deflater.reset();
        deflater.setInput(content);
        deflater.finish();
        int count = deflater.deflate(out.array(), out.arrayOffset() + HEADER, content.length);
        return deflater.finished() ? count : content.length;
    }

    // ---- the end

    private void dropReceived() {
        if (received != null) {
            received.release();
            received = null;
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (!reading) {
            dropReceived();
        }
        broken = true;
        if (unsent != null) {
            unsent.release();
            unsent = null;
        }
        inflater.end();
        deflater.end();
    }
}
