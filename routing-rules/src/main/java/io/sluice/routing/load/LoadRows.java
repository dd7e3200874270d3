package io.sluice.routing.load;

import io.sluice.routing.RoutingError;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a file into rows and says which slot each belongs to. The file comes in pieces of any length; of it, the line that has only
 * begun is held. Confined to one load, and to one thread at a time.
 */
public final class LoadRows {
    /** Longest line, in bytes. */
    static final int LONGEST = 1 << 26;

    /** Takes rows. */
    @FunctionalInterface
    public interface Taker {
        /**
         * A row with its separator; the bytes are only lent.
         *
         * @param slot index of its slot
         */
        void row(int slot, byte[] bytes, int from, int to);
    }

    private final LoadKeys keys;
    private final LineScanner scanner;
    private byte[] held = new byte[1 << 16];
    private int from;
    private int to;
    /** Where the line that has begun is looked at again: to look for its end each time that some bytes come takes too long. */
    private int again;

    private long skip;
    private long line;

    /**
     * @param fields how many fields a line has
     * @param skip how many lines are passed over first
     */
    public LoadRows(LoadFormat format, LoadKeys keys, int fields, long skip) {
        this.keys = keys;
        @Nullable Field[] wanted = new Field[fields];
        keys.want(wanted);
        this.scanner = new LineScanner(format, wanted);
        this.skip = skip;
    }

    /** The character set of the file, where the statement does not say it. */
    public void charset(String name) {
        keys.charset(name);
    }

    /** Whether {@link #charset} is to be told first. */
    public boolean asksCharset() {
        return keys.asksCharset();
    }

    /**
     * The next bytes of the file.
     *
     * @throws io.sluice.routing.RoutingException where a row's key cannot be told
     */
    public void feed(byte[] bytes, int start, int end, Taker taker) {
        room(end - start);
        System.arraycopy(bytes, start, held, to, end - start);
        to += end - start;
        if (to - from >= again) {
            rows(false, taker);
        }
    }

    /** The file has ended. */
    public void end(Taker taker) {
        rows(true, taker);
    }

    private void rows(boolean last, Taker taker) {
        LineScanner.Found found = LineScanner.Found.LINE;
        while (found == LineScanner.Found.LINE) {
            found = skip > 0 ? scanner.skip(held, from, to, last) : scanner.line(held, from, to, last);
            if (found == LineScanner.Found.LINE) {
                line++;
                if (scanner.doubtful()) {
                    throw keys.refuse(line, "what stands behind the last column ends in an escaped end of line");
                }
                if (skip > 0) {
                    skip--;
                } else {
                    keys.row(line, held, from, scanner, taker);
                }
                from = scanner.end();
                again = 0;
            }
        }
        if (found == LineScanner.Found.NOTHING) {
            from = to;
        }
        again = 2 * (to - from);
        if (to - from > LONGEST) {
            throw RoutingError.CROSS_SHARD.with(
                    "LOAD DATA of a line of more than " + LONGEST + " bytes", "line " + (line + 1) + " is longer");
        }
    }

    private void room(int more) {
        if (to + more <= held.length) {
            return;
        }
        int kept = to - from;
        byte[] next = kept + more <= held.length ? held : new byte[Math.max(2 * held.length, kept + more)];
        System.arraycopy(held, from, next, 0, kept);
        held = next;
        from = 0;
        to = kept;
    }
}
