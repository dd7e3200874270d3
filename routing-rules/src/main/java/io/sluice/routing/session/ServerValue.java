package io.sluice.routing.session;

import io.sluice.sql.SqlValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One value of a text-protocol row, as a door received it: the answer to a question of the session's. Immutable.
 *
 * @param type the column's protocol type (manual, "Protocol::ColumnType")
 * @param unsigned the column's flag
 * @param binary true where the column's character set is binary; its bytes are then the text's characters (ISO 8859-1)
 * @param text null for NULL
 */
public record ServerValue(int type, boolean unsigned, boolean binary, @Nullable String text) {
    private static final int VAR_STRING = 253;
    private static final int LONGLONG = 8;

    /** NULL. */
    public static final ServerValue NULL = new ServerValue(VAR_STRING, false, true, null);

    /** A string. */
    public static ServerValue of(String text) {
        return new ServerValue(VAR_STRING, false, false, text);
    }

    /** A whole number. */
    public static ServerValue of(long number) {
        return new ServerValue(LONGLONG, false, true, Long.toString(number));
    }

    boolean whole() {
        return switch (type) {
            case 1, 2, 3, LONGLONG, 9, 13 -> true; // TINY, SHORT, LONG, LONGLONG, INT24, YEAR
            default -> false;
        };
    }

    boolean decimal() {
        return type == 0 || type == 246;
    }

    boolean real() {
        return type == 4 || type == 5;
    }

    /** As a number, 0 for NULL. */
    long number() {
        return text == null ? 0 : new BigInteger(text).longValue();
    }

    /** As the core sees values. */
    SqlValue value() {
        if (text == null) {
            return new SqlValue.Null();
        }
        if (whole()) {
            return new SqlValue.Whole(new BigInteger(text));
        }
        if (decimal()) {
            return new SqlValue.Decimal(new BigDecimal(text));
        }
        if (real()) {
            return new SqlValue.Real(Double.parseDouble(text));
        }
        return binary ? new SqlValue.Bytes(text.getBytes(StandardCharsets.ISO_8859_1)) : new SqlValue.Text(text);
    }

    /** Without its value, which may be a secret. */
    @Override
    public String toString() {
        return "ServerValue[type=" + type + "]";
    }
}
