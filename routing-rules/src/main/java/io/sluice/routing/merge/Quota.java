package io.sluice.routing.merge;

import io.sluice.routing.RoutingError;

/**
 * Counts what one statement holds in memory, within its own bounds and those of the process. A statement always has a little,
 * whatever the others hold. Safe for use by several threads of the statement.
 */
public final class Quota implements AutoCloseable {
    /** What is never refused. */
    private static final int ROWS = 256;

    private static final int BYTES = 256 << 10;

    /** What a row costs beside its own bytes: keys, references. */
    private static final int OVERHEAD = 128;

    private final MergeLimits limits;
    private int rows;
    private long bytes;

    /** Of {@link #bytes}, those that are of the reserve. */
    private long reserved;

    /** In files. */
    private long written;

    public Quota(MergeLimits limits) {
        this.limits = limits;
    }

    /** One row more; false where that is too much: then it is not counted. */
    public synchronized boolean take(Row row) {
        long size = (long) row.size() + OVERHEAD;
        boolean own = rows < limits.rows() && bytes + size <= limits.bytes();
        boolean little = rows < ROWS && bytes + size <= BYTES;
        if (!own || !(little || limits.reserve().take(size))) {
            return false;
        }
        rows++;
        bytes += size;
        reserved += little ? 0 : size;
        return true;
    }

    /** Nothing is held any more. */
    public synchronized void clear() {
        limits.reserve().give(reserved);
        rows = 0;
        bytes = 0;
        reserved = 0;
    }

    /** A row is not held any more; it must not have changed its size. */
    public synchronized void give(Row row) {
        long size = (long) row.size() + OVERHEAD;
        rows--;
        bytes -= size;
        long back = Math.min(reserved, size);
        reserved -= back;
        limits.reserve().give(back);
    }

    /**
     * So many bytes more in the statement's files, all of them together.
     *
     * @throws io.sluice.routing.RoutingException SPILLED_TOO_MUCH
     */
    public synchronized void write(long more) {
        if (written + more > limits.file()) {
            throw RoutingError.SPILLED_TOO_MUCH.with(limits.file());
        }
        written += more;
        limits.reserve().spilled(more);
    }

    /** A file with so many bytes is gone. */
    public synchronized void erase(long bytes) {
        written -= bytes;
    }

    public synchronized int rows() {
        return rows;
    }

    @Override
    public void close() {
        clear();
    }
}
