package io.sluice.routing.gather;

import io.sluice.routing.schema.Column;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the values of a column travel from one server to another without a bit of them changing: what is selected on the one, and
 * which literal is written on the other. Whatever character set and sql_mode either session has.
 */
public enum LoadForm {
    /** Whole numbers and decimals, by their digits. */
    DIGITS,
    /** DOUBLE: a server prints as many digits as it needs to read the same value again. */
    REAL,
    /** FLOAT: printed with six digits, so it is read as the DOUBLE that it is. */
    SINGLE,
    /** ENUM and SET by number (the value '' of an error is 0), BIT as a number. */
    NUMBERED,
    /** Points in time, by their text. */
    QUOTED,
    /** TIMESTAMP as seconds: its text is ambiguous in the hour when clocks go back. */
    SECONDS,
    /** Character types, as the bytes of the column's own character set. */
    TEXT,
    /** Binary types. */
    BYTES,
    /** MariaDB's UUID, INET4, INET6, by their text. */
    PLAIN;

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    /** Character sets in which a byte below 128 is not always an ASCII character. */
    private static final Set<String> WIDE = Set.of("ucs2", "utf16", "utf16le", "utf32", "swe7");

    private static final int PRINTABLE = 0x20;
    private static final int DELETE = 0x7F;

    /**
     * The form of a column's values; null for types of which it is not known (GEOMETRY, VECTOR), and for MySQL's JSON: a document may
     * hold decimals and dates that its text does not tell from doubles and strings.
     */
    public static @Nullable LoadForm of(Column column) {
        return switch (column.type().toLowerCase(Locale.ROOT)) {
            case "tinyint", "smallint", "mediumint", "int", "integer", "bigint", "decimal", "numeric", "year" -> DIGITS;
            case "double", "real" -> REAL;
            case "float" -> SINGLE;
            case "enum", "set", "bit" -> NUMBERED;
            case "date", "datetime", "time" -> QUOTED;
            case "timestamp" -> SECONDS;
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext" -> TEXT;
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> BYTES;
            case "uuid", "inet4", "inet6" -> PLAIN;
            default -> null;
        };
    }

    /** What is selected for a column. {@code column} is its name as SQL. */
    public String read(String column) {
        return switch (this) {
            case DIGITS, REAL, QUOTED, BYTES -> column;
            case SINGLE -> column + " * 1e0"; // of -0, too
            case NUMBERED -> "CAST(" + column + " AS UNSIGNED)";
            case SECONDS -> "UNIX_TIMESTAMP(" + column + ")";
            case TEXT -> "CAST(" + column + " AS BINARY)";
            case PLAIN -> "CAST(" + column + " AS CHAR)";
        };
    }

    /**
     * Appends a value as a literal.
     *
     * @param value as a shard sent what {@link #read} asks for, in the text form
     * @param charset of the column, for TEXT
     */
    public void write(byte[] value, String charset, StringBuilder out) {
        switch (this) {
            case DIGITS, NUMBERED -> ascii(value, out);
            case REAL, SINGLE -> real(value, out);
            case QUOTED, PLAIN -> {
                out.append('\'');
                ascii(value, out);
                out.append('\'');
            }
            case SECONDS -> seconds(value, out);
            case TEXT -> text(value, charset, out);
            case BYTES -> {
                out.append('x');
                hex(value, out);
            }
        }
    }

    private static void ascii(byte[] value, StringBuilder out) {
        for (byte b : value) {
            out.append((char) (b & 0xFF));
        }
    }

    private static void real(byte[] value, StringBuilder out) {
        ascii(value, out);
        // With an exponent it is read as a DOUBLE, without one as a DECIMAL.
        for (byte b : value) {
            if (b == 'e') {
                return;
            }
        }
        out.append("e0");
    }

    private static void seconds(byte[] value, StringBuilder out) {
        if (zero(value)) {
            out.append("'0000-00-00 00:00:00'");
        } else {
            out.append("FROM_UNIXTIME(");
            ascii(value, out);
            out.append(')');
        }
    }

    private static boolean zero(byte[] digits) {
        for (byte b : digits) {
            if (b != '0' && b != '.') {
                return false;
            }
        }
        return true;
    }

    private static void text(byte[] value, String charset, StringBuilder out) {
        if (plain(value) && !WIDE.contains(charset)) {
            out.append('\'');
            ascii(value, out);
            out.append('\'');
        } else {
            out.append('_').append(charset).append(" x");
            hex(value, out);
        }
    }

    /** Characters that every client character set and sql_mode reads alike. */
    private static boolean plain(byte[] value) {
        for (byte b : value) {
            if (b < PRINTABLE || b >= DELETE || b == '\'' || b == '\\') {
                return false;
            }
        }
        return true;
    }

    private static void hex(byte[] value, StringBuilder out) {
        out.append('\'');
        for (byte b : value) {
            out.append(HEX[(b >> 4) & 0xF]).append(HEX[b & 0xF]);
        }
        out.append('\'');
    }
}
