package io.sluice.it.jdbc;

import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every column type through every getter, from one shard, merged, sorted and grouped: as one server's. */
@WithServers
class TypesTest {
    static final String KINDS =
            """

            CREATE TABLE kinds (id BIGINT NOT NULL PRIMARY KEY, tiny TINYINT, flag TINYINT(1), small SMALLINT UNSIGNED,
              medium MEDIUMINT, whole INT, big BIGINT UNSIGNED, exact DECIMAL(20, 5), single_f FLOAT, double_f DOUBLE,
              bit1 BIT(1), bit12 BIT(12), chars CHAR(5), words VARCHAR(40), long_text TEXT, bin BINARY(4),
              varbin VARBINARY(9), many BLOB, day DATE, at_time TIME(3), at DATETIME(6), stamp TIMESTAMP NULL, y YEAR,
              choice ENUM('b', 'a'), choices SET('x', 'y', 'z'), doc JSON) DEFAULT CHARSET utf8mb4;
            INSERT INTO kinds VALUES (1, -128, 1, 65535, -8388608, -2147483648, 18446744073709551615,
              123456789012345.12345, 1.5, -2.25e10, b'1', b'101010101010', 'ab', 'größe 😀', 'text', x'00ff1020', x'0001ff',
              x'cafe', '2024-02-29', '-12:34:56.789', '2024-02-29 23:59:59.123456', '2024-02-29 12:00:00', 2024, 'a',
              'x,z', '{"a": 1}');
            INSERT INTO kinds (id) VALUES (2);
            INSERT INTO kinds VALUES (3, 127, 0, 0, 8388607, 2147483647, 0, -0.00001, -0.25, 1e-300, b'0', b'0', '', '17',
              '2020-01-02', x'31320000', x'', x'', '1999-12-31', '838:59:58', '1000-01-01 00:00:00', '2001-02-03 04:05:06',
              1901, 'b', '', '[]');
            INSERT INTO kinds (id, words, whole, day) VALUES (4, 'true', 7, '2020-02-02');
            """;

    private static Twin twin;

    @BeforeAll
    static void start(TestServers servers) throws Exception {
        twin = Twin.start(servers).with(KINDS);
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM kinds WHERE id = 1",
                "SELECT * FROM kinds WHERE id = 3",
                "SELECT * FROM kinds ORDER BY id",
                "SELECT k.* FROM kinds k WHERE id IN (2, 3) ORDER BY k.id DESC LIMIT 2",
                "SELECT COUNT(*), COUNT(words) c, SUM(whole), AVG(tiny), MIN(exact), MAX(day), SUM(exact) FROM kinds",
                "SELECT DISTINCT flag FROM kinds ORDER BY flag",
            })
    void everyGetter(String sql) throws Exception {
        twin.same((connection, transcript) -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                columns(rows.getMetaData(), transcript);
                for (int row = 1; rows.next(); row++) {
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        getters(rows, i, row + "." + rows.getMetaData().getColumnLabel(i), transcript);
                    }
                }
                transcript.tell("after", rows::isAfterLast);
            }
        });
    }

    static void columns(ResultSetMetaData columns, Transcript transcript) throws SQLException {
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            int column = i;
            String name = columns.getColumnLabel(i);
            transcript.tell(name + " name", () -> columns.getColumnName(column));
            transcript.tell(name + " table", () -> columns.getTableName(column));
            transcript.tell(name + " catalog", () -> columns.getCatalogName(column));
            transcript.tell(name + " schema", () -> columns.getSchemaName(column));
            transcript.tell(name + " type", () -> columns.getColumnType(column));
            transcript.tell(name + " type name", () -> columns.getColumnTypeName(column));
            transcript.tell(name + " class", () -> columns.getColumnClassName(column));
            transcript.tell(name + " precision", () -> columns.getPrecision(column));
            transcript.tell(name + " scale", () -> columns.getScale(column));
            transcript.tell(name + " size", () -> columns.getColumnDisplaySize(column));
            transcript.tell(name + " signed", () -> columns.isSigned(column));
            transcript.tell(name + " nullable", () -> columns.isNullable(column));
            transcript.tell(name + " auto", () -> columns.isAutoIncrement(column));
            transcript.tell(name + " case", () -> columns.isCaseSensitive(column));
            transcript.tell(name + " read only", () -> columns.isReadOnly(column));
        }
        transcript.tell("no such column", () -> columns.getColumnName(99));
    }

    static void getters(ResultSet rows, int i, String name, Transcript transcript) {
        transcript.tell(name + " string", () -> rows.getString(i));
        transcript.tell(name + " null", rows::wasNull);
        transcript.tell(name + " object", () -> rows.getObject(i));
        transcript.tell(name + " boolean", () -> rows.getBoolean(i));
        transcript.tell(name + " byte", () -> rows.getByte(i));
        transcript.tell(name + " short", () -> rows.getShort(i));
        transcript.tell(name + " int", () -> rows.getInt(i));
        transcript.tell(name + " long", () -> rows.getLong(i));
        transcript.tell(name + " float", () -> rows.getFloat(i));
        transcript.tell(name + " double", () -> rows.getDouble(i));
        transcript.tell(name + " decimal", () -> rows.getBigDecimal(i));
        transcript.tell(name + " bytes", () -> rows.getBytes(i));
        transcript.tell(name + " date", () -> rows.getDate(i));
        transcript.tell(name + " time", () -> rows.getTime(i));
        transcript.tell(name + " timestamp", () -> rows.getTimestamp(i));
        transcript.tell(name + " local date", () -> rows.getObject(i, LocalDate.class));
        transcript.tell(name + " local time", () -> rows.getObject(i, LocalTime.class));
        transcript.tell(name + " local date time", () -> rows.getObject(i, LocalDateTime.class));
        transcript.tell(name + " offset", () -> rows.getObject(i, OffsetDateTime.class));
        transcript.tell(name + " as Long", () -> rows.getObject(i, Long.class));
        transcript.tell(name + " stream", () -> {
            var stream = rows.getBinaryStream(i);
            return stream == null ? null : stream.readAllBytes();
        });
    }

    @Test
    void everySetter() throws Exception {
        twin.same((connection, transcript) -> {
            set(connection);
            try (Statement statement = connection.createStatement()) {
                transcript.rows("set", statement.executeQuery("SELECT * FROM kinds WHERE id IN (11, 12) ORDER BY id"));
                transcript.say("gone", statement.executeUpdate("DELETE FROM kinds WHERE id IN (11, 12)"));
            }
        });
    }

    private static void set(Connection connection) throws SQLException {
        String sql =
                "INSERT INTO kinds (id, tiny, whole, exact, words, long_text, many, day, at, stamp, double_f, flag)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (int id = 11; id <= 12; id++) {
                insert.setInt(1, id);
                insert.setByte(2, (byte) 5);
                insert.setObject(3, 17L);
                insert.setBigDecimal(4, new BigDecimal("1.50"));
                insert.setString(5, "it's \"quoted\" \\ 😀");
                insert.setCharacterStream(6, new StringReader("from a reader"), 6);
                insert.setBinaryStream(7, new java.io.ByteArrayInputStream("bytes".getBytes(StandardCharsets.UTF_8)));
                insert.setObject(8, LocalDate.of(2024, 1, 31));
                insert.setObject(9, LocalDateTime.of(2024, 1, 31, 1, 2, 3, 456_000_000));
                insert.setTimestamp(10, Timestamp.valueOf("2024-01-31 01:02:03"));
                insert.setDouble(11, 0.1);
                insert.setBoolean(12, true);
                insert.executeUpdate();
            }
        }
    }
}
