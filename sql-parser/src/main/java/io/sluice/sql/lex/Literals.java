package io.sluice.sql.lex;

import io.sluice.sql.Dialect;
import io.sluice.sql.SqlValue;
import io.sluice.sql.text.ClientCharset;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The values of literals (manual, section "Literal Values"). What cannot be known for sure is {@link SqlValue.Unreadable}. */
public final class Literals {
    private static final SqlValue UNREADABLE = new SqlValue.Unreadable();
    private static final BigInteger LARGEST = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    /** Behind so many digits the servers begin to round and clamp. */
    private static final int MAX_DIGITS = 65;

    private static final int MAX_SCALE = 30;

    private Literals() {}

    /** The value of the literal token in {@code text[start, end)}; Unreadable for anything else. */
    public static SqlValue value(String text, int start, int end, Dialect dialect) {
        if (start >= end) {
            return UNREADABLE;
        }
        char first = text.charAt(start);
        char second = start + 1 < end ? text.charAt(start + 1) : '\0';
        if (first == '\'' || (first == '"' && !dialect.ansiQuotes())) {
            return text(text, start, end, dialect);
        }
        if (second == '\'') {
            return switch (first) {
                case 'n', 'N' -> text(text, start + 1, end, dialect);
                case 'x', 'X' -> new SqlValue.Bytes(hex(text, start + 2, end - 1), !dialect.mariaDb());
                case 'b', 'B' -> new SqlValue.Bytes(bits(text, start + 2, end - 1), true);
                default -> UNREADABLE;
            };
        }
        if (first == '0' && second == 'x') {
            return new SqlValue.Bytes(hex(text, start + 2, end), true);
        }
        if (first == '0' && second == 'b') {
            return new SqlValue.Bytes(bits(text, start + 2, end), true);
        }
        return Chars.digit(first) || first == '.' ? number(text, start, end) : UNREADABLE;
    }

    /** Unreadable where the servers find no character in some bytes of it: what they make of those differs. */
    private static SqlValue text(String text, int start, int end, Dialect dialect) {
        return Wide.broken(text, start, end, dialect.letters())
                ? UNREADABLE
                : new SqlValue.Text(string(text, start, end, dialect));
    }

    /**
     * The value of a literal behind a character set introducer.
     *
     * @param introducer with its underscore
     */
    static SqlValue introduced(String introducer, String text, int start, int end, Dialect dialect) {
        String charset = introducer.toLowerCase(Locale.ROOT);
        boolean string = text.charAt(start) == '\'' || text.charAt(start) == '"';
        if (string && charset.equals("_binary")) {
            // The bytes that came: the servers scan the literal in the client's character set and keep them.
            return new SqlValue.Bytes(string(text, start, end, dialect).getBytes(ClientCharset.of(dialect.letters())));
        }
        return introduced(charset, value(text, start, end, dialect));
    }

    private static SqlValue introduced(String charset, SqlValue value) {
        if (value instanceof SqlValue.Text text) {
            // Other than ASCII, the bytes depend on the connection's character set, which is not known here.
            if (!text.value().chars().allMatch(c -> c < 128)) {
                return UNREADABLE;
            }
            return switch (charset) {
                case "_utf8mb4", "_utf8mb3", "_utf8", "_ascii", "_latin1" -> value;
                default -> UNREADABLE;
            };
        }
        if (value instanceof SqlValue.Bytes bytes) {
            return switch (charset) {
                case "_binary" -> new SqlValue.Bytes(bytes.value());
                case "_utf8mb4", "_utf8mb3", "_utf8" -> utf8(bytes.value());
                default -> UNREADABLE;
            };
        }
        return UNREADABLE;
    }

    private static SqlValue utf8(byte[] bytes) {
        try {
            return new SqlValue.Text(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return UNREADABLE;
        }
    }

    private static SqlValue number(String text, int start, int end) {
        boolean real = false;
        boolean point = false;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            real |= c == 'e' || c == 'E';
            point |= c == '.';
        }
        if (!real && !point && end - start <= 18) {
            return SqlValue.Whole.of(Long.parseLong(text, start, end, 10));
        }
        String digits = text.substring(start, end);
        if (real) {
            double value = Double.parseDouble(digits);
            return Double.isInfinite(value) ? UNREADABLE : new SqlValue.Real(value);
        }
        if (digits.length() > 4 * MAX_DIGITS) {
            return UNREADABLE;
        }
        BigDecimal value = new BigDecimal(digits);
        if (value.precision() > MAX_DIGITS || value.scale() > MAX_SCALE) {
            return UNREADABLE;
        }
        return point || value.toBigInteger().compareTo(LARGEST) > 0
                ? new SqlValue.Decimal(value)
                : new SqlValue.Whole(value.toBigInteger());
    }

    /** Undoes quotes, doubling and escapes; {@code start} is the opening quote. */
    private static String string(String text, int start, int end, Dialect dialect) {
        char quote = text.charAt(start);
        StringBuilder out = null;
        int from = start + 1;
        for (int i = from; i < end - 1; i++) {
            char c = text.charAt(i);
            boolean escape = c == '\\' && !dialect.noBackslashEscapes();
            if (!escape && c != quote) {
                continue;
            }
            out = out == null ? new StringBuilder(end - start) : out;
            out.append(text, from, i);
            i++;
            char next = text.charAt(i);
            if (escape && (next == '%' || next == '_')) {
                out.append('\\');
            }
            out.append(escape ? escaped(next) : next);
            from = i + 1;
        }
        return out == null
                ? text.substring(from, end - 1)
                : out.append(text, from, end - 1).toString();
    }

    private static char escaped(char c) {
        return switch (c) {
            case '0' -> '\0';
            case 'b' -> '\b';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'Z' -> (char) 26;
            default -> c;
        };
    }

    private static byte[] hex(String text, int start, int end) {
        byte[] bytes = new byte[(end - start + 1) / 2];
        int at = bytes.length - 1;
        for (int i = end - 1; i >= start; i -= 2) {
            int low = Character.digit(text.charAt(i), 16);
            int high = i > start ? Character.digit(text.charAt(i - 1), 16) : 0;
            bytes[at--] = (byte) (high << 4 | low);
        }
        return bytes;
    }

    private static byte[] bits(String text, int start, int end) {
        byte[] bytes = new byte[(end - start + 7) / 8];
        for (int i = end - 1; i >= start; i--) {
            int place = end - 1 - i;
            if (text.charAt(i) == '1') {
                bytes[bytes.length - 1 - place / 8] |= (byte) (1 << (place % 8));
            }
        }
        return bytes;
    }
}
