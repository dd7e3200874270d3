package io.sluice.proxy.backend;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.sluice.proxy.protocol.Frames;
import io.sluice.proxy.protocol.ProtocolViolation;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a server's bytes into packets and gives them to the first waiting {@link Exchange}.
 *
 * <p>Received chunks wait in a queue while reading is paused. A packet that lies whole in a chunk is given out as a
 * slice of it. One that does not is copied into {@code partial}, which is sized by the packet's header, so that every
 * byte is copied at most once. While rows are forwarded, nothing is collected but a header cut in two: rows leave as
 * runs of the chunk, with their sequence ids overwritten in place, and {@code passing} counts what the last row of a
 * chunk still owes.
 *
 * <p>INVARIANT: {@code continued} is true between the frames of a packet of 16 MB or more; such a frame's first byte
 * says nothing about its kind.
 */
final class ResponseReader extends ChannelInboundHandlerAdapter {
    /** A header and the byte that tells a row from an end. */
    private static final int CLASSIFY = Frames.HEADER + 1;

    private final BackendConnection connection;
    private final Queue<ByteBuf> chunks = new ArrayDeque<>(2);
    private @Nullable ByteBuf partial;
    private @Nullable CompositeByteBuf joined;
    private int passing;
    private boolean continued;
    private boolean paused;
    private boolean draining;

    ResponseReader(BackendConnection connection) {
        this.connection = connection;
    }

    void pause() {
        paused = true;
        connection.channel().config().setAutoRead(false);
    }

