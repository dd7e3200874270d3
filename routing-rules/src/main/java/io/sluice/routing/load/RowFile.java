package io.sluice.routing.load;

import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.merge.Quota;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * Rows of one slot that wait in a temporary file: first written, then read, each once. The file has no name any more once it is open,
 * where the system can do that. Confined to one thread at a time.
 */
public final class RowFile implements AutoCloseable {
    private static final int BUFFER = 64 << 10;

    private final Quota quota;
    private final File path;
    private final RandomAccessFile file;
    private final boolean named;
    private final byte[] out = new byte[BUFFER];
    private int buffered;
    private long size;
    private long read;
    private boolean closed;

    /** @param quota counts its bytes */
    public RowFile(Quota quota) {
        this.quota = quota;
        try {
            path = File.createTempFile("sluice-", ".load");
            file = new RandomAccessFile(path, "rw");
        } catch (IOException e) {
            throw failed(e);
        }
        named = !path.delete();
        if (named) {
            path.deleteOnExit();
        }
    }

    /**
     * Appends bytes.
     *
     * @throws io.sluice.routing.RoutingException SPILLED_TOO_MUCH, SPILL_FAILED
     */
    public void append(byte[] bytes, int from, int to) {
        quota.write(to - from);
        size += to - from;
        if (buffered + to - from > BUFFER) {
            flush();
        }
        if (to - from > BUFFER) {
            write(bytes, from, to);
        } else {
            System.arraycopy(bytes, from, out, buffered, to - from);
            buffered += to - from;
        }
    }

    private void flush() {
        write(out, 0, buffered);
        buffered = 0;
    }

    private void write(byte[] bytes, int from, int to) {
        try {
            file.write(bytes, from, to - from);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Fills {@code into} with what comes next; answers how many bytes that is, 0 at the end. */
    public int read(byte[] into) {
        if (buffered > 0) {
            flush();
        }
        int count = (int) Math.min(into.length, size - read);
        try {
            file.seek(read);
            file.readFully(into, 0, count);
        } catch (IOException e) {
            throw failed(e);
        }
        read += count;
        return count;
    }

    /** Never fails. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        quota.erase(size);
        try {
            file.close();
        } catch (IOException e) {
            // Its rows are not wanted any more.
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
