package io.sluice.proxy.exec;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.sluice.proxy.metrics.LoopCounts;
import io.sluice.proxy.protocol.Capabilities;
import io.sluice.proxy.protocol.ColumnDefinition;
import io.sluice.proxy.protocol.EofPacket;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.Frames;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.proxy.protocol.Payload;
import io.sluice.proxy.protocol.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one command of a client. Packets are collected and written in pieces of some 16 KB; {@link #flush} sends what there
 * is, and happens by itself at the end of the event loop's turn. Confined to the client's event loop.
 */
public final class Reply {
    private static final int PIECE = 16 * 1024;

    private final Channel channel;
    private final int capabilities;
    private final @Nullable LoopCounts counts;
    private int sequence;
    private @Nullable ByteBuf pending;
    private boolean flushing;
    private boolean failed;
    private @Nullable Tape tape;

    /** @param sequence id of the first packet: one more than the command's last */
    public Reply(Channel channel, int capabilities, int sequence) {
        this(channel, capabilities, sequence, null);
    }

    /** @param counts counts its bytes */
    public Reply(Channel channel, int capabilities, int sequence, @Nullable LoopCounts counts) {
        this.channel = channel;
        this.capabilities = capabilities;
        this.sequence = sequence;
        this.counts = counts;
    }

    /** What was agreed with the client. */
    public int capabilities() {
        return capabilities;
    }

    /** Id of the next packet. */
    public int sequence() {
        return sequence;
    }

    /** The client takes more now; otherwise {@code Work.writable} is called when it does. */
    boolean writable() {
        return channel.isWritable();
    }

    /** One packet. */
    public void packet(Payload packet) {
        ByteBuf out = pending();
        int start = out.writerIndex();
        try {
            sequence = Frames.append(out, sequence, packet, capabilities);
        } catch (RuntimeException flaw) {
            out.writerIndex(start); // an error can follow, half a packet cannot
            throw flaw;
        }
        written();
    }

    /** An OK as the whole answer. */
    public void ok(OkPacket ok) {
        packet(ok);
        flush();
    }

    /** An error, which ends the answer. */
    public void error(ErrPacket error) {
        failed = true;
        packet(error);
        flush();
    }

    /** Whether the answer has ended with an error. */
    public boolean failed() {
        return failed;
    }

    /** Begins to keep the answer back, as long as it is short. @param limit most bytes */
    public void tape(int limit) {
        tape = new Tape(limit);
    }

    /**
     * The answer is complete: where it is a result that was kept back, its rows are a cursor's and the client is told of the columns;
     * else all is written, and null.
     *
     * @param status of the session
     */
    public @Nullable Cursor cursor(int status) {
        writePending();
        Tape kept = tape;
        tape = null;
        if (kept == null) {
            return null;
        }
        Cursor cursor = kept.cursor(capabilities);
        if (cursor == null) {
            write(kept.all());
            flush();
        } else {
            cursor.open(this, status);
        }
        return cursor;
    }

    /** The columns of a result. */
    public void columns(List<ColumnDefinition> columns, int status) {
        packet((out, ignored) -> Wire.writeLenenc(out, columns.size()));
        for (ColumnDefinition column : columns) {
            packet(column);
        }
        if (!Capabilities.has(capabilities, Capabilities.DEPRECATE_EOF)) {
            packet(new EofPacket(0, status));
        }
    }

    /** The end of a result's rows. */
    public void end(OkPacket ok) {
        packet(ok.endPayload());
        flush();
    }

    /** Packets with their headers, numbered from {@link #sequence} on. Takes {@code packets} over. */
    void forward(ByteBuf packets) {
        writePending();
        write(packets);
        flushSoon();
    }

    /** Says which id comes next after packets that were forwarded. */
    public void sequence(int next) {
        sequence = next;
    }

    /** Sends everything. */
    public void flush() {
        flushing = false;
        writePending();
        channel.flush();
    }

    /** Gives up: the client is gone or will be. */
    void drop() {
        if (pending != null) {
            pending.release();
            pending = null;
        }
    }

    private ByteBuf pending() {
        ByteBuf buffer = pending;
        if (buffer == null) {
            buffer = channel.alloc().buffer(512);
            pending = buffer;
        }
        return buffer;
    }

    private void written() {
        if (pending != null && pending.readableBytes() >= PIECE) {
            writePending();
        }
        flushSoon();
    }

    private void writePending() {
        ByteBuf buffer = pending;
        if (buffer != null) {
            pending = null;
            write(buffer);
        }
    }

    private void write(ByteBuf packets) {
        if (counts != null) {
            counts.sent(packets.readableBytes());
        }
        Tape kept = tape;
        if (kept != null && kept.take(packets)) {
            return;
        }
        if (kept != null) {
            tape = null;
            channel.write(kept.all(), channel.voidPromise());
        }
        channel.write(packets, channel.voidPromise());
    }

    private void flushSoon() {
        if (!flushing) {
            flushing = true;
            channel.eventLoop().execute(() -> {
                if (flushing) {
                    flush();
                }
            });
        }
    }
}
