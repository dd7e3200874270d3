package io.sluice.jdbc;

import io.sluice.jdbc.exec.Param;
import io.sluice.jdbc.exec.SqlValues;
import io.sluice.sql.SqlValue;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Calendar;
import org.jspecify.annotations.Nullable;

/**
 * The {@code setXxx} half of PreparedStatement: every call is kept as it was made and repeated on the shards' statements, so
 * conversions and their errors are Connector/J's. Not thread-safe, as JDBC statements are not.
 */
abstract class Bindings extends SluiceStatement implements PreparedStatement {
    private static final SqlValue UNREADABLE = new SqlValue.Unreadable();

    Bindings(SluiceConnection connection, int resultSetType, int concurrency) {
        super(connection, resultSetType, concurrency);
    }

    /** Keeps a parameter; {@code index} is 1-based. */
    abstract void bind(int index, Param param) throws SQLException;

    private void bind(int index, @Nullable Object value, Param.Setter setter) throws SQLException {
        bind(index, new Param(setter, SqlValues.of(value)));
    }

    /** A point in time, which Connector/J sends in the JVM's time zone unless it is told otherwise. */
    private void instant(int index, @Nullable Object value, @Nullable Calendar calendar, Param.Setter setter)
            throws SQLException {
        ZoneId zone = calendar == null
                ? ZoneId.systemDefault()
                : calendar.getTimeZone().toZoneId();
        SqlValue read = value == null
                ? new SqlValue.Null()
                : connection.sendsLocalTimes() ? SqlValues.instant(value, zone) : UNREADABLE;
        bind(index, new Param(setter, read));
    }

    private void opaque(int index, @Nullable Object value, Param.Setter setter) throws SQLException {
        bind(index, new Param(setter, value == null ? new SqlValue.Null() : UNREADABLE));
    }

    @Override
    public void setNull(int index, int type) throws SQLException {
        bind(index, Param.ofNull(type));
    }

    @Override
    public void setNull(int index, int type, String typeName) throws SQLException {
        bind(index, Param.ofNull(type));
    }

    @Override
    public void setBoolean(int index, boolean x) throws SQLException {
        bind(index, x, (s, i) -> s.setBoolean(i, x));
    }

    @Override
    public void setByte(int index, byte x) throws SQLException {
        bind(index, x, (s, i) -> s.setByte(i, x));
    }

    @Override
    public void setShort(int index, short x) throws SQLException {
        bind(index, x, (s, i) -> s.setShort(i, x));
    }

    @Override
    public void setInt(int index, int x) throws SQLException {
        bind(index, x, (s, i) -> s.setInt(i, x));
    }

    @Override
    public void setLong(int index, long x) throws SQLException {
        bind(index, x, (s, i) -> s.setLong(i, x));
    }

    @Override
    public void setFloat(int index, float x) throws SQLException {
        bind(index, x, (s, i) -> s.setFloat(i, x));
    }

    @Override
    public void setDouble(int index, double x) throws SQLException {
        if (!Double.isFinite(x) && !connection.execution().options().nanAndInf()) {
            throw new SQLException("'" + x + "' is not a valid numeric or approximate numeric value", "S1009");
        }
        bind(index, x, (s, i) -> s.setDouble(i, x));
    }

    @Override
    public void setBigDecimal(int index, @Nullable BigDecimal x) throws SQLException {
        bind(index, x, (s, i) -> s.setBigDecimal(i, x));
    }

    @Override
    public void setString(int index, @Nullable String x) throws SQLException {
        bind(index, x, (s, i) -> s.setString(i, x));
    }

    @Override
    public void setNString(int index, @Nullable String x) throws SQLException {
        bind(index, x, (s, i) -> s.setNString(i, x));
    }

    @Override
    public void setBytes(int index, byte @Nullable [] x) throws SQLException {
        bind(index, x, (s, i) -> s.setBytes(i, x));
    }

    @Override
    public void setDate(int index, @Nullable Date x) throws SQLException {
        bind(index, x, (s, i) -> s.setDate(i, x));
    }

    @Override
    public void setDate(int index, @Nullable Date x, @Nullable Calendar calendar) throws SQLException {
        Param.Setter setter = (s, i) -> s.setDate(i, x, calendar);
        if (x == null || calendar == null) {
            bind(index, x, setter);
        } else {
            bind(
                    index,
                    new Param(setter, SqlValues.date(x, calendar.getTimeZone().toZoneId())));
        }
    }

