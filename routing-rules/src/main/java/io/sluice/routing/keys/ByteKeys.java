package io.sluice.routing.keys;

import io.sluice.routing.schema.Column;
import io.sluice.sql.SqlValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Keys of BINARY and VARBINARY columns. */
final class ByteKeys {
    /** Lower-case hex digits. */
    record Hex(String digits) {}

    private ByteKeys() {}

    /**
     * Zero bytes at the end do not count: BINARY(n) pads with them, and whether a column pads may not be known.
     *
     * @param utf8 true where a string's bytes are those of UTF-8
     */
    static Key bytes(SqlValue value, @Nullable Column column, Keys.Use use, boolean utf8) {
        byte[] bytes = bytes(value, use, utf8);
        if (bytes == null) {
            return new Key.NotProvable("it is not a binary string");
        }
        int end = bytes.length;
        if (use == Keys.Use.STORE && column != null && column.length() > 0) {
            end = Math.min(end, column.length()); // or the server refuses it
        }
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return new Key.Known(new Hex(HexFormat.of().formatHex(Arrays.copyOf(bytes, end))));
    }

    private static byte @Nullable [] bytes(SqlValue value, Keys.Use use, boolean utf8) {
        if (value instanceof SqlValue.Bytes b) {
            return b.value();
        }
        // With a collation, the column is compared as text.
        String text = value instanceof SqlValue.Collated && use != Keys.Use.STORE ? null : Numerals.text(value);
        if (text == null && use == Keys.Use.STORE && value instanceof SqlValue.Whole whole) {
            text = whole.value().toString();
        }
        return text != null && (utf8 || text.chars().allMatch(c -> c < 128))
                ? text.getBytes(StandardCharsets.UTF_8)
                : null;
    }
}
