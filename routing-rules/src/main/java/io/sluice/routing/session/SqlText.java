package io.sluice.routing.session;

import io.sluice.sql.SqlValue;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Values as SQL text that means the same under every sql_mode. */
final class SqlText {
    private SqlText() {}

    /** A literal for {@code value}; null where it has none. */
    static @Nullable String of(SqlValue value) {
        if (value instanceof SqlValue.Null) {
            return "NULL";
        }
        if (value instanceof SqlValue.Whole whole) {
            return whole.value().toString();
        }
        if (value instanceof SqlValue.Decimal decimal) {
            return decimal(decimal.value().toPlainString());
        }
        if (value instanceof SqlValue.Real real) {
            String text = Double.toString(real.value());
            return text.indexOf('E') < 0 ? text + "E0" : text;
        }
        if (value instanceof SqlValue.Bytes bytes) {
            return bytes.value().length == 0 ? "''" : "X'" + HexFormat.of().formatHex(bytes.value()) + "'";
        }
        if (value instanceof SqlValue.Temporal temporal) {
            return quote(temporal.value());
        }
        return value instanceof SqlValue.Text text ? quote(text.value()) : null;
    }

    /** A literal has the type that it is long enough for; these are BIGINTs, however small. */
    static String bigint(String number, boolean unsigned) {
        return unsigned ? "(" + number + "|0)" : "CAST((" + number + "|0) AS SIGNED)";
    }

    /** A DECIMAL without a point would be read as a BIGINT. */
    static String decimal(String digits) {
        return digits.indexOf('.') < 0 ? digits + "." : digits;
    }

    /**
     * {@code 'text'}; as hexadecimal UTF-8 where something in it would be read differently under NO_BACKSLASH_ESCAPES or another
     * character set.
     */
    static String quote(String text) {
        if (text.chars().anyMatch(c -> c == '\\' || c < ' ' || c > '~')) {
            byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            return "_utf8mb4 X'" + HexFormat.of().formatHex(bytes) + "'";
        }
        return "'" + text.replace("'", "''") + "'";
    }
}
