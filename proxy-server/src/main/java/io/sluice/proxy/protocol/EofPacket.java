package io.sluice.proxy.protocol;

import io.netty.buffer.ByteBuf;

/**
 * EOF_Packet, the end of column definitions and of rows for peers without {@link Capabilities#DEPRECATE_EOF}.
 *
 * @param warnings number of warnings, 0 to 65535
 * @param status {@link ServerStatus} bits
 */
public record EofPacket(int warnings, int status) implements Payload {
    /** First byte of the payload; an EOF is shorter than 9 bytes, longer ones are rows (or OK packets). */
    public static final int HEADER = 0xFE;

    /** Reads the payload, header byte included. */
    public static EofPacket decode(ByteBuf in) {
        if (Wire.readInt1(in) != HEADER) {
            throw ProtocolViolation.malformed();
        }
        if (!in.isReadable()) {
            return new EofPacket(0, 0);
        }
        return new EofPacket(Wire.readInt2(in), Wire.readInt2(in));
    }

    @Override
    public void encode(ByteBuf out, int capabilities) {
        out.writeByte(HEADER).writeShortLE(warnings).writeShortLE(status);
    }
}
