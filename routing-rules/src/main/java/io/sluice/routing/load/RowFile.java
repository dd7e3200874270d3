package io.sluice.routing.load;

import io.sluice.routing.merge.Quota;
import io.sluice.routing.merge.TempFile;

/** Rows of one slot that wait in a temporary file: first written, then read, each once. Confined to one thread at a time. */
public final class RowFile implements AutoCloseable {
    private static final int BUFFER = 64 << 10;

    private final Quota quota;
    private final TempFile file = new TempFile(".load");
    private final byte[] out = new byte[BUFFER];
    private int buffered;
    private long written;
    private long size;
    private long read;

    /** @param quota counts its bytes */
    public RowFile(Quota quota) {
        this.quota = quota;
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
        file.write(written, bytes, from, to - from);
        written += to - from;
    }

    /** Fills {@code into} with what comes next; answers how many bytes that is, 0 at the end. */
    public int read(byte[] into) {
        if (buffered > 0) {
            flush();
        }
        int count = (int) Math.min(into.length, size - read);
        file.read(read, into, 0, count);
        read += count;
        return count;
    }

    /** Never fails. */
    @Override
    public void close() {
        quota.erase(size);
        size = 0;
        file.close();
    }
}
