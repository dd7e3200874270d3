package io.sluice.proxy.backend;

import io.netty.buffer.ByteBuf;

/** Receives rows one by one, undecoded; also fits commands without rows. */
public non-sealed interface RowHandler extends ResponseHandler {
    /** A result with rows begins. {@code head} is lent. */
    default void columns(ResultHead head) {}

    /**
     * One row: the payload without header, whole even beyond 16 MB. Lent: {@code retain()} to keep it. Text or binary
     * by the command that was sent.
     */
    default void row(ByteBuf row) {}
}
