package io.sluice.proxy.protocol;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * AuthMoreData: the server's further step of a login. For caching_sha2_password the data is {@link #FAST_OK},
 * {@link #FULL_NEEDED}, or the public key in PEM form.
 */
public record AuthMoreData(byte[] data) implements Payload {
    /** First byte of the payload. */
    public static final int HEADER = 0x01;
    /** caching_sha2: the fast path succeeded; an OK follows. */
    public static final int FAST_OK = 3;
    /** caching_sha2: send the password (clear over TLS, else RSA). */
    public static final int FULL_NEEDED = 4;
    /** caching_sha2: what a client sends to ask for the server's public key. */
    public static final int PUBLIC_KEY_REQUEST = 2;

    /** One of {@link #FAST_OK}, {@link #FULL_NEEDED}. */
    public static AuthMoreData of(int code) {
        return new AuthMoreData(new byte[] {(byte) code});
    }

    /** Reads the payload, header byte included. */
    public static AuthMoreData decode(ByteBuf in) {
        if (Wire.readInt1(in) != HEADER) {
            throw ProtocolViolation.malformed();
        }
        return new AuthMoreData(Wire.readRest(in));
    }

    /** Whether the data is that one byte. */
    public boolean is(int code) {
        return data.length == 1 && data[0] == code;
    }

    /** The data as text (a public key). */
    public String text() {
        return new String(data, StandardCharsets.US_ASCII);
    }

    @Override
    public void encode(ByteBuf out, int capabilities) {
        out.writeByte(HEADER).writeBytes(data);
    }
}
