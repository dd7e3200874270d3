package io.sluice.routing.session;

import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A user variable's value as SQL text that gives it back exactly: a user variable is a signed or unsigned BIGINT, a DOUBLE, a
 * DECIMAL or a string with its collation, whatever it was assigned from (manual, "User-Defined Variables").
 */
final class UserVariable {
    /** How many values of an answer are about one variable. */
    static final int COLUMNS = 3;

    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final String LONG_MIN = "-9223372036854775808";
    private static final String CAST = "CAST(";
    private static final String NULL = "NULL";
    private static final Map<String, Charset> JAVA = Map.of(
            "utf8mb4", StandardCharsets.UTF_8,
            "utf8mb3", StandardCharsets.UTF_8,
            "utf8", StandardCharsets.UTF_8,
            "ascii", StandardCharsets.US_ASCII,
            "latin1", Charsets.java("latin1"),
            "ucs2", StandardCharsets.UTF_16BE,
            "utf16", StandardCharsets.UTF_16BE,
            "utf16le", StandardCharsets.UTF_16LE);

    private UserVariable() {}

    /** The columns that a connection is asked for about {@code @name}. */
    static String columns(String name) {
        String variable = "@`" + name.replace("`", "``") + "`";
        return variable + ", COLLATION(" + variable + "), HEX(" + variable + ")";
    }

    /** The SQL text of what {@link #columns} answered; null for NULL. */
    static @Nullable String sql(List<ServerValue> answer) {
        ServerValue value = answer.get(0);
        String text = value.text();
        if (text == null) {
            return nothing(value);
        }
        if (value.whole()) {
            boolean small = new BigInteger(text).compareTo(LONG_MAX) <= 0;
            return text.equals(LONG_MIN)
                    ? "(-9223372036854775807-1)"
                    : value.unsigned() && small ? CAST + text + " AS UNSIGNED)" : text;
        }
        if (value.decimal()) {
            return SqlText.decimal(text);
        }
        if (value.real()) {
            return text.toLowerCase(Locale.ROOT).indexOf('e') < 0 ? text + "E0" : text;
        }
        return string(
                String.valueOf(answer.get(1).text()),
                String.valueOf(answer.get(2).text()));
    }

    /** A NULL has the type of what was there before, which an answer's columns tell. */
    private static @Nullable String nothing(ServerValue value) {
        if (value.whole()) {
            return CAST + NULL + (value.unsigned() ? " AS UNSIGNED)" : " AS SIGNED)");
        }
        if (value.decimal()) {
            return CAST + NULL + " AS DECIMAL)";
        }
        return value.real() ? CAST + NULL + " AS DOUBLE)" : null;
    }

    private static String string(String collation, String hex) {
        int underscore = collation.indexOf('_');
        String charset = underscore < 0 ? collation : collation.substring(0, underscore);
        String value = "_" + charset + (hex.isEmpty() ? " ''" : " X'" + hex + "'");
        return underscore < 0 ? value : value + " COLLATE " + collation;
    }

    /**
     * A string literal as a connection of {@code collation} reads it, wherever it is sent later.
     *
     * @param collation collation_connection as an image keeps it, null for a clean connection's
     */
    static @Nullable String under(@Nullable String collation, @Nullable String sql) {
        if (sql == null || collation == null || !collation.startsWith("'utf8mb4_")) {
            return sql;
        }
        if (!sql.startsWith("'") && !sql.startsWith("_utf8mb4 X")) {
            return sql;
        }
        byte[] bytes = String.valueOf(text(sql)).getBytes(StandardCharsets.UTF_8);
        return string(collation.replace("'", ""), HexFormat.of().formatHex(bytes));
    }

    /**
     * The same value as a parameter of EXECUTE: it has the connection's collation then, as a literal has.
     *
     * @param sql what an image keeps
     * @param backslashes false under NO_BACKSLASH_ESCAPES
     * @param connection the character set in which statements are written
     */
    static String literal(@Nullable String sql, boolean backslashes, Charset connection) {
        if (sql == null) {
            return NULL;
        }
        if (sql.startsWith(CAST)) {
            return sql.substring(CAST.length(), sql.indexOf(' '));
        }
        String text = sql.startsWith("_") && !sql.startsWith("_binary") ? text(sql) : null;
        if (!sql.startsWith("_")) {
            return sql;
        }
        if (text == null || !connection.newEncoder().canEncode(text)) {
            int collate = sql.indexOf(" COLLATE ");
            return collate < 0 ? sql : sql.substring(0, collate);
        }
        return "'" + (backslashes ? text.replace("\\", "\\\\") : text).replace("'", "''") + "'";
    }

    /** The characters of an image's string; a number's digits; null where they are not known here. */
    static @Nullable String text(String sql) {
        if (sql.startsWith("'")) {
            return sql.substring(1, sql.length() - 1).replace("''", "'");
        }
        if (sql.startsWith("X'")) {
            return new String(bytes(sql), StandardCharsets.UTF_8);
        }
        if (sql.startsWith(CAST)) {
            String number = sql.substring(CAST.length(), sql.indexOf(' '));
            return number.equals(NULL) ? null : number;
        }
        if (!sql.startsWith("_")) {
            return sql;
        }
        Charset charset = JAVA.get(sql.substring(1, sql.indexOf(' ')));
        return charset == null ? null : new String(bytes(sql), charset);
    }

    private static byte[] bytes(String sql) {
        int open = sql.indexOf('\'');
        return HexFormat.of().parseHex(sql.substring(open + 1, sql.indexOf('\'', open + 1)));
    }
}
