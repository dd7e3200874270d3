package io.sluice.it.gather;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.it.doors.ClusterFolder;
import io.sluice.it.doors.ProxyDoor;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every value of every type arrives as it was: a join over shards shows what one server shows, to the last bit. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TypesTest {
    private static final String RULES =
            """
            table('kinds') { key 'id'; shards 's0', 's1'; tables 'kinds_0', 'kinds_1'; modulo() }
            table('twins') { key 'n'; shards 's0', 's1'; tables 'twins_0'; modulo() }
            """;

    static final String KINDS =
            """
            CREATE TABLE kinds (id INT NOT NULL PRIMARY KEY,
                ti TINYINT, tu TINYINT UNSIGNED, sm SMALLINT, me MEDIUMINT UNSIGNED ZEROFILL, b BIGINT, bu BIGINT UNSIGNED,
                d DECIMAL(65, 30), du DECIMAL(10, 0) UNSIGNED, f FLOAT, g DOUBLE, fd FLOAT(7, 3), gd DOUBLE(12, 4),
                bi BIT(1), bl BIT(64), ye YEAR, da DATE, dt DATETIME, d6 DATETIME(6), ts TIMESTAMP NULL, t6 TIMESTAMP(6) NULL,
                tm TIME, tm6 TIME(6), c CHAR(10), v VARCHAR(60), l VARCHAR(60) CHARACTER SET latin1,
                u VARCHAR(60) CHARACTER SET utf8mb3 COLLATE utf8mb3_bin, w VARCHAR(20) CHARACTER SET utf16,
                s7 VARCHAR(20) CHARACTER SET swe7, bin BINARY(4), vb VARBINARY(300), tt TINYTEXT, tx TEXT, lt LONGTEXT,
                bb BLOB, lb LONGBLOB, en ENUM('', 'a', 'ä', 'it''s', '2') , st SET('x', 'y', 'z', 'ü'), js LONGTEXT)
            DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci
            """;

    /** One value for each column but the first, in several rows. */
    static final List<String> ROWS = List.of(
            // nothing, and the least and the greatest
            "NULL" + ", NULL".repeat(37),
            "-128, 0, -32768, 0, -9223372036854775808, 0, -99999999999999999999999999999999999.999999999999999999999999999999,"
                    + " 0, -3.4e38, -1.7976931348623157e308, -9999.999, -99999999.9999, b'0', b'0', 1901, '1000-01-01',"
                    + " '1000-01-01 00:00:00', '1000-01-01 00:00:00.000001', '1970-01-01 00:00:01',"
                    + " '1970-01-01 00:00:01.000001', '-838:59:59', '-838:59:58.999999', '', '', '', '', '', '', '', '', '', '',"
                    + " '', '', '', '', '', '{}'",
            "127, 255, 32767, 16777215, 9223372036854775807, 18446744073709551615,"
                    + " 99999999999999999999999999999999999.999999999999999999999999999999, 9999999999, 3.4028234e38,"
                    + " 2.2250738585072014e-308, 9999.999, 99999999.9999, b'1',"
                    + " b'1111111111111111111111111111111111111111111111111111111111111111', 2155, '9999-12-31',"
                    + " '9999-12-31 23:59:59', '9999-12-31 23:59:59.999999', '2038-01-19 03:14:07',"
                    + " '2038-01-19 03:14:07.999999', '838:59:59', '838:59:58.999999', 'abcdefghij', 'naïve ☃ 😀', 'é÷ÿ',"
                    + " '€ß', 'añ😀', '[\\\\]^{|}~', x'00010203', x'00FF27225C0A1A', 'x', 'text', '😀', x'FF00', x'DEADBEEF',"
                    + " 'ä', 'x,z', '{\"a\": [1, 2.50, null, \"ü😀\\\\n\"]}'",
            // zeros that are none, and what a quote or a backslash may break
            "0, 1, 0, 7, 1, 1, 0.000000000000000000000000000001, 1, 0.1, 0.1, 0.001, 0.0001, b'1', b'10', 0, '0000-00-00',"
                    + " '0000-00-00 00:00:00', '2026-00-00 00:00:00.5', '0000-00-00 00:00:00', '0000-00-00 00:00:00.000000',"
                    + " '00:00:00', '-00:00:00.1', ' x ', 'it''s \"x\" \\\\ \\n\\t\\0\\Z %_', 'O''\\\\', '\\'', '''', 'ab',"
                    + " x'27', x'275C', '\\\\', '''', '\\r\\n', x'5C27', x'00', 'it''s', 'ü', '\"''\"'",
            "-1, 2, -1, 16, -1, 9007199254740993, 123.456000000000000000000000000000, 5, 16777216, 1e15, 1.5, 1.25, b'0',"
                    + " b'1000000000000000000000000000000000000000000000000000000000000001', 2026, '2026-02-30',"
                    + " '2026-10-25 02:30:00', '2026-10-25 02:30:00.123456', '2026-10-25 00:30:00', '2026-10-25 01:30:00.5',"
                    + " '23:59:59', '00:00:00.000001', 'Straße', 'trailing  ', 'ÄÖÜ', 'ÄÖÜ', '𝒳', 'Äé', x'80', x'', 'tab\\t',"
                    + " 'a', 'b', '', '', 'a', '', '[1e100, 18446744073709551615, -0.0]'",
            "1, 3, 1, 255, 42, 42, -0.5, 6, -0.0, 1e16, -1.5, -1.25, b'1', b'101', 1999, '1999-12-31', '1999-12-31 12:00:00',"
                    + " '1999-12-31 12:00:00.1', '1999-12-31 12:00:00', '1999-12-31 12:00:00.1', '12:00:00', '12:00:00.12',"
                    + " '1', '1', '1', '1', '1', '1', x'31', x'31', '1', '1', '1', x'31', x'31', '2', 'y,z', '\"2\"'",
            "2, 4, 2, 256, 43, 43, 0, 7, 1.17549e-38, -0.0, 0, 0, b'0', b'11', 2000, '2000-02-29', '2000-02-29 00:00:00',"
                    + " '2000-02-29 00:00:00', '2000-02-29 00:00:00', '2000-02-29 00:00:00', '00:00:01', '00:00:01', 'é', 'é',"
                    + " 'é', 'é', 'é', 'z', x'E9', x'E9', 'é', 'é', 'é', x'C3A9', x'C3A9', 5, 7, 'null'");

    private TestServers servers;
    private ProxyDoor proxy;

    @BeforeAll
    void open(TestServers running, @TempDir Path folder) throws SQLException {
        servers = running;
        proxy = ProxyDoor.open(ClusterFolder.write(folder, servers, RULES, false));
        List<String> statements = new ArrayList<>(List.of(
                "SET sql_mode = 'ALLOW_INVALID_DATES'",
                "SET time_zone = '+00:00'",
                KINDS,
                "CREATE TABLE twins (n INT NOT NULL PRIMARY KEY, of_kind INT NOT NULL)"));
        for (int i = 0; i < ROWS.size(); i++) {
            statements.add("INSERT INTO kinds VALUES (" + i + ", " + ROWS.get(i) + ")");
            statements.add("INSERT INTO twins VALUES (" + (i + 1) + ", " + i + ")");
        }
        // An ENUM's value of an error, which is '' and is not the member ''.
        statements.add("INSERT INTO kinds (id, en) VALUES (100, 77)");
        statements.add("INSERT INTO twins VALUES (101, 100)");
        for (String url : List.of(proxy.mySqlUrl(), plainUrl())) {
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                for (String each : statements) {
                    statement.execute(each);
                }
            }
        }
    }

    private String plainUrl() {
        var plain = servers.plain();
        return plain.jdbcUrl(servers.schema()) + "&user=" + plain.user() + "&password=" + plain.password();
    }

    @AfterAll
    void close() {
        proxy.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            false |
            true  |
            false | SET NAMES latin1
            true  | SET NAMES latin1
            false | SET time_zone = '+05:30'
            true  | SET time_zone = '+05:30'
            false | SET sql_mode = 'ANSI,NO_BACKSLASH_ESCAPES'
            false | SET SESSION TRANSACTION READ ONLY
            """)
    void arriveUnchanged(boolean prepared, String before) throws SQLException {
        String options =
                "&useServerPrepStmts=" + prepared + "&zeroDateTimeBehavior=CONVERT_TO_NULL&yearIsDateType=false";
        List<String> truth = read(plainUrl() + options, before);
        List<String> ours = read(proxy.mySqlUrl() + options, before);
        for (int i = 0; i < Math.max(truth.size(), ours.size()); i++) {
            assertEquals(i < truth.size() ? truth.get(i) : "none", i < ours.size() ? ours.get(i) : "none");
        }
    }

    private static List<String> read(String url, String before) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            if (before != null) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(before);
                }
            }
            // What is bound is compared on its shard, and once more where the rows are brought together.
            String sql =
                    "SELECT k.*, k.f + 0e0, k.g * 1, HEX(k.w), HEX(k.s7), k.en + 0, UNIX_TIMESTAMP(k.t6), COUNT(*) OVER ()"
                            + " FROM kinds k JOIN twins t ON t.of_kind = k.id WHERE k.id < ? ORDER BY t.n";
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setInt(1, 1000);
                try (ResultSet rows = statement.executeQuery()) {
                    return lines(rows);
                }
            }
        }
    }

    private static List<String> lines(ResultSet rows) throws SQLException {
        ResultSetMetaData meta = rows.getMetaData();
        List<String> lines = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            lines.add(meta.getColumnLabel(i) + " of " + meta.getTableName(i) + " " + meta.getColumnTypeName(i) + " "
                    + meta.getPrecision(i) + "," + meta.getScale(i) + " " + meta.isNullable(i) + " "
                    + meta.isAutoIncrement(i));
        }
        while (rows.next()) {
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                byte[] bytes = rows.getBytes(i);
                lines.add(rows.getString(1) + "." + meta.getColumnLabel(i) + " = "
                        + (bytes == null
                                ? "NULL"
                                : new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1) + " "
                                        + HexFormat.of().formatHex(bytes)));
            }
        }
        return lines;
    }
}
