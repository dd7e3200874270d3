package io.sluice.routing.merge;

import io.sluice.routing.RoutingError;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows in a temporary file of the JVM's own folder ({@code java.io.tmpdir}): written one behind the other, read back from any place
 * in their order. The file has no name any more once it is open, where the system can do that, and goes with this object or the
 * process; else it is deleted by {@link #close}. Confined to one thread at a time.
 */
final class Spill implements AutoCloseable {
    private static final int BUFFER = 64 << 10;
    private static final int HEAD = 1 + Integer.BYTES;

    private final Quota quota;
    private final File path;
    private final RandomAccessFile file;
    private final boolean named;

    /** A row of each class that was written: it makes others of its class again. */
    private final List<Row> kinds = new ArrayList<>();

    private ByteBuffer out = ByteBuffer.allocate(BUFFER);

    /** What has been written to the file; behind it comes what is in {@link #out}. */
    private long written;

    /** What was added, in bytes. */
    private long size;

    /** @param quota counts its bytes */
    Spill(Quota quota) {
        this.quota = quota;
        try {
            path = File.createTempFile("sluice-", ".rows");
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

    /**
     * Appends a row.
     *
     * @throws io.sluice.routing.RoutingException SPILLED_TOO_MUCH, SPILL_FAILED
     */
    void add(Row row) {
        byte[] image = row.image();
        quota.write((long) HEAD + image.length);
        size += (long) HEAD + image.length;
        if (out.remaining() < HEAD + image.length) {
            flush();
            if (out.capacity() < HEAD + image.length) {
                out = ByteBuffer.allocate(HEAD + image.length);
            }
        }
        out.put((byte) kind(row)).putInt(image.length).put(image);
    }

    private int kind(Row row) {
        for (int i = 0; i < kinds.size(); i++) {
            if (kinds.get(i).getClass() == row.getClass()) {
                return i;
            }
        }
        kinds.add(row);
        return kinds.size() - 1;
    }

    private void flush() {
        try {
            file.seek(written);
            file.write(out.array(), 0, out.position());
        } catch (IOException e) {
            throw failed(e);
        }
        written += out.position();
        out.clear();
    }

    /** The place behind the last row. */
    long end() {
        return written + out.position();
    }

    /**
     * Reads rows back, from one place to another.
     *
     * @param buffer how many bytes at a time
     */
    Rows rows(long from, long to, int buffer) {
        flush();
        return new Rows(from, to, buffer);
    }

    /** Never fails: whoever closes it has more to give back, and an answer to end. */
    @Override
    public void close() {
        quota.erase(size);
        size = 0;
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

    private static io.sluice.routing.RoutingException failed(IOException e) {
        return RoutingError.SPILL_FAILED.with(String.valueOf(e.getMessage()));
    }

    /** Rows being read back. */
    final class Rows {
        private final long to;
        private final int size;
        private long at;
        private ByteBuffer in = ByteBuffer.allocate(0);

        private Rows(long from, long to, int size) {
            this.at = from;
            this.to = to;
            this.size = size;
        }

        /** Whether {@link #next} has no need of the file. */
        boolean atHand() {
            return ended() || in.remaining() >= HEAD && in.remaining() >= HEAD + in.getInt(in.position() + 1);
        }

        private boolean ended() {
            return !in.hasRemaining() && at == to;
        }

        /** Reads ahead what {@link #next} needs. */
        void fetch() {
            if (!ended()) {
                need(HEAD);
                need(HEAD + in.getInt(in.position() + 1));
            }
        }

        /** Null behind the last one. */
        @Nullable
        Row next() {
            if (ended()) {
                return null;
            }
            fetch();
            Row kind = kinds.get(in.get());
            byte[] image = new byte[in.getInt()];
            in.get(image);
            return kind.again(image);
        }

        private void need(int bytes) {
            if (in.remaining() >= bytes) {
                return;
            }
            byte[] rest = Arrays.copyOfRange(in.array(), in.position(), in.limit());
            int more = (int) Math.min(to - at, Math.max(size, bytes));
            byte[] next = Arrays.copyOf(rest, rest.length + more);
            try {
                file.seek(at);
                file.readFully(next, rest.length, more);
            } catch (IOException e) {
                throw failed(e);
            }
            at += more;
            in = ByteBuffer.wrap(next);
        }
    }
}
