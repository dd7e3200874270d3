package io.sluice.routing.merge;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A row as mergers see it: typed looks at columns, without copying where possible. Three implementers: the wire's row, the
 * driver's row and {@link ComputedRow}. Confined to the thread of its merger. Columns are 0-based.
 */
public interface Row {
    /** True for SQL NULL. */
    boolean isNull(int column);

    /** An integer column's value; of an unsigned BIGINT the 64 bits. Not for NULL. */
    long asLong(int column);

    /** A FLOAT or DOUBLE column's value. Not for NULL. */
    double asDouble(int column);

    /** An exact numeric column's value with its scale (integers too, unsigned ones in full). Not for NULL. */
    BigDecimal asDecimal(int column);

    /**
     * The bytes of the value as the text protocol sends it: characters, digits, {@code 2026-01-31 10:00:00}. Null for NULL.
     */
    byte @Nullable [] asBytes(int column);

    /** All of it as bytes, for a temporary file. */
    byte[] image();

    /** The row that {@code image} was made of, by a row of this class and of the same merger. */
    Row again(byte[] image);

    /** About how much memory this row holds, in bytes: what is counted where rows are held. */
    default int size() {
        return 256;
    }
}
