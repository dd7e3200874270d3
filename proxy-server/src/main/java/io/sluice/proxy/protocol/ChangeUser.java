package io.sluice.proxy.protocol;

import io.netty.buffer.ByteBuf;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** COM_CHANGE_USER, which is a login in another form. */
public final class ChangeUser {
    private ChangeUser() {}

    /**
     * Reads the payload, command byte included.
     *
     * @param capabilities what was agreed at the login, which holds on
     */
    public static HandshakeResponse decode(ByteBuf in, int capabilities) {
        Wire.skip(in, 1);
        String user = Wire.readNulString(in);
        byte[] answer = Wire.readBytes(in, Wire.readInt1(in));
        String schema = Wire.readNulOrEndString(in);
        int charset = in.readableBytes() >= 2 ? Wire.readInt2(in) : 0;
        String plugin = null;
        if (Capabilities.has(capabilities, Capabilities.PLUGIN_AUTH) && in.isReadable()) {
            plugin = Wire.readNulOrEndString(in);
        }
        // Connection attributes follow, which nobody asks for.
        return response(capabilities, charset, user, answer, schema, plugin);
    }

    private static HandshakeResponse response(
            int capabilities, int collation, String user, byte[] answer, String schema, @Nullable String plugin) {
        int agreed = schema.isEmpty()
                ? capabilities & ~Capabilities.CONNECT_WITH_DB
                : capabilities | Capabilities.CONNECT_WITH_DB;
        return new HandshakeResponse(agreed, 0, collation, user, answer, schema, plugin, Map.of());
    }
}
