package io.sluice.jdbc;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A stream that an application binds. It can be read once, but a statement may go to several shards, or be sent again: so it is
 * kept in memory at its first use (Connector/J puts it into one packet, too). Thread-safe.
 */
final class ReadOnce {
    private final @Nullable InputStream bytes;
    private final @Nullable Reader chars;
    private final long length;
    private byte @Nullable [] readBytes;
    private @Nullable String readChars;

    private ReadOnce(@Nullable InputStream bytes, @Nullable Reader chars, long length) {
        this.bytes = bytes;
        this.chars = chars;
        this.length = length;
    }

    /** {@code length} bytes at most; -1 for all. */
    static ReadOnce bytes(@Nullable InputStream stream, long length) {
        return new ReadOnce(stream, null, length);
    }

    /** {@code length} characters at most; -1 for all. */
    static ReadOnce chars(@Nullable Reader reader, long length) {
        return new ReadOnce(null, reader, length);
    }

    /** A new stream over the bytes; null where null was bound. */
    synchronized @Nullable InputStream stream() throws SQLException {
        if (bytes == null) {
            return null;
        }
        if (readBytes == null) {
            try {
                ByteArrayOutputStream all = new ByteArrayOutputStream();
                byte[] buffer = new byte[8192];
                for (int n = 0; n >= 0; n = bytes.read(buffer, 0, (int) Math.min(buffer.length, left(all.size())))) {
                    all.write(buffer, 0, n);
                    if (left(all.size()) == 0) {
                        break;
                    }
                }
                readBytes = all.toByteArray();
            } catch (IOException e) {
                throw unreadable(e);
            }
        }
        return new ByteArrayInputStream(readBytes);
    }

    /** A new reader over the characters; null where null was bound. */
    synchronized @Nullable Reader reader() throws SQLException {
        if (chars == null) {
            return null;
        }
        if (readChars == null) {
            try {
                StringWriter all = new StringWriter();
                char[] buffer = new char[4096];
                int size = 0;
                for (int n = 0; n >= 0; n = chars.read(buffer, 0, (int) Math.min(buffer.length, left(size)))) {
                    all.write(buffer, 0, n);
                    size += n;
                    if (left(size) == 0) {
                        break;
                    }
                }
                readChars = all.toString();
            } catch (IOException e) {
                throw unreadable(e);
            }
        }
        return new StringReader(readChars);
    }

    private long left(int size) {
        return length < 0 ? Long.MAX_VALUE : length - size;
    }

    private static SQLException unreadable(IOException e) {
        return new SQLException("Error during reading of a stream parameter: " + e.getMessage(), "S1000", e);
    }
}
