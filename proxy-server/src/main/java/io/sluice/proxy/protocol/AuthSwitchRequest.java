package io.sluice.proxy.protocol;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * AuthSwitchRequest: the server asks for the answer to another plugin. The client's answer is the bare bytes, without
 * any structure (read them with {@link Wire#readRest}).
 *
 * @param plugin see {@link AuthPlugin}
 * @param seed 20 bytes
 */
public record AuthSwitchRequest(String plugin, byte[] seed) implements Payload {
    /** First byte of the payload. */
    public static final int HEADER = 0xFE;

    /** Reads the payload, header byte included. */
    public static AuthSwitchRequest decode(ByteBuf in) {
        if (Wire.readInt1(in) != HEADER) {
            throw ProtocolViolation.malformed();
        }
        if (!in.isReadable()) {
            // A bare 0xFE asks for the password hash of MySQL 3.23, which nobody should send.
            throw ProtocolViolation.badHandshake();
        }
        String plugin = Wire.readNulOrEndString(in);
        byte[] seed = Wire.readRest(in);
        int length = seed.length > 0 && seed[seed.length - 1] == 0 ? seed.length - 1 : seed.length;
        return new AuthSwitchRequest(plugin, Arrays.copyOf(seed, length));
    }

    @Override
    public void encode(ByteBuf out, int capabilities) {
        out.writeByte(HEADER);
        Wire.writeNulString(out, plugin);
        out.writeBytes(seed).writeByte(0);
    }
}
