package io.sluice.sql.lex;

/** Character classes of MySQL's scanner. Characters from U+0080 on are identifier characters. */
final class Chars {
    private static final byte IDENT = 1;
    private static final byte DIGIT = 2;
    private static final byte SPACE = 4;
    private static final byte HEX = 8;
    private static final byte[] CLASS = new byte[128];

    static {
        for (char c = 0; c < 128; c++) {
            boolean digit = c >= '0' && c <= '9';
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean hex = digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
            CLASS[c] = (byte) ((digit || letter || c == '_' || c == '$' ? IDENT : 0)
                    | (digit ? DIGIT : 0)
                    | (hex ? HEX : 0)
                    | (c == ' ' || (c >= 9 && c <= 13) ? SPACE : 0));
        }
    }

    private Chars() {}

    static boolean ident(char c) {
        return c >= 128 || (CLASS[c] & IDENT) != 0;
    }

    static boolean digit(char c) {
        return c < 128 && (CLASS[c] & DIGIT) != 0;
    }

    static boolean hex(char c) {
        return c < 128 && (CLASS[c] & HEX) != 0;
    }

    static boolean space(char c) {
        return c < 128 && (CLASS[c] & SPACE) != 0;
    }

    /** White space or control: what makes a comment of {@code --} (the end of the text does too). */
    static boolean spaceOrControl(char c) {
        return c <= ' ' || c == 127;
    }
}
