package io.sluice.proxy.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementKindTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1 | SELECT",
                "select(1) | SELECT",
                "( SELECT 1 ) | SELECT",
                "/* sluice: shard=s1 */ /* more */ Insert INTO t VALUES (1) | INSERT",
                "WITH a AS (SELECT 1) SELECT * FROM a | SELECT",
                "TRUNCATE t | DDL",
                "begin | TRANSACTION",
                "SELECTED | OTHER",
                "/* never ended | OTHER",
                "'' | OTHER",
                "FLUSH TABLES | OTHER"
            })
    void isItsFirstWord(String text, StatementKind kind) {
        assertEquals(kind, StatementKind.of(text));
    }

    @ParameterizedTest
    @CsvSource({"'-- a line\nUPDATE t SET a = 1', UPDATE", "'# a line\n  DELETE FROM t', DELETE", "'-- a line', OTHER"})
    void linesOfCommentAreNone(String text, StatementKind kind) {
        assertEquals(kind, StatementKind.of(text));
    }
}
