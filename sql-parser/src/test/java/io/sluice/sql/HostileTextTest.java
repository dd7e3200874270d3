package io.sluice.sql;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.sluice.sql.lex.Fingerprint;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Long texts are read in a time that grows with their length, not with its square. */
class HostileTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "CREATE PROCEDURE p() BEGIN ; | END  | ~ ~",
                "DO _utf8'a' | ,_utf8'a' | ~ ~",
                "DO 1 | ,(SELECT 1) | ;",
                "DO 1 | /*!99999 /* */ */ | ;",
                "SET @a = 1 | ,@b=2 | ;",
                "DROP TABLE a | ,`b` | ;",
                "DO 1 | ; | 1",
                "DO 1 | ;2 | ;",
                "DO $a | , $b | x",
                "CREATE TABLE a (b INT) | REFERENCES c | ;",
                "DO '' | '' | ;",
            })
    void isReadInTime(String head, String piece, String tail) {
        String text = head + (" " + piece).repeat(100_000) + tail.repeat(1_000_000);
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            Fingerprint fingerprint = Fingerprint.of(text, Dialect.MARIADB);
            for (int i = 0; i < fingerprint.slotCount(); i++) {
                assertNotNull(fingerprint.value(i));
            }
            assertNotNull(SqlParser.parse(fingerprint));
        });
    }
}
