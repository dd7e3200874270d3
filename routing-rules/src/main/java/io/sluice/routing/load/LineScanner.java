package io.sluice.routing.load;

import org.jspecify.annotations.Nullable;

/**
 * Reads one line as the servers do ({@code READ_INFO} of their sql_load.cc): field after field, then whatever stands between the last
 * field that a column takes and the line's end. Confined to one load.
 */
final class LineScanner {
    /** What was found. */
    enum Found {
        /** A line, up to {@link #end()}. */
        LINE,
        /** The bytes end before the line does. */
        MORE,
        /** Nothing: the file is at its end. */
        NOTHING
    }

    private static final int EOF = -1;

    /** The bytes end, but the file may not. */
    private static final class Short extends RuntimeException {
        private static final long serialVersionUID = 1;
        private static final Short INSTANCE = new Short();

        private Short() {
            super(null, null, false, false);
        }
    }

    private final LoadFormat format;
    private final @Nullable Field[] wanted;
    private final boolean[] stops = new boolean[256];
    private byte[] bytes = {};
    private int at;
    private int to;
    private boolean last;
    private boolean lineEnded;
    private boolean doubtful;
    private int body;

    /** @param wanted for each field of a line what takes its value, null where nobody needs it */
    LineScanner(LoadFormat format, @Nullable Field[] wanted) {
        this.format = format;
        this.wanted = wanted;
        stop(format.escape());
        stop(format.enclosed());
        stop(format.fieldsEnd()[0]);
        stop(format.linesEnd()[0]);
    }

    private void stop(int b) {
        if (b != LoadFormat.NONE) {
            stops[b & 0xFF] = true;
        }
    }

    /** Reads the line that begins at {@code from}. @param end whether the file ends at {@code to} */
    Found line(byte[] in, int from, int until, boolean end) {
        begin(in, from, until, end);
        try {
            return line();
        } catch (Short more) {
            return Found.MORE;
        }
    }

    /** Goes behind the next end of a line, whatever stands before it. */
    Found skip(byte[] in, int from, int until, boolean end) {
        begin(in, from, until, end);
        try {
            if (get() == EOF) {
                return Found.NOTHING;
            }
            at--;
            rest();
            return Found.LINE;
        } catch (Short more) {
            return Found.MORE;
        }
    }

    /** Where the line ends, with its separator. */
    int end() {
        return at;
    }

    /** Where its first field begins. */
    int body() {
        return body;
    }

    /** Whether servers may disagree about where the line ends. */
    boolean doubtful() {
        return doubtful;
    }

    private void begin(byte[] in, int from, int until, boolean end) {
        bytes = in;
        at = from;
        to = until;
        last = end;
        lineEnded = false;
        doubtful = false;
    }

    private Found line() {
        for (Field field : wanted) {
            if (field != null) {
                field.clear();
            }
        }
        if (!prefix() || get() == EOF) {
            at = to;
            return Found.NOTHING;
        }
        at--;
        body = at;
        for (int i = 0; i < wanted.length && !lineEnded; i++) {
            field(wanted[i]);
        }
        if (!lineEnded) {
            rest();
        }
        return Found.LINE;
    }

    /** What stands before LINES STARTING BY is passed over, whole lines of it. */
    private boolean prefix() {
        byte[] start = format.linesStart();
        int matched = 0;
        int began = at;
        while (matched < start.length) {
            int b = get();
            if (b == EOF) {
                return false;
            }
            if ((byte) b == start[matched]) {
                began = matched == 0 ? at - 1 : began;
                matched++;
            } else if (matched > 0) {
                at = began + 1;
                matched = 0;
            }
        }
        return true;
    }

    /** Reads one field with what ends it. */
    private void field(@Nullable Field into) {
        int start = at;
        int b = get();
        if (b == EOF) {
            lineEnded = true;
            return;
        }
        int quote = LoadFormat.NONE;
        if (b == format.enclosed()) {
            quote = b;
            keep(into, b);
        } else {
            at--;
        }
        while (true) {
            run(into);
            b = get();
            if (b == EOF) {
                ended(into, start, at, false, true);
                return;
            }
            if (b == format.escape()) {
                int next = get();
                if (next == EOF) {
                    keep(into, b);
                    ended(into, start, at, false, true);
                    return;
                }
                if (format.escape() != format.enclosed() || next == b) {
                    escaped(into, next);
                    continue;
                }
                at--;
            }
            if (quote == LoadFormat.NONE ? bareEnd(into, start, b) : quotedEnd(into, start, b, quote)) {
                return;
            }
        }
    }

    /** The bytes that mean nothing but themselves. */
    private void run(@Nullable Field into) {
        int from = at;
        while (at < to && !stops[bytes[at] & 0xFF]) {
            at++;
        }
        if (into != null && at > from) {
            into.append(bytes, from, at);
        }
    }

    private boolean bareEnd(@Nullable Field into, int start, int b) {
        int before = at - 1;
        if (begins(format.linesEnd(), b)) {
            ended(into, start, before, false, true);
            return true;
        }
        if (begins(format.fieldsEnd(), b)) {
            ended(into, start, before, false, false);
            return true;
        }
        keep(into, b);
        return false;
    }

    private boolean quotedEnd(@Nullable Field into, int start, int b, int quote) {
        if (b != quote) {
            keep(into, b);
            return false;
        }
        int next = get();
        if (next == quote) {
            keep(into, quote);
            return false;
        }
        int behind = next == EOF ? at : at - 1;
        if (next == EOF || begins(format.linesEnd(), next)) {
            ended(into, start, behind, true, true);
            return true;
        }
        if (begins(format.fieldsEnd(), next)) {
            ended(into, start, behind, true, false);
            return true;
        }
        at--;
        keep(into, quote);
        return false;
    }

    private void ended(@Nullable Field into, int start, int end, boolean closed, boolean line) {
        lineEnded |= line;
        if (into != null) {
            into.found(start, end, closed);
        }
    }

    private static void keep(@Nullable Field into, int b) {
        if (into != null) {
            into.append(b);
        }
    }

    private static void escaped(@Nullable Field into, int b) {
        if (into == null) {
            return;
        }
        switch (b) {
            case 'n' -> into.append('\n');
            case 't' -> into.append('\t');
            case 'r' -> into.append('\r');
            case 'b' -> into.append('\b');
            case '0' -> into.append(0);
            case 'Z' -> into.append(26);
            case 'N' -> {
                into.nullEscape();
                into.append('N');
            }
            default -> into.append(b);
        }
    }

    /** The fields that no column takes: quotes mean nothing in them, and whether escapes do differs between servers. */
    private void rest() {
        while (true) {
            int b = get();
            if (b == EOF) {
                return;
            }
            if (b == format.escape()) {
                int next = get();
                if (next == EOF) {
                    return;
                }
                doubtful |= (byte) next == format.linesEnd()[0];
            } else if (begins(format.linesEnd(), b)) {
                return;
            }
        }
    }

    /** Whether the byte that was just read begins a separator; goes behind it. */
    private boolean begins(byte[] separator, int b) {
        if ((byte) b != separator[0]) {
            return false;
        }
        int rest = separator.length - 1;
        for (int i = 0; i < rest; i++) {
            if (at + i >= to) {
                if (last) {
                    return false;
                }
                throw Short.INSTANCE;
            }
            if (bytes[at + i] != separator[i + 1]) {
                return false;
            }
        }
        at += rest;
        return true;
    }

    private int get() {
        if (at < to) {
            return bytes[at++] & 0xFF;
        }
        if (last) {
            return EOF;
        }
        throw Short.INSTANCE;
    }
}
