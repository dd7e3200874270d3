package io.sluice.it.keys;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Calendar;
import java.util.HexFormat;
import java.util.TimeZone;
import java.util.UUID;

/** The JDBC calls of forms.txt. */
final class Bind {
    private Bind() {}

    /** Makes {@code call}, a name and an argument, for parameter {@code i}. */
    static void bind(PreparedStatement to, int i, String call) throws SQLException {
        int space = call.indexOf(' ');
        String name = space < 0 ? call : call.substring(0, space);
        String x = space < 0 ? "" : call.substring(space + 1);
        switch (name) {
            case "int" -> to.setInt(i, Integer.parseInt(x));
            case "long" -> to.setLong(i, Long.parseLong(x));
            case "short" -> to.setShort(i, Short.parseShort(x));
            case "byte" -> to.setByte(i, Byte.parseByte(x));
            case "boolean" -> to.setBoolean(i, Boolean.parseBoolean(x));
            case "string" -> to.setString(i, x);
            case "nstring" -> to.setNString(i, x);
            case "double" -> to.setDouble(i, Double.parseDouble(x));
            case "float" -> to.setFloat(i, Float.parseFloat(x));
            case "bigdecimal" -> to.setBigDecimal(i, new BigDecimal(x));
            case "biginteger" -> to.setObject(i, new BigInteger(x));
            case "null" -> to.setNull(i, Types.VARCHAR);
            case "bytes" -> to.setBytes(i, HexFormat.of().parseHex(x));
            case "uuid-object" -> to.setObject(i, UUID.fromString(x));
            case "character" -> to.setObject(i, x.charAt(0));
            case "stream" -> to.setCharacterStream(i, new StringReader(x));
            case "binary-stream" ->
                to.setBinaryStream(i, new ByteArrayInputStream(x.getBytes(StandardCharsets.US_ASCII)));
            case "object-string-bigint" -> to.setObject(i, x, Types.BIGINT);
            case "object-int-varchar" -> to.setObject(i, Integer.valueOf(x), Types.VARCHAR);
            case "object-string-varchar" -> to.setObject(i, x, Types.VARCHAR);
            default -> time(to, i, name, x);
        }
    }

    private static void time(PreparedStatement to, int i, String name, String x) throws SQLException {
        Calendar utc = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
        switch (name) {
            case "date" -> to.setDate(i, Date.valueOf(x));
            case "localdate" -> to.setObject(i, LocalDate.parse(x));
            case "date-utc" -> to.setDate(i, new Date(LocalDate.parse(x).toEpochDay() * 86_400_000), utc);
            case "timestamp" -> to.setTimestamp(i, Timestamp.valueOf(LocalDateTime.parse(x)));
            case "timestamp-utc" -> to.setTimestamp(i, Timestamp.valueOf(LocalDateTime.parse(x)), utc);
            case "localdatetime" -> to.setObject(i, LocalDateTime.parse(x));
            case "utildate" ->
                to.setObject(
                        i,
                        java.util.Date.from(LocalDateTime.parse(x)
                                .atZone(ZoneId.systemDefault())
                                .toInstant()));
            case "offset" ->
                to.setObject(
                        i, LocalDateTime.parse(x).atZone(ZoneId.systemDefault()).toOffsetDateTime());
            default -> throw new IllegalArgumentException(name);
        }
    }
}
