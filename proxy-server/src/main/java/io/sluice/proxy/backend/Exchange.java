package io.sluice.proxy.backend;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import io.sluice.proxy.protocol.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/** One command whose answer is awaited, and how far the answer has come. */
abstract sealed class Exchange permits ResultExchange, PrepareExchange {
    final BackendConnection connection;
    private int expectedSequence;
    private @Nullable Future<?> timer;

    Exchange(BackendConnection connection) {
        this.connection = connection;
    }

    /** Who is told. */
    abstract ResponseHandler handler();

    /** A whole packet of the answer; the payload is lent. */
    abstract void packet(ByteBuf payload);

    /** Gives back what was collected so far. */
    abstract void release();

    /** Whether rows are passed on as bytes now. */
    boolean forwarding() {
        return false;
    }

    /** The server's next packet must carry this id: the number of frames of the command. */
    final void expect(int sequence) {
        expectedSequence = sequence;
    }

    /** The id that the next packet must carry, from whichever side it comes. */
    final int expected() {
        return expectedSequence;
    }

    /** Checks the id of a frame from the server. */
    final void arrived(int sequence) {
        if (sequence != expectedSequence) {
            throw ProtocolViolation.outOfOrder();
        }
        expectedSequence = (expectedSequence + 1) & 0xFF;
    }

    final void timer(Future<?> newTimer) {
        timer = newTimer;
    }

    final void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
