package io.sluice.routing.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.sluice.routing.rules.KeyType;
import io.sluice.routing.schema.Column;
import io.sluice.routing.schema.SchemaScript;
import io.sluice.sql.SqlValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysTest {
    private static final Surroundings USUAL = Surroundings.USUAL;

    /** Values as {@code 7}, {@code 1.5}, {@code 1e1}, {@code 'text'}, {@code x:4142}, {@code h:07} for 0x07, {@code NULL}. */
    static SqlValue value(String written) {
        if (written.equals("NULL")) {
            return new SqlValue.Null();
        }
        if (written.startsWith("'")) {
            return new SqlValue.Text(written.substring(1, written.length() - 1));
        }
        if (written.startsWith("x:")) {
            return new SqlValue.Bytes(HexFormat.of().parseHex(written.substring(2)));
        }
        if (written.startsWith("h:")) {
            return new SqlValue.Bytes(HexFormat.of().parseHex(written.substring(2)), true);
        }
        if (written.startsWith("c:")) {
            String[] parts = written.split(":");
            return new SqlValue.Collated(parts[2], parts[1]);
        }
        if (written.contains("e")) {
            return new SqlValue.Real(Double.parseDouble(written));
        }
        return written.contains(".")
                ? new SqlValue.Decimal(new BigDecimal(written))
                : new SqlValue.Whole(new BigInteger(written));
    }

    static @Nullable Column column(String type) {
        return type.equals("?")
                ? null
                : SchemaScript.read("CREATE TABLE t (c " + type + ")")
                        .tables()
                        .get("t")
                        .column("c");
    }

    private static String words(Key key) {
        if (key instanceof Key.Known known) {
            return known.value().toString();
        }
        return key instanceof Key.Null ? "null" : key instanceof Key.NeverEqual ? "never" : "unproven";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            # column          | type     | value                  | compared             | stored
            bigint            | WHOLE    | 7                      | 7                    | 7
            bigint            | WHOLE    | 7.0                    | 7                    | 7
            bigint            | WHOLE    | '7'                    | 7                    | 7
            bigint            | WHOLE    | ' 7.0'                 | 7                    | 7
            bigint            | WHOLE    | '1e1'                  | 10                   | 10
            bigint            | WHOLE    | 1e1                    | 10                   | 10
            bigint            | WHOLE    | '1234567890123456789'  | 1234567890123456789  | 1234567890123456789
            bigint            | WHOLE    | 1.234567890123456e18   | unproven             | 1234567890123456000
            bigint            | WHOLE    | 1.5                    | never                | 2
            bigint            | WHOLE    | 2.5                    | never                | 3
            bigint            | WHOLE    | -2.5                   | never                | -3
            bigint            | WHOLE    | 2.5e0                  | never                | 2
            bigint            | WHOLE    | '2.5'                  | never                | 3
            bigint            | WHOLE    | '7.00000000000000000001' | 7                  | 7
            bigint            | WHOLE    | 7.0000000000000000000000000000000000001 | unproven | unproven
            bigint            | WHOLE    | '9007199254740993'     | 9007199254740993     | 9007199254740993
            bigint            | WHOLE    | '9007199254740993.0'   | unproven             | 9007199254740993
            bigint            | WHOLE    | '9223372036854775808'  | unproven             | 9223372036854775807
            tinyint           | WHOLE    | '300'                  | never                | 127
            bigint            | WHOLE    | h:07                   | 7                    | 7
            bigint            | WHOLE    | h:010203040506070809   | unproven             | unproven
            bigint            | WHOLE    | 18446744073709551616   | never                | 9223372036854775807
            bit(4)            | WHOLE    | h:07                   | 7                    | 7
            bit(4)            | WHOLE    | 16                     | never                | unproven
            bit(4)            | WHOLE    | '7'                    | unproven             | unproven
            year              | WHOLE    | 2026                   | 2026                 | 2026
            year              | WHOLE    | '2026'                 | 2026                 | 2026
            year              | WHOLE    | 26                     | unproven             | 2026
            year              | WHOLE    | '99'                   | unproven             | 1999
            year              | WHOLE    | 0                      | unproven             | unproven
            year              | WHOLE    | 3000                   | unproven             | unproven
            bigint            | WHOLE    | '7abc'                 | unproven             | unproven
            bigint            | WHOLE    | 'abc'                  | unproven             | unproven
            bigint            | WHOLE    | ''                     | unproven             | unproven
            bigint            | WHOLE    | x:37                   | unproven             | unproven
            bigint            | WHOLE    | NULL                   | null                 | null
            bigint            | WHOLE    | 9223372036854775808    | never                | 9223372036854775807
            bigint unsigned   | WHOLE    | 18446744073709551615   | 18446744073709551615 | 18446744073709551615
            bigint unsigned   | WHOLE    | -1                     | never                | 0
            tinyint           | WHOLE    | 128                    | never                | 127
            ?                 | WHOLE    | '7'                    | 7                    | 7
            ?                 | WHOLE    | 1.5                    | unproven             | unproven
            varchar(20)       | WHOLE    | '07'                   | 7                    | 7
            varchar(20)       | WHOLE    | 7                      | 7                    | 7
            varchar(20)       | WHOLE    | 'a7'                   | unproven             | unproven
            decimal(10,2)     | DECIMAL  | 1.50                   | 1.5                  | 1.5
            decimal(10,2)     | DECIMAL  | '1.5'                  | 1.5                  | 1.5
            decimal(10,2)     | DECIMAL  | 100                    | 100                  | 100
            decimal(10,2)     | DECIMAL  | 1.505                  | never                | 1.51
            decimal(10,2)     | DECIMAL  | '1.505'                | never                | 1.51
            decimal(10,2)     | DECIMAL  | '1.5000000000000000001' | unproven            | 1.5
            decimal(10,2)     | DECIMAL  | 123456789.01           | 123456789.01         | 99999999.99
            decimal(10,2)     | DECIMAL  | h:07                   | 7                    | 7
            varchar(30)       | WHOLE    | 9007199254740993       | unproven             | 9007199254740993
            varchar(30)       | WHOLE    | '9007199254740993'     | 9007199254740993     | 9007199254740993
            varchar(2)        | WHOLE    | '123'                  | 123                  | 12
            decimal(20,0)     | WHOLE    | 7                      | 7                    | 7
            ENUM('a','b')     | TEXT     | 'B '                   | b                    | b
            ENUM('a','b')     | TEXT     | 1                      | a                    | a
            ENUM('a','b')     | TEXT     | 3                      | never                | unproven
            ENUM('a','b')     | TEXT     | 0                      | unproven             | unproven
            ENUM('a','b')     | TEXT     | '2'                    | 2                    | b
            ENUM('a','b')     | TEXT     | 'c'                    | c                    | unproven
            ENUM('a','1')     | TEXT     | '1'                    | 1                    | 1
            ENUM('a','1')     | TEXT     | 1                      | unproven             | unproven
            int               | TEXT     | '07'                   | 7                    | 7
            double            | DECIMAL  | 1.5                    | unproven             | unproven
            varchar(5)        | TEXT     | 'Ab '                  | ab                   | ab
            varchar(5)        | TEXT     | 'É'                    | e                    | e
            varchar(5)        | TEXT     | 'ЙОД'                  | иод                  | иод
            varchar(5)        | TEXT     | 'ガ日ς'                | か日σ                | か日σ
            varchar(5)        | TEXT     | 'ß'                    | unproven             | unproven
            varchar(5)        | TEXT     | 'abcdef'               | abcdef               | abcde
            varchar(5)        | TEXT     | 7                      | unproven             | 7
            varchar(5) collate utf8mb4_bin        | TEXT | 'Ab '  | Ab                   | Ab
            varchar(5) collate utf8mb4_bin        | TEXT | 'É'    | É                    | É
            varchar(5) collate utf8mb4_0900_ai_ci | TEXT | 'Ab '  | ab                   | ab
            varchar(5) collate utf8mb4_danish_ci  | TEXT | 'ab'   | unproven             | unproven
            ?                 | TEXT     | '07'                   | unproven             | unproven
            ?                 | TEXT     | '7'                    | 7                    | 7
            ?                 | TEXT     | 'ab'                   | ab                   | ab
            ?                 | TEXT     | 'Ab'                   | unproven             | unproven
            date              | DATE     | '2026-01-31'           | 2026-01-31           | 2026-01-31
            date              | DATE     | '2026-1-31'            | 2026-01-31           | 2026-01-31
            date              | DATE     | 20260131               | 2026-01-31           | 2026-01-31
            date              | DATE     | '2026-01-31 10:00:00'  | unproven             | 2026-01-31
            date              | DATE     | '2026-01-31 10:00:00.5' | unproven            | unproven
            date              | DATE     | '2026-02-30'           | unproven             | unproven
            date              | DATETIME | '2026-01-31'           | 2026-01-31T00:00     | 2026-01-31T00:00
            datetime          | DATE     | '2026-01-31 10:00:00'  | 2026-01-31           | 2026-01-31
            datetime          | DATETIME | '2026-01-31 10:00:00.5'| unproven             | unproven
            datetime(1)       | DATETIME | '2026-01-31 10:00:00.5'| 2026-01-31T10:00:00.500 | 2026-01-31T10:00:00.500
            timestamp         | DATETIME | '2026-01-31 10:00:00'  | unproven             | unproven
            binary(4)         | BYTES    | x:4142                 | 4142                 | 4142
            binary(4)         | BYTES    | x:41420000             | 4142                 | 4142
            binary(4)         | BYTES    | 'AB'                   | 4142                 | 4142
            binary(4)         | BYTES    | 7                      | unproven             | 37
            binary(4)         | BYTES    | x:4142434445           | 4142434445           | 41424344
            varchar(5) collate utf8mb4_general_nopad_ci | TEXT | 'Ab ' | ab               | ab
            varchar(5) collate utf8mb3_bin        | TEXT | 'É'    | É                    | É
            varchar(5) collate utf8mb3_bin        | TEXT | '😀'    | unproven             | unproven
            varchar(5) collate utf8mb4_bin        | TEXT | '😀 '   | 😀                    | 😀
            varchar(5)        | TEXT     | c:utf8mb4_bin:Ab       | ab                   | ab
            varchar(5)        | TEXT     | c:utf8mb4_unicode_ci:Ab | unproven            | ab
            varchar(5) collate utf8mb4_bin        | TEXT | c:utf8mb4_general_ci:Ab | unproven | Ab
            """)
    void meansThisKey(String column, KeyType type, String value, String compared, String stored) {
        assertEquals(compared, words(Keys.compared(value(value), column(column), type)));
        assertEquals(stored, words(Keys.stored(value(value), column(column), type)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            bigint       | WHOLE | 1     | 5     | [1, 5]
            bigint       | WHOLE | 1.5   | 5.5   | [2, 5]
            bigint       | WHOLE | 'a'   | '5'   | [null, 5]
            bigint       | WHOLE | NULL  | 5     | never
            varchar(9)   | WHOLE | '1'   | '5'   | [null, null]
            varchar(9)   | TEXT  | 'a'   | 'b'   | [null, null]
            datetime     | DATE  | '2026-01-31 10:00:00' | '2026-02-01' | [2026-01-31, 2026-02-01]
            datetime     | DATE  | '2026-01-31'          | 20260201     | [null, null]
            year         | WHOLE | 2020  | '2026' | [2020, 2026]
            year         | WHOLE | 20    | 2026   | [null, 2026]
            bigint       | WHOLE | 9007199254740993 | '9007199254740999' | [null, null]
            bigint       | WHOLE | 9007199254740993 | 9007199254740999   | [9007199254740993, 9007199254740999]
            timestamp    | DATE  | '2026-01-31 10:00:00' | '2026-02-01' | [null, null]
            """)
    void rangesAreNeverTooNarrow(String column, KeyType type, String low, String high, String expected) {
        KeyRange range = Keys.range(value(low), true, value(high), true, column(column), type);
        assertEquals(expected, range.never() ? "never" : "[" + range.low() + ", " + range.high() + "]");
    }

    @Test
    void aRoundedBoundIsInclusive() {
        KeyRange range = Keys.range(value("1.5"), false, value("5"), false, column("bigint"), KeyType.WHOLE);
        assertEquals(new KeyRange(2L, true, 5L, false, false), range);
    }

    @Test
    void aLargeNumberInAStringIsAnIntegerOnlyByItself() {
        SqlValue value = value("'9007199254740993'");
        assertInstanceOf(Key.NotProvable.class, Keys.comparedLoosely(value, column("bigint"), KeyType.WHOLE, USUAL));
        assertEquals(new Key.Known(7L), Keys.comparedLoosely(value("'7'"), column("bigint"), KeyType.WHOLE, USUAL));
    }

    @Test
    void aTimestampIsAPointInTime() {
        Surroundings east = new Surroundings(Character.MAX_CODE_POINT, true, ZoneOffset.ofHours(2), false);
        assertEquals(
                new Key.Known(LocalDateTime.of(2026, 1, 31, 8, 0)),
                Keys.stored(value("'2026-01-31 10:00:00'"), column("timestamp"), KeyType.DATETIME, east));
    }

    @Test
    void bytesOfAStringAreThoseOfTheConnection() {
        Surroundings latin1 = new Surroundings(Character.MAX_VALUE, false, null, false);
        assertEquals(new Key.Known("c3a9"), Keys.stored(value("'é'"), column("binary(4)"), KeyType.BYTES));
        assertInstanceOf(Key.NotProvable.class, Keys.stored(value("'é'"), column("binary(4)"), KeyType.BYTES, latin1));
    }

    @Test
    void whatIsNotConstantIsNotProvable() {
        Key key = Keys.compared(new SqlValue.Unreadable(), column("bigint"), KeyType.WHOLE);
        assertInstanceOf(Key.NotProvable.class, key);
    }
}
