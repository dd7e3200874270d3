package io.sluice.proxy.protocol;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * HandshakeV10, the server's greeting.
 *
 * @param version server version as users see it; may begin with {@code 5.5.5-} on the wire (old MariaDB), which
 *     {@link #flavour()} and {@link #plainVersion()} see through
 * @param connectionId what KILL takes
 * @param seed 20 random bytes, none of them 0 (old clients read the seed as a C string)
 * @param capabilities what the server offers
 * @param mariaDbCapabilities MariaDB's own flags; 0 from MySQL
 * @param collation the server's default collation id (low 8 bits)
 * @param status {@link ServerStatus} bits
 * @param plugin name of the authentication plugin the seed is for, see {@link AuthPlugin}
 */
public record Handshake(
        String version,
        int connectionId,
        byte[] seed,
        int capabilities,
        int mariaDbCapabilities,
        int collation,
        int status,
        String plugin)
        implements Payload {
    /** Protocol version, the first byte of the payload. */
    public static final int PROTOCOL = 10;

    private static final String REPLICATION_PREFIX = "5.5.5-";

    /** Which family a server belongs to. */
    public enum Flavour {
        MYSQL,
        MARIADB
    }

    /** Reads the payload. */
    public static Handshake decode(ByteBuf in) {
        if (Wire.readInt1(in) != PROTOCOL) {
            throw ProtocolViolation.badHandshake();
        }
        String version = Wire.readNulString(in);
        int connectionId = Wire.readInt4(in);
        byte[] seed = Arrays.copyOf(Wire.readBytes(in, 8), 20);
        Wire.skip(in, 1);
        int capabilities = Wire.readInt2(in);
        int collation = Wire.readInt1(in);
        int status = Wire.readInt2(in);
        capabilities |= Wire.readInt2(in) << 16;
        int seedLength = Wire.readInt1(in);
        Wire.skip(in, 6);
        int mariaDb = Wire.readInt4(in);
        if (Capabilities.has(capabilities, Capabilities.LONG_PASSWORD)) {
            mariaDb = 0;
        }
        byte[] rest = Wire.readBytes(in, Math.min(in.readableBytes(), Math.max(13, seedLength - 8)));
        System.arraycopy(rest, 0, seed, 8, Math.min(12, rest.length));
        String plugin = AuthPlugin.NATIVE;
        if (Capabilities.has(capabilities, Capabilities.PLUGIN_AUTH) && in.isReadable()) {
            plugin = Wire.readNulOrEndString(in);
        }
        return new Handshake(version, connectionId, seed, capabilities, mariaDb, collation, status, plugin);
    }

    @Override
    public void encode(ByteBuf out, int ignored) {
        out.writeByte(PROTOCOL);
        Wire.writeNulString(out, version);
        out.writeIntLE(connectionId);
        out.writeBytes(seed, 0, 8).writeByte(0);
        out.writeShortLE(capabilities & 0xFFFF).writeByte(collation).writeShortLE(status);
        out.writeShortLE(capabilities >>> 16);
        out.writeByte(seed.length + 1).writeZero(6).writeIntLE(mariaDbCapabilities);
        out.writeBytes(seed, 8, 12).writeByte(0);
        Wire.writeNulString(out, plugin);
    }

    /** MySQL or MariaDB, by the version text. */
    public Flavour flavour() {
        return version.contains("MariaDB") || version.startsWith(REPLICATION_PREFIX) ? Flavour.MARIADB : Flavour.MYSQL;
    }

    /** The version without the {@code 5.5.5-} that old MariaDB servers put before it. */
    public String plainVersion() {
        return version.startsWith(REPLICATION_PREFIX) ? version.substring(REPLICATION_PREFIX.length()) : version;
    }
}
