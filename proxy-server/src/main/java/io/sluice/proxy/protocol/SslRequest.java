package io.sluice.proxy.protocol;

import io.netty.buffer.ByteBuf;

/**
 * SSLRequest: the beginning of a login, sent in clear; TLS begins behind it, and the login is sent anew, whole.
 *
 * @param capabilities what the client wants, {@link Capabilities#SSL} among it
 * @param maxPacketSize what the client accepts at most, in bytes
 * @param collation collation id of the client
 */
public record SslRequest(int capabilities, int maxPacketSize, int collation) implements Payload {
    @Override
    public void encode(ByteBuf out, int ignored) {
        out.writeIntLE(capabilities | Capabilities.SSL)
                .writeIntLE(maxPacketSize)
                .writeByte(collation)
                .writeZero(23);
    }
}