    void resume() {
        paused = false;
        drain();
        if (!paused) {
            connection.channel().config().setAutoRead(true);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        chunks.add((ByteBuf) message);
        drain();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        connection.fail(BackendException.lost(connection.target(), "the server closed the connection"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        connection.fail(BackendException.lost(connection.target(), String.valueOf(cause.getMessage())));
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        release();
    }

    /** Gives back everything received; called when the connection has ended. */
    void release() {
        if (draining) {
            return; // drain() does it
        }
        chunks.forEach(ByteBuf::release);
        chunks.clear();
        if (partial != null) {
            partial.release();
            partial = null;
        }
        dropJoined();
    }

    private void dropJoined() {
        if (joined != null) {
            joined.release();
            joined = null;
        }
    }

    /** A callback may come back here by resume(): the outer call goes on then. */
    private void drain() {
        if (draining) {
            return;
        }
        draining = true;
        try {
            ByteBuf chunk;
            while (!stopped() && (chunk = chunks.peek()) != null) {
                consume(chunk);
                if (!chunk.isReadable()) {
                    chunks.remove();
                    chunk.release();
                }
            }
        } catch (ProtocolViolation violation) {
            connection.fail(BackendException.lost(connection.target(), String.valueOf(violation.getMessage())));
        } catch (RuntimeException bug) {
            connection.failedByBug(bug);
        } finally {
            draining = false;
        }
        if (connection.closed()) {
            release();
        }
    }

    private boolean stopped() {
        return paused || connection.closed();
    }

    private void consume(ByteBuf chunk) {
        while (chunk.isReadable() && !stopped()) {
            if (passing > 0) {
                ByteBuf rest = chunk.readSlice(Math.min(passing, chunk.readableBytes()));
                passing -= rest.readableBytes();
                result().forward(rest);
            } else if (partial != null) {
                complete(partial, chunk);
            } else if (!(current().forwarding() && run(chunk))) {
                whole(chunk);
            }
        }
    }

    private Exchange current() {
        Exchange exchange = connection.current();
        if (exchange == null) {
            throw ProtocolViolation.outOfOrder();
        }
        return exchange;
    }

    private ResultExchange result() {
        return (ResultExchange) current();
    }

    /** Forwards as many rows of the chunk as there are; false when it begins with something else. */
    private boolean run(ByteBuf chunk) {
        ResultExchange exchange = result();
        int start = chunk.readerIndex();
        int end = chunk.writerIndex();
        int at = start;
        while (at < end && isRow(exchange, chunk, at, end - at)) {
            int length = forwardHeader(exchange, chunk, at);
            if (length > end - at - Frames.HEADER) {
                passing = length - (end - at - Frames.HEADER);
                at = end;
            } else {
                at += Frames.HEADER + length;
            }
        }
        if (at == start) {
            return false;
        }
        exchange.forward(chunk.readSlice(at - start));
        return true;
    }

    private boolean isRow(ResultExchange exchange, ByteBuf in, int at, int readable) {
        if (continued) {
            return readable >= Frames.HEADER;
        }
        int length = readable < CLASSIFY ? 0 : in.getUnsignedMediumLE(at);
        return length > 0 && !exchange.terminal(length, in.getUnsignedByte(at + Frames.HEADER));
    }

    /** Checks and overwrites the sequence id at {@code at}; answers the frame's length. */
    private int forwardHeader(ResultExchange exchange, ByteBuf in, int at) {
        int length = in.getUnsignedMediumLE(at);
        exchange.arrived(in.getUnsignedByte(at + 3));
        in.setByte(at + 3, exchange.nextSequence());
        if (!continued) {
            exchange.countRow();
        }
        continued = length == Frames.MAX_PAYLOAD;
        return length;
    }

    /** Takes one packet of the chunk, or begins to collect it. */
    private void whole(ByteBuf chunk) {
        int readable = chunk.readableBytes();
        int length = readable < Frames.HEADER ? 0 : chunk.getUnsignedMediumLE(chunk.readerIndex());
        if (readable < Frames.HEADER + length || readable < Frames.HEADER) {
            partial = connection.channel().alloc().buffer(Math.max(CLASSIFY, Frames.HEADER + length));
            return;
        }
        int sequence = chunk.getUnsignedByte(chunk.readerIndex() + 3);
        chunk.skipBytes(Frames.HEADER);
        frame(length, sequence, chunk.readSlice(length));
    }

    /** Moves bytes of the chunk into {@code collecting} until its packet is whole (or can be passed on). */
    private void complete(ByteBuf collecting, ByteBuf chunk) {
        move(chunk, collecting, Frames.HEADER);
        if (collecting.readableBytes() < Frames.HEADER) {
            return;
        }
        int length = collecting.getUnsignedMediumLE(0);
        if (current().forwarding()) {
            if (!continued && length > 0) {
                move(chunk, collecting, CLASSIFY);
                if (collecting.readableBytes() < CLASSIFY) {
                    return;
                }
            }
            if (collecting.readableBytes() <= CLASSIFY && isRow(result(), collecting, 0, collecting.readableBytes())) {
                passHeader(collecting);
                return;
            }
        }
        collecting.ensureWritable(Math.max(0, Frames.HEADER + length - collecting.writerIndex()));
        move(chunk, collecting, Frames.HEADER + length);
        if (collecting.readableBytes() == Frames.HEADER + length) {
            partial = null;
            try {
                int sequence = collecting.getUnsignedByte(3);
                frame(length, sequence, collecting.skipBytes(Frames.HEADER));
            } finally {
                collecting.release();
            }
        }
    }

    private void passHeader(ByteBuf collecting) {
        partial = null;
        try {
            int length = forwardHeader(result(), collecting, 0);
            passing = length - (collecting.readableBytes() - Frames.HEADER);
            result().forward(collecting);
        } finally {
            collecting.release();
        }
    }

    private static void move(ByteBuf from, ByteBuf to, int upTo) {
        int missing = upTo - to.readableBytes();
        if (missing > 0) {
            to.writeBytes(from, Math.min(missing, from.readableBytes()));
        }
    }

    /** A whole frame; its payload is lent. */
    private void frame(int length, int sequence, ByteBuf payload) {
        Exchange exchange = current();
        exchange.arrived(sequence);
        if (length < Frames.MAX_PAYLOAD && joined == null) {
            exchange.packet(payload);
            return;
        }
        CompositeByteBuf packet = joined;
        if (packet == null) {
            packet = connection.channel().alloc().compositeBuffer(Integer.MAX_VALUE);
            joined = packet;
        }
        packet.addComponent(true, payload.retain());
        if (length < Frames.MAX_PAYLOAD) {
            joined = null;
            try {
                exchange.packet(packet);
            } finally {
                packet.release();
            }
        }
    }
}
