package io.sluice.routing.merge;

import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * A temporary file in the JVM's own folder ({@code java.io.tmpdir}). It has no name any more once it is open, where the system can do
 * that, and goes with this object or the process; else it is deleted by {@link #close}. What fails throws SPILL_FAILED. Confined to one
 * thread at a time.
 */
public final class TempFile implements AutoCloseable {
    private final File path;
    private final RandomAccessFile file;
    private final boolean named;

    /** @param suffix of its name, as long as it has one */
    public TempFile(String suffix) {
        try {
            path = File.createTempFile("sluice-", suffix);
            file = opened(path);
        } catch (IOException e) {
            throw failed(e);
        }
        named = !path.delete();
        if (named) {
            path.deleteOnExit();
        }
    }

    /** A random access file and no channel: an interrupt would close that. */
    private static RandomAccessFile opened(File path) throws IOException {
        try {
            return new RandomAccessFile(path, "rw");
        } catch (IOException e) {
            // Too many open files: nobody would come back for this one.
            if (!path.delete()) {
                path.deleteOnExit();
            }
            throw e;
        }
    }

    /** Writes {@code count} bytes at a place of the file. */
    public void write(long at, byte[] bytes, int from, int count) {
        try {
            file.seek(at);
            file.write(bytes, from, count);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Reads {@code count} bytes from a place of the file, which has them. */
    public void read(long at, byte[] into, int from, int count) {
        try {
            file.seek(at);
            file.readFully(into, from, count);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Never fails: whoever closes it has more to give back, and an answer to end. */
    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            // What is in it is not wanted any more.
            return;
        } finally {
            if (named && !path.delete()) {
                path.deleteOnExit();
            }
        }
    }

    private static RoutingException failed(IOException e) {
        return RoutingError.SPILL_FAILED.with(String.valueOf(e.getMessage()));
    }
}
