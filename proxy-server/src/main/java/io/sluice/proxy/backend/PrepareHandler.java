package io.sluice.proxy.backend;

import io.sluice.proxy.protocol.OkPacket;

/** Receives the answer to COM_STMT_PREPARE: {@link #prepared}, error or connectionLost. */
public non-sealed interface PrepareHandler extends ResponseHandler {
    /** The server knows the statement now. It stays valid until the connection is reset or evicts it. */
    void prepared(PreparedStatement statement);

    @Override
    default void ok(OkPacket ok, boolean endOfRows, int sequence) {}
}
