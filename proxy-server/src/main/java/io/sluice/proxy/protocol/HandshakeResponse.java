package io.sluice.proxy.protocol;

import io.netty.buffer.ByteBuf;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * HandshakeResponse41, the client's login.
 *
 * @param capabilities what the client wants; {@link Capabilities#CONNECT_WITH_DB}, PLUGIN_AUTH and CONNECT_ATTRS say
 *     which of the fields below are on the wire
 * @param maxPacketSize what the client accepts at most, in bytes
 * @param collation collation id of the client, which sets character_set_client, _connection and _results
 * @param user name, possibly empty
 * @param answer the answer to the seed; empty for an empty password
 * @param schema default schema, or null
 * @param plugin plugin the answer is for, or null when the client did not say
 * @param attributes connection attributes, in the client's order
 */
public record HandshakeResponse(
        int capabilities,
        int maxPacketSize,
        int collation,
        String user,
        byte[] answer,
        @Nullable String schema,
        @Nullable String plugin,
        Map<String, String> attributes)
        implements Payload {
    private static final int FIXED_PART = 32;

    /** Whether the payload is an SSLRequest: the fixed part of a login with the SSL flag, and nothing more. */
    public static boolean isSslRequest(ByteBuf payload) {
        return payload.readableBytes() == FIXED_PART
                && Capabilities.has(payload.getIntLE(payload.readerIndex()), Capabilities.SSL);
    }

    /** Reads the payload. Any flaw is {@link ProtocolViolation#badHandshake}. */
    public static HandshakeResponse decode(ByteBuf in) {
        try {
            return decodeFields(in);
        } catch (ProtocolViolation flaw) {
            throw ProtocolViolation.badHandshake();
        }
    }

    private static HandshakeResponse decodeFields(ByteBuf in) {
        int capabilities = Wire.readInt4(in);
        if (!Capabilities.has(capabilities, Capabilities.PROTOCOL_41)) {
            throw ProtocolViolation.badHandshake();
        }
        int maxPacket = Wire.readInt4(in);
        int collation = Wire.readInt1(in);
        Wire.skip(in, 23);
        String user = Wire.readNulString(in);
        byte[] answer = readAnswer(in, capabilities);
        String schema = null;
        if (Capabilities.has(capabilities, Capabilities.CONNECT_WITH_DB) && in.isReadable()) {
            schema = Wire.readNulOrEndString(in);
        }
        String plugin = null;
        if (Capabilities.has(capabilities, Capabilities.PLUGIN_AUTH) && in.isReadable()) {
            plugin = Wire.readNulOrEndString(in);
        }
        Map<String, String> attributes = Map.of();
        if (Capabilities.has(capabilities, Capabilities.CONNECT_ATTRS) && in.isReadable()) {
            attributes = readAttributes(in);
        }
        return new HandshakeResponse(capabilities, maxPacket, collation, user, answer, schema, plugin, attributes);
    }

    private static byte[] readAnswer(ByteBuf in, int capabilities) {
        if (Capabilities.has(capabilities, Capabilities.PLUGIN_AUTH_LENENC_CLIENT_DATA)) {
            return Wire.readLenencBytes(in);
        }
        if (Capabilities.has(capabilities, Capabilities.SECURE_CONNECTION)) {
            return Wire.readBytes(in, Wire.readInt1(in));
        }
        int end = in.bytesBefore((byte) 0);
        if (end < 0) {
            return Wire.readRest(in);
        }
        byte[] answer = Wire.readBytes(in, end);
        in.skipBytes(1);
        return answer;
    }

    private static Map<String, String> readAttributes(ByteBuf in) {
        long length = Wire.readLength(in);
        Wire.need(in, length);
        ByteBuf all = in.readSlice((int) length);
        Map<String, String> attributes = new LinkedHashMap<>();
        while (all.isReadable()) {
            attributes.put(Wire.readLenencString(all), Wire.readLenencString(all));
        }
        return attributes;
    }

    /** Writes the fields that {@link #capabilities} names; the argument does not matter. */
    @Override
    public void encode(ByteBuf out, int ignored) {
        out.writeIntLE(capabilities)
                .writeIntLE(maxPacketSize)
                .writeByte(collation)
                .writeZero(23);
        Wire.writeNulString(out, user);
        if (Capabilities.has(capabilities, Capabilities.PLUGIN_AUTH_LENENC_CLIENT_DATA)) {
            Wire.writeLenencBytes(out, answer);
        } else {
            out.writeByte(answer.length).writeBytes(answer);
        }
        if (Capabilities.has(capabilities, Capabilities.CONNECT_WITH_DB)) {
            Wire.writeNulString(out, schema == null ? "" : schema);
        }
        if (Capabilities.has(capabilities, Capabilities.PLUGIN_AUTH)) {
            Wire.writeNulString(out, plugin == null ? "" : plugin);
        }
        if (Capabilities.has(capabilities, Capabilities.CONNECT_ATTRS)) {
            writeAttributes(out);
        }
    }

    private void writeAttributes(ByteBuf out) {
        ByteBuf all = out.alloc().buffer();
        try {
            attributes.forEach((name, value) -> {
                Wire.writeLenencString(all, name);
                Wire.writeLenencString(all, value);
            });
            Wire.writeLenenc(out, all.readableBytes());
            out.writeBytes(all);
        } finally {
            all.release();
        }
    }

    /** Leaves the answer out: logs must not carry it. */
    @Override
    public String toString() {
        return "HandshakeResponse[user=" + user + ", schema=" + schema + ", plugin=" + plugin + "]";
    }
}
