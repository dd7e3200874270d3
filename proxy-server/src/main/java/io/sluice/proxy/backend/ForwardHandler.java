package io.sluice.proxy.backend;

import io.netty.buffer.ByteBuf;

/**
 * Receives an answer to be passed on to a client as bytes. The packets are numbered for the client: from
 * {@link #firstSequence} on, with room for whatever the handler adds after the columns.
 */
public non-sealed interface ForwardHandler extends ResponseHandler {
    /** Sequence id of the first packet of the answer: 1 more than the last frame of the client's command. */
    int firstSequence();

    /**
     * A result with rows begins. {@code head.packets()}, numbered from {@code sequence} on, can be written as it is (or
     * re-encoded with logical table names). Lent.
     *
     * @param sequence id of the first packet of the head
     * @param next id of the packet after the head
     * @return id of the first row: {@code next}, or one more when the handler wrote an EOF with id {@code next} for a
     *     client without DEPRECATE_EOF
     */
    int columns(ResultHead head, int sequence, int next);

    /**
     * A run of rows: raw bytes with headers, to be written as they are. A run may begin and end inside a packet. Lent:
     * write {@code run.retain()}.
     */
    void rows(ByteBuf run);

    /** How many rows the result had; comes before the {@link #ok} that ends them. */
    default void counted(long rows) {}
}
