package io.sluice.proxy.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/**
 * The protocol's primitive types. Every read checks that the bytes are there and throws {@link ProtocolViolation}
 * (1835) otherwise. Reads move the reader index, writes the writer index.
 */
public final class Wire {
    /** What {@link #readLength} answers for the NULL marker 0xFB. */
    public static final long NULL_LENGTH = -1;

    private Wire() {}

    /** Throws unless {@code count} more bytes can be read. */
    public static void need(ByteBuf in, long count) {
        if (count < 0 || in.readableBytes() < count) {
            throw ProtocolViolation.malformed();
        }
    }

    /** int&lt;1&gt;, unsigned. */
    public static int readInt1(ByteBuf in) {
        need(in, 1);
        return in.readUnsignedByte();
    }

    /** int&lt;2&gt;, unsigned. */
    public static int readInt2(ByteBuf in) {
        need(in, 2);
        return in.readUnsignedShortLE();
    }

    /** int&lt;4&gt;; the 32 bits as they are (flags, ids). */
    public static int readInt4(ByteBuf in) {
        need(in, 4);
        return in.readIntLE();
    }

    /** int&lt;8&gt;; the 64 bits as they are. */
    public static long readInt8(ByteBuf in) {
        need(in, 8);
        return in.readLongLE();
    }

    /**
     * int&lt;lenenc&gt; as a number; the 64 bits as they are (affected rows can exceed Long.MAX_VALUE in theory). 0xFB
     * and 0xFF are violations here.
     */
    public static long readLenenc(ByteBuf in) {
        int first = readInt1(in);
        return switch (first) {
            case 0xFB, 0xFF -> throw ProtocolViolation.malformed();
            default -> longForm(in, first);
        };
    }

    /** int&lt;lenenc&gt; as a length: 0 up to Integer.MAX_VALUE, or {@link #NULL_LENGTH}. Does not check the bytes after it. */
    public static long readLength(ByteBuf in) {
        int first = readInt1(in);
        if (first == 0xFB) {
            return NULL_LENGTH;
        }
        if (first == 0xFF) {
            throw ProtocolViolation.malformed();
        }
        long length = longForm(in, first);
        if (length < 0 || length > Integer.MAX_VALUE) {
            throw ProtocolViolation.malformed();
        }
        return length;
    }

    private static long longForm(ByteBuf in, int first) {
        switch (first) {
            case 0xFC:
                return readInt2(in);
            case 0xFD:
                need(in, 3);
                return in.readUnsignedMediumLE();
            case 0xFE:
                return readInt8(in);
            default:
                return first;
        }
    }

    /** string&lt;lenenc&gt; as UTF-8; a NULL is a violation. */
    public static String readLenencString(ByteBuf in) {
        return readString(in, readNonNullLength(in));
    }

    /** string&lt;lenenc&gt; as bytes; a NULL is a violation. */
    public static byte[] readLenencBytes(ByteBuf in) {
        return readBytes(in, readNonNullLength(in));
    }

    private static int readNonNullLength(ByteBuf in) {
        long length = readLength(in);
        need(in, length);
        return (int) length;
    }

    /** string&lt;NUL&gt; as UTF-8; the NUL must be there. */
    public static String readNulString(ByteBuf in) {
        int length = in.bytesBefore((byte) 0);
        if (length < 0) {
            throw ProtocolViolation.malformed();
        }
        String text = readString(in, length);
        in.skipBytes(1);
        return text;
    }

    /** Like {@link #readNulString}, but the end of the packet may stand for the NUL, as some clients send it. */
    public static String readNulOrEndString(ByteBuf in) {
        return in.bytesBefore((byte) 0) < 0 ? readRestString(in) : readNulString(in);
    }

    /** string&lt;EOF&gt; as UTF-8: the rest of the packet. */
    public static String readRestString(ByteBuf in) {
        return readString(in, in.readableBytes());
    }

    /** string&lt;EOF&gt; as bytes: the rest of the packet. */
    public static byte[] readRest(ByteBuf in) {
        return readBytes(in, in.readableBytes());
    }

    /** string&lt;fix&gt; as UTF-8. */
    public static String readString(ByteBuf in, int length) {
        need(in, length);
        return in.readCharSequence(length, StandardCharsets.UTF_8).toString();
    }

    /** string&lt;fix&gt; as bytes. */
    public static byte[] readBytes(ByteBuf in, int length) {
        need(in, length);
        return ByteBufUtil.getBytes(in.readSlice(length));
    }

    /** Skips {@code count} bytes. */
    public static void skip(ByteBuf in, int count) {
        need(in, count);
        in.skipBytes(count);
    }

    /** int&lt;lenenc&gt;; the value is taken as unsigned. */
    public static void writeLenenc(ByteBuf out, long value) {
        if (value >= 0 && value < 0xFB) {
            out.writeByte((int) value);
        } else if (value >= 0 && value <= 0xFFFF) {
            out.writeByte(0xFC).writeShortLE((int) value);
        } else if (value >= 0 && value <= 0xFFFFFF) {
            out.writeByte(0xFD).writeMediumLE((int) value);
        } else {
            out.writeByte(0xFE).writeLongLE(value);
        }
    }

    /** string&lt;lenenc&gt; in UTF-8. */
    public static void writeLenencString(ByteBuf out, String text) {
        writeLenenc(out, ByteBufUtil.utf8Bytes(text));
        ByteBufUtil.writeUtf8(out, text);
    }

    /** string&lt;lenenc&gt;. */
    public static void writeLenencBytes(ByteBuf out, byte[] bytes) {
        writeLenenc(out, bytes.length);
        out.writeBytes(bytes);
    }

    /** string&lt;NUL&gt; in UTF-8; {@code text} holds no NUL. */
    public static void writeNulString(ByteBuf out, String text) {
        writeString(out, text);
        out.writeByte(0);
    }

    /** string&lt;EOF&gt; in UTF-8. */
    public static void writeString(ByteBuf out, String text) {
        ByteBufUtil.writeUtf8(out, text);
    }
}
