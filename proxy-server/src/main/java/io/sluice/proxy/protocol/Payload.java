package io.sluice.proxy.protocol;

import io.netty.buffer.ByteBuf;

/** A packet that can write its payload. Implemented by every packet record of this package. */
public interface Payload {
    /**
     * Writes the payload, without header.
     *
     * @param capabilities what both sides agreed upon ({@link Capabilities}); it changes the form of several packets
     */
    void encode(ByteBuf out, int capabilities);
}
