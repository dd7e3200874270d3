package io.sluice.proxy.protocol;

import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a load balancer says of the client before the client's own bytes: the PROXY protocol, versions 1 (text) and 2 (binary).
 *
 * <p>Source: "The PROXY protocol", W. Tarreau, sections 2.1 and 2.2.
 *
 * @param source where the client is; null where the balancer speaks for itself, or does not know
 */
public record ProxyHeader(@Nullable InetSocketAddress source) {
    private static final byte[] SIGNATURE = {0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A};
    private static final byte[] TEXT = "PROXY ".getBytes(StandardCharsets.US_ASCII);
    /** Longest line of version 1, its line break included. */
    private static final int LINE = 107;
    /** Longest version 2 that is taken: addresses and some more fields. */
    private static final int LONGEST = 4096;

    private static final int FIXED = 16;

    /** Reads one; null (and nothing read) where bytes are missing. @throws ProtocolViolation (1043) when it is none */
    public static @Nullable ProxyHeader decode(ByteBuf in) {
        if (begins(in, SIGNATURE)) {
            return in.readableBytes() < FIXED ? null : binary(in);
        }
        if (begins(in, TEXT)) {
            return in.readableBytes() < TEXT.length ? null : text(in);
        }
        throw ProtocolViolation.badHandshake();
    }

    /** Whether as many bytes as there are, are the beginning of {@code expected} or begin with it. */
    private static boolean begins(ByteBuf in, byte[] expected) {
        int length = Math.min(in.readableBytes(), expected.length);
        for (int i = 0; i < length; i++) {
            if (in.getByte(in.readerIndex() + i) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable ProxyHeader text(ByteBuf in) {
        int start = in.readerIndex();
        int end = in.indexOf(start, Math.min(in.writerIndex(), start + LINE), (byte) '\n');
        if (end < 0) {
            if (in.readableBytes() >= LINE) {
                throw ProtocolViolation.badHandshake();
            }
            return null;
        }
        String line =
                in.readCharSequence(end + 1 - start, StandardCharsets.US_ASCII).toString();
        if (!line.endsWith("\r\n")) {
            throw ProtocolViolation.badHandshake();
        }
        String[] words = line.strip().split(" ", -1);
        if (words[1].equals("UNKNOWN")) {
            return new ProxyHeader(null);
        }
        if (words.length != 6 || !(words[1].equals("TCP4") || words[1].equals("TCP6"))) {
            throw ProtocolViolation.badHandshake();
        }
        return new ProxyHeader(address(words[2], words[4]));
    }

    private static InetSocketAddress address(String address, String port) {
        // Digits only: a name would be looked up.
        if (!address.matches("[0-9.]{7,15}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*") || !port.matches("[0-9]{1,5}")) {
            throw ProtocolViolation.badHandshake();
        }
        try {
            return new InetSocketAddress(InetAddress.getByName(address), Integer.parseInt(port));
        } catch (UnknownHostException | IllegalArgumentException e) {
            throw ProtocolViolation.badHandshake();
        }
    }

    private static @Nullable ProxyHeader binary(ByteBuf in) {
        int start = in.readerIndex();
        int command = in.getUnsignedByte(start + 12);
        int family = in.getUnsignedByte(start + 13) >> 4;
        int length = in.getUnsignedShort(start + 14);
        if (command >> 4 != 2 || (command & 0xF) > 1 || length > LONGEST) {
            throw ProtocolViolation.badHandshake();
        }
        if (in.readableBytes() < FIXED + length) {
            return null;
        }
        in.skipBytes(FIXED);
        ByteBuf rest = in.readSlice(length);
        int size = family == 1 ? 4 : family == 2 ? 16 : 0;
        if ((command & 0xF) == 0 || size == 0) {
            return new ProxyHeader(null);
        }
        byte[] address = Wire.readBytes(rest, size);
        Wire.skip(rest, size);
        Wire.need(rest, 2);
        try {
            return new ProxyHeader(new InetSocketAddress(InetAddress.getByAddress(address), rest.readUnsignedShort()));
        } catch (UnknownHostException impossible) {
            throw ProtocolViolation.badHandshake();
        }
    }
}