    @Override
    public void setTime(int index, @Nullable Time x) throws SQLException {
        opaque(index, x, (s, i) -> s.setTime(i, x));
    }

    @Override
    public void setTime(int index, @Nullable Time x, @Nullable Calendar calendar) throws SQLException {
        opaque(index, x, (s, i) -> s.setTime(i, x, calendar));
    }

    @Override
    public void setTimestamp(int index, @Nullable Timestamp x) throws SQLException {
        instant(index, x, null, (s, i) -> s.setTimestamp(i, x));
    }

    @Override
    public void setTimestamp(int index, @Nullable Timestamp x, @Nullable Calendar calendar) throws SQLException {
        instant(index, x, calendar, (s, i) -> s.setTimestamp(i, x, calendar));
    }

    @Override
    public void setObject(int index, @Nullable Object x) throws SQLException {
        if (x instanceof InputStream stream) {
            setBinaryStream(index, stream);
        } else if (x instanceof Reader reader) {
            setCharacterStream(index, reader);
        } else if (x instanceof Timestamp
                || x instanceof OffsetDateTime
                || x instanceof ZonedDateTime
                || (x != null && x.getClass() == java.util.Date.class)) {
            instant(index, x, null, (s, i) -> s.setObject(i, x));
        } else {
            bind(index, x, (s, i) -> s.setObject(i, x));
        }
    }

    @Override
    public void setObject(int index, @Nullable Object x, int type) throws SQLException {
        converted(index, x, type, (s, i) -> s.setObject(i, x, type));
    }

    @Override
    public void setObject(int index, @Nullable Object x, int type, int scale) throws SQLException {
        converted(index, x, type, (s, i) -> s.setObject(i, x, type, scale));
    }

    @Override
    public void setObject(int index, @Nullable Object x, SQLType type) throws SQLException {
        converted(index, x, type.getVendorTypeNumber(), (s, i) -> s.setObject(i, x, type));
    }

    @Override
    public void setObject(int index, @Nullable Object x, SQLType type, int scale) throws SQLException {
        converted(index, x, type.getVendorTypeNumber(), (s, i) -> s.setObject(i, x, type, scale));
    }

    /** With a target type Connector/J converts; only values that stay what they are may be routed by. */
    private void converted(int index, @Nullable Object x, int type, Param.Setter setter) throws SQLException {
        boolean whole = type == Types.BIGINT || type == Types.INTEGER;
        if (stays(x, type)) {
            bind(index, x, setter);
        } else if (whole && x instanceof String text && text.matches("-?[0-9]{1,9}")) {
            bind(index, Long.valueOf(text), setter);
        } else {
            opaque(index, x, setter);
        }
    }

    private static boolean stays(@Nullable Object x, int type) {
        boolean text = type == Types.VARCHAR || type == Types.CHAR || type == Types.LONGVARCHAR;
        if (x instanceof String) {
            return text;
        }
        boolean whole = type == Types.BIGINT || type == Types.DECIMAL || type == Types.NUMERIC;
        return x instanceof Integer ? text || whole || type == Types.INTEGER : x instanceof Long && (text || whole);
    }

    @Override
    public void setAsciiStream(int index, @Nullable InputStream x) throws SQLException {
        ReadOnce once = ReadOnce.bytes(x, -1);
        opaque(index, x, (s, i) -> s.setAsciiStream(i, once.stream()));
    }

    @Override
    public void setAsciiStream(int index, @Nullable InputStream x, int length) throws SQLException {
        ReadOnce once = ReadOnce.bytes(x, length);
        opaque(index, x, (s, i) -> s.setAsciiStream(i, once.stream(), length));
    }

    @Override
    public void setAsciiStream(int index, @Nullable InputStream x, long length) throws SQLException {
        ReadOnce once = ReadOnce.bytes(x, length);
        opaque(index, x, (s, i) -> s.setAsciiStream(i, once.stream(), length));
    }

    @Override
    @Deprecated
    public void setUnicodeStream(int index, @Nullable InputStream x, int length) throws SQLException {
        ReadOnce once = ReadOnce.bytes(x, length);
        opaque(index, x, (s, i) -> s.setUnicodeStream(i, once.stream(), length));
    }

    @Override
    public void setBinaryStream(int index, @Nullable InputStream x) throws SQLException {
        ReadOnce once = ReadOnce.bytes(x, -1);
        opaque(index, x, (s, i) -> s.setBinaryStream(i, once.stream()));
    }

