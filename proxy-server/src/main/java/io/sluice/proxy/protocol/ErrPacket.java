package io.sluice.proxy.protocol;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * ERR_Packet. The text is kept as the bytes the server sent, because it is in the character set of the connection.
 *
 * @param errno MySQL error number, 1 to 65535
 * @param sqlState five characters; {@code HY000} when a server sent none
 * @param text the message in the connection's character set
 * @param origin never sent: null for a server's error, else which of our own it is, empty where it has no name
 */
public record ErrPacket(int errno, String sqlState, byte[] text, @Nullable String origin) implements Payload {
    /** First byte of the payload. */
    public static final int HEADER = 0xFF;

    /** A server's. */
    public ErrPacket(int errno, String sqlState, byte[] text) {
        this(errno, sqlState, text, null);
    }

    /** An error of our own, in UTF-8. */
    public static ErrPacket of(int errno, String sqlState, String message) {
        return of(errno, sqlState, message, "");
    }

    /** One that has a name. */
    public static ErrPacket of(int errno, String sqlState, String message, String origin) {
        return new ErrPacket(errno, sqlState, message.getBytes(StandardCharsets.UTF_8), origin);
    }

    /** Reads the payload, header byte included. Errors before the greeting carry no SQLSTATE. */
    public static ErrPacket decode(ByteBuf in) {
        if (Wire.readInt1(in) != HEADER) {
            throw ProtocolViolation.malformed();
        }
        int errno = Wire.readInt2(in);
        String state = "HY000";
        if (in.readableBytes() >= 6 && in.getByte(in.readerIndex()) == '#') {
            in.skipBytes(1);
            state = Wire.readString(in, 5);
        }
        return new ErrPacket(errno, state, Wire.readRest(in));
    }

    /** The message, read as UTF-8. */
    public String message() {
        return new String(text, StandardCharsets.UTF_8);
    }

    @Override
    public void encode(ByteBuf out, int capabilities) {
        out.writeByte(HEADER).writeShortLE(errno);
        if (Capabilities.has(capabilities, Capabilities.PROTOCOL_41)) {
            out.writeByte('#');
            Wire.writeString(out, sqlState);
        }
        out.writeBytes(text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ErrPacket err
                && errno == err.errno
                && sqlState.equals(err.sqlState)
                && Arrays.equals(text, err.text);
    }

    @Override
    public int hashCode() {
        return 31 * errno + Arrays.hashCode(text);
    }

    @Override
    public String toString() {
        return errno + " (" + sqlState + "): " + message();
    }
}
