package io.sluice.routing.merge;

import io.sluice.routing.RoutingError;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The values of a row as bytes, and back: each with its type, which says how it is printed. */
public final class RowImage {
    private static final int NULL = 0;
    private static final int BYTES = 1;
    private static final int LONG = 2;
    private static final int UNSIGNED = 3;
    private static final int DECIMAL = 4;
    private static final int REAL = 5;

    private RowImage() {}

    /** @param values as {@link ComputedRow} has them */
    public static byte[] of(@Nullable Object[] values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(values.length);
            for (Object value : values) {
                write(value, out);
            }
        } catch (IOException e) {
            throw RoutingError.BUG.with("bytes in memory: " + e.getMessage());
        }
        return bytes.toByteArray();
    }

    private static void write(@Nullable Object value, DataOutputStream out) throws IOException {
        if (value == null) {
            out.writeByte(NULL);
        } else if (value instanceof byte[] bytes) {
            write(BYTES, bytes, out);
        } else if (value instanceof Long whole) {
            out.writeByte(LONG);
            out.writeLong(whole);
        } else if (value instanceof Double real) {
            out.writeByte(REAL);
            out.writeDouble(real);
        } else {
            boolean whole = value instanceof BigInteger;
            write(whole ? UNSIGNED : DECIMAL, value.toString().getBytes(StandardCharsets.US_ASCII), out);
        }
    }

    private static void write(int kind, byte[] bytes, DataOutputStream out) throws IOException {
        out.writeByte(kind);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** The values again. */
    public static @Nullable Object[] values(byte[] image) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(image))) {
            @Nullable Object[] values = new Object[in.readInt()];
            for (int i = 0; i < values.length; i++) {
                values[i] = read(in);
            }
            return values;
        } catch (IOException e) {
            throw RoutingError.SPILL_FAILED.with(String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable Object read(DataInputStream in) throws IOException {
        return switch (in.readByte()) {
            case NULL -> null;
            case BYTES -> in.readNBytes(in.readInt());
            case LONG -> in.readLong();
            case UNSIGNED -> new BigInteger(text(in));
            case DECIMAL -> new BigDecimal(text(in));
            default -> in.readDouble();
        };
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.US_ASCII);
    }
}
