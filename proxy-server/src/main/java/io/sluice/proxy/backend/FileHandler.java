package io.sluice.proxy.backend;

import io.netty.buffer.ByteBuf;

/** Receives the answer to LOAD DATA LOCAL: first the server asks for the file, then it says what it made of it. */
public interface FileHandler extends RowHandler {
    /**
     * The server waits for the file: {@link BackendConnection#sendFile}, then {@link BackendConnection#endFile}.
     *
     * @param name as the statement has it; lent
     */
    void fileWanted(ByteBuf name);
}
