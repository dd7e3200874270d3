package io.sluice.sql.lex;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.sql.Dialect;
import io.sluice.sql.SqlValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {
    private static final Dialect NO_BACKSLASH = new Dialect(false, 80031, false, true, false, false, false);
    private static final Dialect ANSI = new Dialect(false, 80031, true, false, false, false, false);

    private static Fingerprint of(String text) {
        return Fingerprint.of(text, Dialect.MARIADB);
    }

    private static SqlValue value(String literal) {
        Fingerprint fingerprint = of("SELECT " + literal);
        assertTrue(fingerprint.complete(), fingerprint::problem);
        assertEquals(1, fingerprint.slotCount(), literal);
        return fingerprint.value(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SELECT 1 | SELECT 2",
                "SELECT 1 | SELECT 17.5",
                "SELECT 'a' | SELECT 'it''s'",
                "SELECT 'a' | SELECT \"b\"",
                "SELECT x'41' | SELECT 0x4142",
                "SELECT ?, 1 FROM t | SELECT ?, 9999 FROM t",
                "a IN (1,2) AND b='x' | a IN (3,4) AND b=''",
            })
    void textsThatDifferInLiteralsHaveOneShape(String one, String other) {
        Shape shape = of(one).shape();
        assertEquals(shape, of(other).shape());
        assertEquals(shape.hashCode(), of(other).shape().hashCode());
        assertEquals(shape.compact(), of(other).shape());
        assertEquals(shape.compact().hashCode(), shape.hashCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SELECT 1 | select 1",
                "SELECT 1 | SELECT  1",
                "SELECT 1 'a' | SELECT 'b' 'a'",
                "SELECT 1 | SELECT '1'",
                "SELECT 1 | SELECT ?",
                "SELECT '1' | SELECT x'41'",
                "SELECT 1, 2 | SELECT 1, 2, 3",
                "SELECT 1 /* a */ | SELECT 1 /* b */",
                "SELECT a1 | SELECT a2",
                "SELECT t.1a | SELECT t.2a",
                "SELECT -1 | SELECT 1",
                "SELECT @a1 | SELECT @a2",
                "SELECT `1` | SELECT `2`",
                "SELECT _utf8 'a' | SELECT _binary 'a'",
            })
    void textsThatDifferElsewhereDoNot(String one, String other) {
        assertNotEquals(of(one).shape(), of(other).shape());
    }

    @Test
    void theDialectIsPartOfTheShape() {
        assertNotEquals(
                of("SELECT 1").shape(),
                Fingerprint.of("SELECT 1", Dialect.MYSQL).shape());
    }

    @Test
    void slotsStandInTextOrder() {
        Fingerprint fingerprint = of("SELECT 'a', ? FROM t WHERE a=0x1F AND b IN (?, 1.5) LIMIT ?");
        assertEquals(6, fingerprint.slotCount());
        assertEquals(3, fingerprint.parameterCount());
        assertEquals(
                List.of("'a'", "?", "0x1F", "?", "1.5", "?"),
                fingerprint.slotSpans().stream()
                        .map(s -> s.of(fingerprint.text()))
                        .toList());
        assertArrayEquals(
                new int[] {-1, 0, -1, 1, -1, 2},
                java.util.stream.IntStream.range(0, 6)
                        .map(fingerprint::parameterOrdinal)
                        .toArray());
        for (int i = 0; i < 6; i++) {
            assertEquals(i, fingerprint.slotAt(fingerprint.slotStart(i)));
        }
        assertEquals(-1, fingerprint.slotAt(0));
        assertEquals("SELECT ?, ? FROM t WHERE a=? AND b IN (?, ?) LIMIT ?", fingerprint.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "7,7",
        "007,7",
        "18446744073709551615,18446744073709551615",
        "9223372036854775808,9223372036854775808"
    })
    void wholeNumbers(String literal, String value) {
        assertEquals(new SqlValue.Whole(new BigInteger(value)), value(literal));
    }

    @ParameterizedTest
    @CsvSource({"1.50,1.50", ".5,0.5", "1.,1", "18446744073709551616,18446744073709551616"})
    void exactNumbers(String literal, String value) {
        assertEquals(new SqlValue.Decimal(new BigDecimal(value)), value(literal));
    }

    @ParameterizedTest
    @CsvSource({"1e3,1000", "1E-2,0.01", "1.e2,100", ".5e+1,5", "1.5E3,1500"})
    void approximateNumbers(String literal, double value) {
        assertEquals(new SqlValue.Real(value), value(literal));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999", "_sjis'a'", "_utf8'é'", "_utf8 1"})
    void someValuesCannotBeKnown(String literal) {
        assertEquals(new SqlValue.Unreadable(), value(literal));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'' | ~~",
                "'a''b' | a'b",
                "'a\"b' | a\"b",
                "'a\"\"b' | a\"\"b",
                "\"a\"\"b\" | a\"b",
                "\"a'b\" | a'b",
                "'a\\'b' | a'b",
                "'a\\\\' | a\\",
                "'\\%\\_\\x' | \\%\\_x",
                "N'a''b' | a'b",
                "_utf8mb4'abc' | abc",
                "_utf8mb4 /* c */ 'abc' | abc",
                "_utf8mb4 X'C3A9' | é",
            })
    void strings(String literal, String value) {
        assertEquals(new SqlValue.Text(value), value(literal));
    }

    @Test
    void escapes() {
        assertEquals(new SqlValue.Text("\0\b\n\r\t\u001a\"'\\"), value("'\\0\\b\\n\\r\\t\\Z\\\"\\'\\\\'"));
        Fingerprint plain = Fingerprint.of("SELECT 'a\\', 'b'", NO_BACKSLASH);
        assertEquals(new SqlValue.Text("a\\"), plain.value(0));
        assertEquals(new SqlValue.Text("b"), plain.value(1));
        assertEquals(0, Fingerprint.of("SELECT \"a\"", ANSI).slotCount());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "0x4D79,4D79",
                "X'4d79',4D79",
                "0xF,0F",
                "b'101',05",
                "0b100000001,0101",
                "B'',~~",
                "x'',~~",
                "_binary'A',41"
            })
    void bytes(String literal, String hex) {
        SqlValue.Bytes bytes = assertInstanceOf(SqlValue.Bytes.class, value(literal));
        assertEquals(
                hex == null ? "" : hex, java.util.HexFormat.of().withUpperCase().formatHex(bytes.value()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1 | 8 | -1",
                "SELECT 1; | 8 | -1",
                "SELECT 1 ; ; -- end | 9 | -1",
                "SELECT 1; SELECT 2 | 8 | 10",
                "SELECT ';' | 10 | -1",
                "SELECT 1;; SELECT 2; SELECT 3 | 8 | 11",
                "CREATE PROCEDURE p() BEGIN SELECT 1; SELECT CASE WHEN 1 THEN 2 END; END | 71 | -1",
                "CREATE PROCEDURE p() BEGIN IF a THEN SELECT 1; END IF; END; DROP TABLE t | 58 | 60",
                "CREATE PROCEDURE p() SELECT 1; DROP TABLE t | 29 | 31",
                "CREATE TABLE trigger1 (a INT); DROP TABLE t | 29 | 31",
            })
    void statementsInOneText(String text, int end, int second) {
        Fingerprint fingerprint = of(text);
        assertEquals(end, fingerprint.statementEnd());
        assertEquals(second, fingerprint.secondStatement());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'a",
                "SELECT `a",
                "SELECT /* a",
                "SELECT \\",
                "SELECT x'1'",
                "SELECT /*! 1",
                "SELECT 1.e(2)"
            })
    void doubtfulTextIsNotComplete(String text) {
        assertFalse(of(text).complete());
    }

    @Test
    void noLiteralComesIntoLogs() {
        assertEquals("SELECT ?, ?", of("SELECT 'secret', 42").toString());
        assertEquals("SELECT ?, …", of("SELECT 1, 'secret").toString());
        assertEquals("SELECT ? /*! …", of("SELECT 1 /*! 'secret").toString());
    }

    @Test
    void hintsAreGivenAway() {
        assertEquals(
                List.of("primary"),
                of("/* sluice: primary */ SELECT 1 /* other */").hints());
        assertEquals(List.of(), of("SELECT 1").hints());
    }
}
