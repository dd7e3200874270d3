package io.sluice.routing.load;

/**
 * How fields and lines of a file are told apart (manual, "LOAD DATA Statement", "Field and Line Handling"). Separators are ASCII.
 *
 * @param fieldsEnd at least one byte
 * @param enclosed the quote, {@link #NONE} for none
 * @param escape the escape character, {@link #NONE} for none
 * @param linesStart what a line begins with, empty for nothing
 * @param linesEnd at least one byte, and not {@code fieldsEnd}
 */
@SuppressWarnings("ArrayRecordComponent")
public record LoadFormat(byte[] fieldsEnd, int enclosed, int escape, byte[] linesStart, byte[] linesEnd) {
    /** No such character. */
    public static final int NONE = -3;
}
