package io.sluice.proxy.exec;

import io.sluice.proxy.protocol.BinaryValue;
import io.sluice.proxy.protocol.ColumnDefinition;
import io.sluice.proxy.protocol.ColumnType;
import io.sluice.proxy.protocol.TextForm;
import io.sluice.routing.Parameters;
import io.sluice.sql.SqlValue;
import io.sluice.sql.text.ClientCharset;
import io.sluice.sql.text.Letters;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Bound parameters as the core sees them, and values of the core as parameters. */
public final class ParameterValues {
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);

    private ParameterValues() {}

    /** The core's view of a COM_STMT_EXECUTE's values; strings are in the client's character set, which has {@code letters}. */
    public static Parameters of(List<BinaryValue> values, Letters letters) {
        return ordinal -> read(values.get(ordinal), letters);
    }

    /** One value as the core compares it. */
    static SqlValue read(BinaryValue value, Letters letters) {
        if (value instanceof BinaryValue.Null) {
            return new SqlValue.Null();
        }
        if (value instanceof BinaryValue.Int whole) {
            return whole.unsigned() && whole.value() < 0
                    ? new SqlValue.Whole(new BigInteger(Long.toUnsignedString(whole.value())))
                    : SqlValue.Whole.of(whole.value());
        }
        if (value instanceof BinaryValue.Real4 real) {
            return new SqlValue.Real(real.value());
        }
        if (value instanceof BinaryValue.Real8 real) {
            return new SqlValue.Real(real.value());
        }
        if (value instanceof BinaryValue.Bytes bytes) {
            return read(bytes, letters);
        }
        return temporal(value);
    }

    private static SqlValue read(BinaryValue.Bytes bytes, Letters letters) {
        return switch (bytes.type()) {
            case ColumnType.DECIMAL, ColumnType.NEWDECIMAL -> decimal(bytes.text());
            case ColumnType.TINY_BLOB, ColumnType.MEDIUM_BLOB, ColumnType.LONG_BLOB, ColumnType.BLOB, ColumnType.BIT ->
                new SqlValue.Bytes(bytes.bytes());
            default -> text(bytes.bytes(), letters);
        };
    }

    /** Bytes that are no text in UTF-8 are just bytes: drivers send binary strings as texts, too. */
    private static SqlValue text(byte[] bytes, Letters letters) {
        ClientCharset charset = ClientCharset.of(letters);
        String text = charset.text(bytes);
        if (!charset.broken(text)) {
            return new SqlValue.Text(text);
        }
        return letters == Letters.ASCII ? new SqlValue.Unreadable() : new SqlValue.Bytes(bytes);
    }

    /** Without a fraction where that is zero, so that equal times are equal texts. */
    private static SqlValue temporal(BinaryValue value) {
        boolean micros = value instanceof BinaryValue.DateTime at && at.micros() != 0
                || value instanceof BinaryValue.Time time && time.micros() != 0;
        ColumnDefinition column =
                new ColumnDefinition("", "", "", "", "", ColumnDefinition.BINARY, 0, value.type(), 0, micros ? 6 : 0);
        return new SqlValue.Temporal(new String(TextForm.of(value, column), StandardCharsets.US_ASCII));
    }

    private static SqlValue decimal(String text) {
        try {
            return new SqlValue.Decimal(new BigDecimal(text.strip()));
        } catch (NumberFormatException notANumber) {
            return new SqlValue.Unreadable();
        }
    }

    /** A value made here (a generated id) as a parameter. */
    static BinaryValue bound(SqlValue value) {
        if (value instanceof SqlValue.Null) {
            return BinaryValue.NULL;
        }
        if (value instanceof SqlValue.Whole whole
                && whole.value().compareTo(LONG_MIN) >= 0
                && whole.value().compareTo(LONG_MAX) <= 0) {
            return new BinaryValue.Int(ColumnType.LONGLONG, false, whole.value().longValue());
        }
        if (value instanceof SqlValue.Whole whole) {
            return text(ColumnType.NEWDECIMAL, whole.value().toString());
        }
        if (value instanceof SqlValue.Decimal decimal) {
            return text(ColumnType.NEWDECIMAL, decimal.value().toPlainString());
        }
        if (value instanceof SqlValue.Real real) {
            return new BinaryValue.Real8(real.value());
        }
        if (value instanceof SqlValue.Bytes bytes) {
            return new BinaryValue.Bytes(ColumnType.BLOB, bytes.value());
        }
        if (value instanceof SqlValue.Temporal temporal) {
            return text(ColumnType.VAR_STRING, temporal.value());
        }
        if (value instanceof SqlValue.Text string) {
            return text(ColumnType.VAR_STRING, string.value());
        }
        throw new IllegalArgumentException(String.format(Locale.ROOT, "cannot bind %s", value));
    }

    private static BinaryValue text(int type, String text) {
        return new BinaryValue.Bytes(type, text.getBytes(StandardCharsets.UTF_8));
    }
}
