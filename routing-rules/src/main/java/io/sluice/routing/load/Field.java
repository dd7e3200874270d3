package io.sluice.routing.load;

import java.util.Arrays;

/** One field of the line that was read last. Used again for every line. */
final class Field {
    private byte[] value = new byte[64];
    private int length;
    private boolean nullEscape;
    private boolean quoted;
    private boolean present;
    private int start;
    private int end;

    void clear() {
        length = 0;
        nullEscape = false;
        quoted = false;
        present = false;
    }

    void append(int b) {
        room(1);
        value[length++] = (byte) b;
    }

    void append(byte[] bytes, int from, int to) {
        room(to - from);
        System.arraycopy(bytes, from, value, length, to - from);
        length += to - from;
    }

    private void room(int more) {
        if (length + more > value.length) {
            value = Arrays.copyOf(value, Math.max(2 * value.length, length + more));
        }
    }

    /** {@code \N} was read: alone, it is NULL. */
    void nullEscape() {
        nullEscape = true;
    }

    /** @param closed whether it was in quotes that were closed: the value began behind the first */
    void found(int from, int to, boolean closed) {
        present = true;
        start = from;
        end = to;
        quoted = closed;
    }

    /** Whether the line has it at all. */
    boolean present() {
        return present;
    }

    /** @param enclosing whether fields may be enclosed: then the bare word NULL is NULL, too */
    boolean isNull(boolean enclosing) {
        boolean word = enclosing
                && !quoted
                && length == 4
                && value[0] == 'N'
                && value[1] == 'U'
                && value[2] == 'L'
                && value[3] == 'L';
        return word || (length() == 1 && nullEscape);
    }

    private int length() {
        return length - from();
    }

    private int from() {
        return quoted ? 1 : 0;
    }

    /** What it says, without quotes and escapes. */
    byte[] value() {
        return Arrays.copyOfRange(value, from(), length);
    }

    /** Where it begins in the bytes, with its quote. */
    int start() {
        return start;
    }

    /** Where it ends, with its quote. */
    int end() {
        return end;
    }
}
