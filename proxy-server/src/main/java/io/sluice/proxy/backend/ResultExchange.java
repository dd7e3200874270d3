package io.sluice.proxy.backend;

import io.netty.buffer.ByteBuf;
import io.sluice.proxy.protocol.Capabilities;
import io.sluice.proxy.protocol.EofPacket;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.Frames;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.proxy.protocol.ProtocolViolation;
import io.sluice.proxy.protocol.ServerStatus;
import io.sluice.proxy.protocol.Wire;
import org.jspecify.annotations.Nullable;

/** The answer to COM_QUERY and its like: OK, error, or column count, definitions, rows, end; possibly several. */
final class ResultExchange extends Exchange {
    /** What the next packet is. */
    enum State {
        /** OK, ERR or a column count. */
        START,
        /** A column definition. */
        COLUMNS,
        /** The EOF after the definitions, from servers without DEPRECATE_EOF. */
        COLUMNS_EOF,
        /** A row, ERR or the end. */
        ROWS
    }

    private static final int LOCAL_INFILE = 0xFB;

    private final ResponseHandler handler;
    private final @Nullable ForwardHandler forward;
    private final boolean deprecateEof;
    private State state;
    private int outSequence;
    private int columns;
    private int columnsLeft;
    private long rows;
    private @Nullable ByteBuf head;

    ResultExchange(BackendConnection connection, ResponseHandler handler, State first) {
        super(connection);
        this.handler = handler;
        this.forward = handler instanceof ForwardHandler forwarder ? forwarder : null;
        this.outSequence = forward == null ? 1 : forward.firstSequence();
        this.deprecateEof = Capabilities.has(connection.capabilities(), Capabilities.DEPRECATE_EOF);
        this.state = first;
    }

    @Override
    ResponseHandler handler() {
        return handler;
    }

    @Override
    boolean forwarding() {
        return state == State.ROWS && forward != null;
    }

    /** Whether a frame in the rows is not a row. INVARIANT: a continuation of a 16 MB row must not come here. */
    boolean terminal(int length, int firstByte) {
        return firstByte == ErrPacket.HEADER
                || (firstByte == EofPacket.HEADER && length < (deprecateEof ? Frames.MAX_PAYLOAD : 9));
    }

    /** The id of the next frame passed on to the client. */
    int nextSequence() {
        int sequence = outSequence;
        outSequence = (sequence + 1) & 0xFF;
        return sequence;
    }

    /** A row (not the continuation of a long one) is passed on. */
    void countRow() {
        rows++;
    }

    /** Passes a run of rows on. */
    void forward(ByteBuf run) {
        if (forward != null) {
            forward.rows(run);
        }
    }

    @Override
    void packet(ByteBuf payload) {
        switch (state) {
            case START -> start(payload);
            case COLUMNS -> column(payload);
            case COLUMNS_EOF -> afterColumns(payload);
            case ROWS -> row(payload);
        }
    }

    private void start(ByteBuf payload) {
        switch (firstByte(payload)) {
            case OkPacket.HEADER -> end(OkPacket.decode(payload, connection.capabilities()), false);
            case ErrPacket.HEADER -> fail(payload);
            // COM_SET_OPTION
            case EofPacket.HEADER -> end(endOf(payload), false);
            case LOCAL_INFILE -> fileWanted(payload);
            default -> beginHead(payload);
        }
    }

    /** INVARIANT: never let a server read files of a client that did not ask for it. */
    private void fileWanted(ByteBuf payload) {
        if (!(handler instanceof FileHandler file)) {
            throw ProtocolViolation.unknownCommand();
        }
        file.fileWanted(payload.slice(payload.readerIndex() + 1, payload.readableBytes() - 1));
    }

    private void beginHead(ByteBuf payload) {
        columns = (int) Wire.readLength(payload.duplicate());
        if (columns <= 0 || columns > 0xFFFF) {
            throw ProtocolViolation.malformed();
        }
        columnsLeft = columns;
        head = connection.channel().alloc().buffer(128 + 64 * columns);
        append(head, payload, 0);
        state = State.COLUMNS;
    }

    private void column(ByteBuf payload) {
        if (firstByte(payload) == ErrPacket.HEADER) {
            fail(payload);
            return;
        }
        append(collected(), payload, 1 + columns - columnsLeft);
        columnsLeft--;
        if (columnsLeft == 0) {
            if (deprecateEof) {
                deliverHead();
            } else {
                state = State.COLUMNS_EOF;
            }
        }
    }

    private void append(ByteBuf to, ByteBuf payload, int index) {
        int start = Frames.begin(to);
        to.writeBytes(payload);
        Frames.finish(to, start, (outSequence + index) & 0xFF);
    }

    private ByteBuf collected() {
        ByteBuf collected = head;
        if (collected == null) {
            throw ProtocolViolation.malformed();
        }
        return collected;
    }

    private void afterColumns(ByteBuf payload) {
        if (firstByte(payload) == ErrPacket.HEADER) {
            fail(payload);
            return;
        }
        EofPacket eof = EofPacket.decode(payload);
        deliverHead();
        if (ServerStatus.has(eof.status(), ServerStatus.CURSOR_EXISTS)) {
            end(OkPacket.of(eof), true);
        }
    }

    private void deliverHead() {
        state = State.ROWS;
        ByteBuf packets = collected();
        head = null;
        try {
            int next = (outSequence + columns + 1) & 0xFF;
            if (forward != null) {
                outSequence = forward.columns(new ResultHead(columns, packets), outSequence, next);
            } else if (handler instanceof RowHandler rows) {
                outSequence = next;
                rows.columns(new ResultHead(columns, packets));
            }
        } finally {
            packets.release();
        }
    }

    private void row(ByteBuf payload) {
        int first = firstByte(payload);
        if (!terminal(payload.readableBytes(), first)) {
            if (handler instanceof RowHandler rows) {
                rows.row(payload);
            }
        } else if (first == ErrPacket.HEADER) {
            fail(payload);
        } else {
            end(endOf(payload), true);
        }
    }

    private OkPacket endOf(ByteBuf payload) {
        return deprecateEof && payload.readableBytes() > 5
                ? OkPacket.decode(payload, connection.capabilities())
                : OkPacket.of(EofPacket.decode(payload));
    }

    private void end(OkPacket ok, boolean endOfRows) {
        state = State.START;
        columns = 0;
        columnsLeft = 0;
        int sequence = nextSequence();
        if (forward != null && endOfRows) {
            forward.counted(rows);
            rows = 0;
        }
        connection.answered(ok);
        if (!ok.moreResults()) {
            connection.completed(this);
        }
        handler.ok(ok, endOfRows, sequence);
    }

    private void fail(ByteBuf payload) {
        ErrPacket error = ErrPacket.decode(payload);
        release();
        connection.completed(this);
        handler.error(error, outSequence);
    }

    @Override
    void release() {
        if (head != null) {
            head.release();
            head = null;
        }
    }

    private static int firstByte(ByteBuf payload) {
        if (!payload.isReadable()) {
            throw ProtocolViolation.malformed();
        }
        return payload.getUnsignedByte(payload.readerIndex());
    }
}
