package io.sluice.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.lex.Lexer;
import io.sluice.sql.lex.Token;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Texts nobody would write: reading always ends, never throws, and what was read fits the text. */
class MutationTest {
    private static final List<String> SEEDS = List.of(
            "SELECT id, 'it''s', 0x41, 1.5e3 FROM `orders` o WHERE user_id = ? AND a IN (1, 2, ?) -- end\n LIMIT 10",
            "INSERT INTO shop.orders (id, name) VALUES (1, 'a\\'b'), (2, _utf8mb4'c') ON DUPLICATE KEY UPDATE name = \"x\"",
            "SET NAMES utf8mb4 COLLATE utf8mb4_bin, @a := (SELECT 1), @@session.sql_mode = '', GLOBAL x = -1",
            "/*!40101 SET @OLD=@@SQL_MODE, SQL_MODE='A' */; /* sluice: primary */ SELECT /*+ NO_MERGE(`t`) */ 1",
            "CREATE TABLE IF NOT EXISTS `a` (id INT, FOREIGN KEY (id) REFERENCES s.b (c)) ENGINE=InnoDB AS SELECT * FROM t",
            "CREATE PROCEDURE p() BEGIN IF a THEN SELECT CASE WHEN 1 THEN 2 END; END IF; END; DROP TABLE x",
            "ALTER TABLE a RENAME TO b, ADD CONSTRAINT f FOREIGN KEY (x) REFERENCES y (z)",
            "EXPLAIN FORMAT=JSON SELECT 1; EXPLAIN ROUTE UPDATE t SET a = 1 WHERE b = 2",
            "SHOW FULL COLUMNS FROM orders IN shop LIKE 'x%'; LOCK TABLES a READ, b AS c WRITE; KILL QUERY 12");
    private static final String PIECES =
            "'\"`()/*!+-#;,.@?\\ \n\0\té0123456789exbnN_$<=>!:|&*/ SELECT FROM AS -- /*! */ /*!50000 /*!99999 x' 0x @@ ";

    @Test
    void mutatedTextsAreRead() {
        Random random = new Random(20261122);
        Dialect odd = new Dialect(false, 80036, true, true, true, true, true);
        assertTimeoutPreemptively(Duration.ofMinutes(3), () -> {
            for (int i = 0; i < 60_000; i++) {
                String text = mutate(SEEDS.get(random.nextInt(SEEDS.size())), random);
                for (Dialect dialect : List.of(Dialect.MARIADB, Dialect.MYSQL, odd)) {
                    check(text, dialect, i % 10 == 0);
                }
            }
        });
    }

    private static void check(String text, Dialect dialect, boolean parse) {
        Lexer lexer = new Lexer(text, dialect);
        int at = 0;
        int tokens = 0;
        for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
            boolean unclosed = token == Token.ERROR && lexer.start() == lexer.length();
            assertTrue(lexer.start() >= at && (lexer.end() > lexer.start() || unclosed), () -> text);
            assertTrue(lexer.end() <= text.length() && tokens++ <= text.length(), () -> text);
            at = lexer.end();
        }
        Fingerprint fingerprint = Fingerprint.of(text, dialect);
        for (int slot = 0; slot < fingerprint.slotCount(); slot++) {
            assertNotNull(fingerprint.value(slot));
        }
        assertEquals(fingerprint.shape(), fingerprint.shape().compact(), () -> text);
        fingerprint.hints();
        if (parse) {
            assertNotNull(SqlParser.parse(fingerprint), () -> text);
        }
    }

    private static String mutate(String seed, Random random) {
        StringBuilder text = new StringBuilder(seed);
        for (int n = random.nextInt(6); n >= 0 && !text.isEmpty(); n--) {
            int at = random.nextInt(text.length());
            int to = Math.min(text.length(), at + random.nextInt(8));
            switch (random.nextInt(4)) {
                case 0 -> text.delete(at, to);
                case 1 -> {
                    int from = random.nextInt(PIECES.length());
                    text.insert(at, PIECES, from, Math.min(PIECES.length(), from + 1 + random.nextInt(8)));
                }
                case 2 -> text.insert(at, text.substring(at, to));
                default -> text.setLength(at);
            }
        }
        return text.toString();
    }
}
