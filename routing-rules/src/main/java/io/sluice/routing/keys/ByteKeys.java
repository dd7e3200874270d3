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

    /** Zero bytes at the end do not count: BINARY(n) pads with them, and whether a column pads may not be known. */
    static Key bytes(SqlValue value, @Nullable Column column, Keys.Use use) {
        byte[] bytes;
        if (value instanceof SqlValue.Bytes b) {
            bytes = b.value();
        } else if (value instanceof SqlValue.Text text && text.value().chars().allMatch(c -> c < 128)) {
            bytes = text.value().getBytes(StandardCharsets.US_ASCII);
        } else {
            return new Key.NotProvable("it is not a binary string");
        }
        if (use == Keys.Use.STORE && column != null && column.length() > 0 && bytes.length > column.length()) {
            return new Key.NotProvable("it is longer than the column");
        }
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return new Key.Known(new Hex(HexFormat.of().formatHex(Arrays.copyOf(bytes, end))));
    }
}
