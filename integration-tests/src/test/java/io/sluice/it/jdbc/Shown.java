package io.sluice.it.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.sql.BatchUpdateException;
import java.sql.Blob;
import java.sql.ClientInfoStatus;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.RowIdLifetime;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values, rows and errors as text that does not depend on where they come from. */
final class Shown {
    private Shown() {}

    /** A call's arguments, with the types that its overloads differ by. */
    static String arguments(Method method, Object[] arguments) {
        StringBuilder text = new StringBuilder("(");
        for (int i = 0; i < arguments.length; i++) {
            text.append(i == 0 ? "" : ", ")
                    .append(method.getParameterTypes()[i].getSimpleName())
                    .append(' ')
                    .append(argument(arguments[i]));
        }
        return text.append(')').toString();
    }

    private static String argument(@Nullable Object argument) {
        if (argument instanceof Object[] many) {
            return Arrays.toString(many);
        }
        if (argument instanceof int[] many) {
            return Arrays.toString(many);
        }
        if (argument instanceof byte[] bytes) {
            return Arrays.toString(bytes);
        }
        boolean readable = argument == null
                || argument.getClass().getName().startsWith("java.lang.")
                || argument instanceof Map<?, ?>
                || argument instanceof java.time.temporal.TemporalAccessor
                || argument instanceof java.util.Date
                || argument instanceof java.sql.SQLType;
        return readable
                ? String.valueOf(argument)
                : argument.getClass().getSimpleName().replaceAll("\\$.*", "");
    }

    /** What a call gave. */
    static String value(@Nullable Object value) throws Exception {
        if (value instanceof ResultSet rows) {
            return rows(rows);
        }
        if (value instanceof InputStream stream) {
            return "stream " + HexFormat.of().formatHex(stream.readAllBytes());
        }
        if (value instanceof Reader reader) {
            StringWriter all = new StringWriter();
            reader.transferTo(all);
            return "reader " + all;
        }
        if (value instanceof Blob blob) {
            return "Blob " + HexFormat.of().formatHex(blob.getBytes(1, (int) blob.length()));
        }
        if (value instanceof Clob clob) {
            return "Clob " + (clob.length() == 0 ? "" : clob.getSubString(1, (int) clob.length()));
        }
        if (value instanceof byte[] bytes) {
            return "bytes " + HexFormat.of().formatHex(bytes);
        }
        if (value instanceof int[] counts) {
            return Arrays.toString(counts);
        }
        if (value instanceof long[] counts) {
            return Arrays.toString(counts);
        }
        if (value instanceof SQLException e) {
            return error(e) + " " + e.getMessage();
        }
        for (Class<?> type : new Class<?>[] {
            Connection.class,
            Statement.class,
            DatabaseMetaData.class,
            ResultSetMetaData.class,
            ParameterMetaData.class,
            Savepoint.class,
            SQLXML.class,
            java.io.OutputStream.class,
            java.io.Writer.class,
            javax.xml.transform.Source.class,
            javax.xml.transform.Result.class
        }) {
            if (type.isInstance(value)) {
                return type.getSimpleName();
            }
        }
        if (value instanceof RowIdLifetime) {
            return String.valueOf(value);
        }
        return value == null ? "null" : value.getClass().getSimpleName() + " " + value;
    }

    private static String rows(ResultSet rows) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        StringBuilder text = new StringBuilder("rows");
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            text.append(' ').append(columns.getColumnLabel(i)).append(':').append(columns.getColumnTypeName(i));
        }
        while (rows.next()) {
            text.append("\n     ");
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                text.append(' ').append(rows.getString(i));
            }
        }
        return text.toString();
    }

    /** Class, SQLSTATE and number, and what more there is. */
    static String error(@Nullable Throwable e) {
        if (e instanceof SQLClientInfoException info) {
            Map<String, ClientInfoStatus> failed = info.getFailedProperties();
            return "SQLClientInfoException " + info.getSQLState() + " " + info.getErrorCode() + " " + failed;
        }
        if (e instanceof RuntimeException) {
            return "an unchecked exception"; // for nulls that JDBC does not speak of
        }
        if (e instanceof java.sql.SQLFeatureNotSupportedException) {
            return "SQLFeatureNotSupportedException"; // Connector/J gives it several states
        }
        if (!(e instanceof SQLException sql)) {
            return String.valueOf(e == null ? null : e.getClass().getName());
        }
        Class<?> type = e.getClass();
        while (!type.getName().startsWith("java.sql.")) {
            type = type.getSuperclass();
        }
        String counts =
                e instanceof BatchUpdateException batch ? " " + Arrays.toString(batch.getLargeUpdateCounts()) : "";
        return type.getSimpleName() + " " + sql.getSQLState() + " " + sql.getErrorCode() + counts;
    }
}
