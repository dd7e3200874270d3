package io.sluice.sql.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * A client's character set as the servers read it, and without loss: a byte that is no character becomes a single surrogate, U+DC80
 * for 0x80 to U+DCFF for 0xFF, and that the same byte again. So a text that holds raw bytes (drivers put BLOBs into theirs) is
 * still read as what it is everywhere else. Immutable, safe for use by many threads.
 */
public final class ClientCharset extends Charset {
    /** As utf8mb4, utf8mb3, latin1, ascii and binary are read, in that order. */
    private static final ClientCharset UTF8MB4 = new ClientCharset("x-sluice-utf8mb4", Letters.UTF8MB4);

    private static final ClientCharset UTF8MB3 = new ClientCharset("x-sluice-utf8mb3", Letters.UTF8MB3);
    private static final ClientCharset LATIN1 = new ClientCharset("x-sluice-latin1", Letters.LATIN1);
    private static final ClientCharset ASCII = new ClientCharset("x-sluice-ascii", Letters.ASCII);

    /** windows-1252 from 0x80 on; MySQL maps its five holes to the control characters. */
    private static final String LATIN1_HIGH = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

    private static final int ESCAPE = 0xDC00;

    private final Letters letters;

    private ClientCharset(String name, Letters letters) {
        super(name, null);
        this.letters = letters;
    }

    /** The one that reads a client's bytes as those letters. */
    public static ClientCharset of(Letters letters) {
        return switch (letters) {
            case UTF8MB4 -> UTF8MB4;
            case UTF8MB3 -> UTF8MB3;
            case LATIN1 -> LATIN1;
            case ASCII -> ASCII;
        };
    }

    /** What this character set can hold. */
    public Letters letters() {
        return letters;
    }

    /** The text of {@code bytes}; {@link String#getBytes(Charset)} gives them again. */
    public String text(byte[] bytes) {
        boolean ascii = true;
        for (byte b : bytes) {
            ascii &= b >= 0;
        }
        return ascii ? new String(bytes, StandardCharsets.ISO_8859_1) : new String(bytes, this);
    }

    /** True where {@code text}, as {@link #text} gave it, has bytes that are no character of this character set. */
    public boolean broken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isLowSurrogate(c) || letters != Letters.UTF8MB4 || i + 1 == text.length()) {
                return true;
            }
            i++;
        }
        return false;
    }

    @Override
    public boolean contains(Charset other) {
        return other.equals(this) || other.equals(StandardCharsets.US_ASCII);
    }

    @Override
    public CharsetDecoder newDecoder() {
        return new CharsetDecoder(this, 1, 1) {
            @Override
            protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
                while (in.hasRemaining()) {
                    int length = sequence(in);
                    if (out.remaining() < Math.max(1, length - 2)) {
                        return CoderResult.OVERFLOW;
                    }
                    decodeOne(in, out, length);
                }
                return CoderResult.UNDERFLOW;
            }
        };
    }

    @Override
    public CharsetEncoder newEncoder() {
        return new CharsetEncoder(this, 1.1f, 3) {
            @Override
            protected CoderResult encodeLoop(CharBuffer in, ByteBuffer out) {
                return encodeAll(in, out);
            }

            @Override
            public boolean isLegalReplacement(byte[] replacement) {
                return true;
            }
        };
    }

    /** How many bytes the next character has; 1 for a byte that begins none. */
    private int sequence(ByteBuffer in) {
        int at = in.position();
        int lead = in.get(at) & 0xFF;
        boolean utf8 = letters == Letters.UTF8MB4 || letters == Letters.UTF8MB3;
        if (!utf8 || lead < 0xC2 || lead > 0xF4) {
            return 1;
        }
        int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (in.remaining() < length || (length == 4 && letters == Letters.UTF8MB3)) {
            return 1;
        }
        for (int i = 1; i < length; i++) {
            if ((in.get(at + i) & 0xC0) != 0x80) {
                return 1;
            }
        }
        int second = in.get(at + 1) & 0xFF;
        boolean wrong = (lead == 0xE0 && second < 0xA0)
                || (lead == 0xED && second > 0x9F)
                || (lead == 0xF0 && second < 0x90)
                || (lead == 0xF4 && second > 0x8F);
        return wrong ? 1 : length;
    }

    private void decodeOne(ByteBuffer in, CharBuffer out, int length) {
        int lead = in.get() & 0xFF;
        if (length == 1) {
            out.put(single(lead));
            return;
        }
        int code = lead & (0xFF >> (length + 1));
        for (int i = 1; i < length; i++) {
            code = code << 6 | (in.get() & 0x3F);
        }
        if (length == 4) {
            out.put(Character.highSurrogate(code)).put(Character.lowSurrogate(code));
        } else {
            out.put((char) code);
        }
    }

    private char single(int b) {
        if (b < 0x80) {
            return (char) b;
        }
        if (letters != Letters.LATIN1) {
            return (char) (ESCAPE + b);
        }
        return b < 0xA0 ? LATIN1_HIGH.charAt(b - 0x80) : (char) b;
    }

    private CoderResult encodeAll(CharBuffer in, ByteBuffer out) {
        while (in.hasRemaining()) {
            int mark = in.position();
            char c = in.get(mark);
            if (out.remaining()
                    < (c < 0x80 || Character.isLowSurrogate(c)
                            ? 1
                            : c < 0x800 ? 2 : Character.isHighSurrogate(c) ? 4 : 3)) {
                return CoderResult.OVERFLOW;
            }
            in.get();
            if (c < 0x80) {
                out.put((byte) c);
            } else if (c >= ESCAPE + 0x80 && c <= ESCAPE + 0xFF) {
                out.put((byte) (c - ESCAPE));
            } else if (!encodeWide(c, in, out)) {
                in.position(mark);
                return CoderResult.unmappableForLength(1);
            }
        }
        return CoderResult.UNDERFLOW;
    }

    private boolean encodeWide(char c, CharBuffer in, ByteBuffer out) {
        if (letters == Letters.LATIN1) {
            int high = LATIN1_HIGH.indexOf(c);
            boolean known = high >= 0 || (c >= 0xA0 && c <= 0xFF);
            if (known) {
                out.put((byte) (high >= 0 ? 0x80 + high : c));
            }
            return known;
        }
        if (letters == Letters.ASCII) {
            return false;
        }
        if (c < 0x800) {
            out.put((byte) (0xC0 | c >> 6)).put((byte) (0x80 | c & 0x3F));
            return true;
        }
        if (!Character.isSurrogate(c)) {
            out.put((byte) (0xE0 | c >> 12)).put((byte) (0x80 | c >> 6 & 0x3F)).put((byte) (0x80 | c & 0x3F));
            return true;
        }
        if (!Character.isHighSurrogate(c) || !in.hasRemaining() || !Character.isLowSurrogate(in.get(in.position()))) {
            return false;
        }
        int code = Character.toCodePoint(c, in.get());
        out.put((byte) (0xF0 | code >> 18)).put((byte) (0x80 | code >> 12 & 0x3F));
        out.put((byte) (0x80 | code >> 6 & 0x3F)).put((byte) (0x80 | code & 0x3F));
        return true;
    }
}