    @Override
    public void setBinaryStream(int index, @Nullable InputStream x, int length) throws SQLException {
        ReadOnce once = ReadOnce.bytes(x, length);
        opaque(index, x, (s, i) -> s.setBinaryStream(i, once.stream(), length));
    }

    @Override
    public void setBinaryStream(int index, @Nullable InputStream x, long length) throws SQLException {
        ReadOnce once = ReadOnce.bytes(x, length);
        opaque(index, x, (s, i) -> s.setBinaryStream(i, once.stream(), length));
    }

    @Override
    public void setCharacterStream(int index, @Nullable Reader x) throws SQLException {
        ReadOnce once = ReadOnce.chars(x, -1);
        opaque(index, x, (s, i) -> s.setCharacterStream(i, once.reader()));
    }

    @Override
    public void setCharacterStream(int index, @Nullable Reader x, int length) throws SQLException {
        ReadOnce once = ReadOnce.chars(x, length);
        opaque(index, x, (s, i) -> s.setCharacterStream(i, once.reader(), length));
    }

    @Override
    public void setCharacterStream(int index, @Nullable Reader x, long length) throws SQLException {
        ReadOnce once = ReadOnce.chars(x, length);
        opaque(index, x, (s, i) -> s.setCharacterStream(i, once.reader(), length));
    }

    @Override
    public void setNCharacterStream(int index, @Nullable Reader x) throws SQLException {
        ReadOnce once = ReadOnce.chars(x, -1);
        opaque(index, x, (s, i) -> s.setNCharacterStream(i, once.reader()));
    }

    @Override
    public void setNCharacterStream(int index, @Nullable Reader x, long length) throws SQLException {
        ReadOnce once = ReadOnce.chars(x, length);
        opaque(index, x, (s, i) -> s.setNCharacterStream(i, once.reader(), length));
    }

    @Override
    public void setBlob(int index, @Nullable Blob x) throws SQLException {
        opaque(index, x, (s, i) -> s.setBlob(i, x));
    }

    @Override
    public void setBlob(int index, @Nullable InputStream x) throws SQLException {
        ReadOnce once = ReadOnce.bytes(x, -1);
        opaque(index, x, (s, i) -> s.setBlob(i, once.stream()));
    }

    @Override
    public void setBlob(int index, @Nullable InputStream x, long length) throws SQLException {
        ReadOnce once = ReadOnce.bytes(x, length);
        opaque(index, x, (s, i) -> s.setBlob(i, once.stream(), length));
    }

    @Override
    public void setClob(int index, @Nullable Clob x) throws SQLException {
        opaque(index, x, (s, i) -> s.setClob(i, x));
    }

    @Override
    public void setClob(int index, @Nullable Reader x) throws SQLException {
        ReadOnce once = ReadOnce.chars(x, -1);
        opaque(index, x, (s, i) -> s.setClob(i, once.reader()));
    }

    @Override
    public void setClob(int index, @Nullable Reader x, long length) throws SQLException {
        ReadOnce once = ReadOnce.chars(x, length);
        opaque(index, x, (s, i) -> s.setClob(i, once.reader(), length));
    }

    @Override
    public void setNClob(int index, @Nullable NClob x) throws SQLException {
        opaque(index, x, (s, i) -> s.setNClob(i, x));
    }

    @Override
    public void setNClob(int index, @Nullable Reader x) throws SQLException {
        ReadOnce once = ReadOnce.chars(x, -1);
        opaque(index, x, (s, i) -> s.setNClob(i, once.reader()));
    }

    @Override
    public void setNClob(int index, @Nullable Reader x, long length) throws SQLException {
        ReadOnce once = ReadOnce.chars(x, length);
        opaque(index, x, (s, i) -> s.setNClob(i, once.reader(), length));
    }

    @Override
    public void setSQLXML(int index, @Nullable SQLXML x) throws SQLException {
        opaque(index, x, (s, i) -> s.setSQLXML(i, x));
    }

    @Override
    public void setURL(int index, @Nullable URL x) throws SQLException {
        opaque(index, x, (s, i) -> s.setURL(i, x));
    }

    @Override
    public void setRef(int index, @Nullable Ref x) throws SQLException {
        throw Errors.unsupported("PreparedStatement.setRef");
    }

    @Override
    public void setArray(int index, @Nullable Array x) throws SQLException {
        throw Errors.unsupported("PreparedStatement.setArray");
    }

    @Override
    public void setRowId(int index, @Nullable RowId x) throws SQLException {
        throw Errors.unsupported("PreparedStatement.setRowId");
    }
}
