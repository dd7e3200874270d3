package io.sluice.routing.merge;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows in a temporary file: written one behind the other, read back from any place in their order. Confined to one thread at a time.
 */
final class Spill implements AutoCloseable {
    private static final int BUFFER = 64 << 10;
    private static final int HEAD = 1 + Integer.BYTES;

    private final Quota quota;
    private final TempFile file = new TempFile(".rows");

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
        file.write(written, out.array(), 0, out.position());
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

    /** Never fails. */
    @Override
    public void close() {
        quota.erase(size);
        size = 0;
        file.close();
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
            file.read(at, next, rest.length, more);
            at += more;
            in = ByteBuffer.wrap(next);
        }
    }
}
