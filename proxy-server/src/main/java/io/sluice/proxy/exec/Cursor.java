package io.sluice.proxy.exec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sluice.proxy.protocol.Frames;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.proxy.protocol.ServerStatus;
import java.util.List;

/**
 * Rows that COM_STMT_FETCH hands out: the answer to an execution with a read-only cursor, as it was when it was executed. Confined to
 * its client's loop.
 */
public final class Cursor {
    private final byte[] head;
    private final byte[] rows;
    private final int warnings;
    private int at;

    /**
     * @param head count and definitions of the columns, with their frames' headers
     * @param rows with theirs; none is longer than one frame
     */
    Cursor(byte[] head, byte[] rows, int warnings) {
        this.head = head;
        this.rows = rows;
        this.warnings = warnings;
    }

    /** What it keeps. */
    public int bytes() {
        return rows.length;
    }

    /** The answer to the execution: the columns, and that there is a cursor. */
    void open(Reply reply, int status) {
        reply.forward(Unpooled.wrappedBuffer(head));
        reply.sequence((head[lastHeader() + 3] + 1) & 0xFF);
        reply.end(end(status | ServerStatus.CURSOR_EXISTS));
    }

    private int lastHeader() {
        ByteBuf in = Unpooled.wrappedBuffer(head);
        int last = 0;
        while (in.isReadable()) {
            last = in.readerIndex();
            in.skipBytes(Frames.HEADER + in.getUnsignedMediumLE(last));
        }
        return last;
    }

    /** Up to {@code count} rows (unsigned). False where there are no more: the cursor is closed. */
    public boolean fetch(Reply reply, int count, int status) {
        ByteBuf in = Unpooled.wrappedBuffer(rows);
        in.readerIndex(at);
        long left = Integer.toUnsignedLong(count);
        while (left > 0 && in.isReadable()) {
            int length = in.readUnsignedMediumLE();
            in.skipBytes(1);
            ByteBuf row = in.readSlice(length);
            reply.packet((out, ignored) -> out.writeBytes(row));
            left--;
        }
        at = in.readerIndex();
        // As the servers do: that rows are over is seen only by asking for one more.
        boolean open = left == 0;
        reply.end(end(status | (open ? ServerStatus.CURSOR_EXISTS : ServerStatus.LAST_ROW_SENT)));
        return open;
    }

    private OkPacket end(int status) {
        return new OkPacket(0, 0, status, warnings, "", List.of());
    }
}
