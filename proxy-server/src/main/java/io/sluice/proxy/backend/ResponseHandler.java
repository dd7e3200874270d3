package io.sluice.proxy.backend;

import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.OkPacket;

/**
 * Receives the answer to one command. After {@link #error}, {@link #connectionLost}, or an {@link #ok} whose
 * {@code moreResults()} is false, nothing more comes; the connection then already counts as free of this command, so
 * the callback may release it or send the next one.
 *
 * <p>{@code sequence} is the packet's id towards the client: what the packet must be written with. It only matters to
 * a {@link ForwardHandler}, whose rows are numbered; see there.
 */
public sealed interface ResponseHandler permits RowHandler, ForwardHandler, PrepareHandler {
    /**
     * A result is complete: the OK of a statement without rows, or the end of the rows ({@code endOfRows}; write
     * {@link OkPacket#endPayload} then). With {@code ok.moreResults()} another result follows.
     */
    void ok(OkPacket ok, boolean endOfRows, int sequence);

    /** The server answers an error, possibly in the middle of rows. */
    void error(ErrPacket error, int sequence);

    /** The connection ended before the answer did. {@link BackendException#mayHaveRun} says what is known. */
    void connectionLost(BackendException cause);
}
