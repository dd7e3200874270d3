package io.sluice.it.reading;

import java.util.List;
import java.util.Random;

/** Texts nobody would write, each made from its number alone, so that any slice can be run again. */
final class Mutants {
    private static final List<String> SEEDS = List.of(
            "SELECT id, tag FROM t WHERE tenant = 1",
            "SELECT id, tag, name FROM t WHERE tenant = 2 AND name = 'y' OR id = 3",
            "SELECT * FROM t WHERE tenant IN (1, 2) AND NOT val = 1",
            "SELECT id, 'a''b', \"c\", tag FROM t WHERE tenant = 3 /* c */ AND val > -1 -- end",
            "SELECT t.id, `t`.`tag` FROM `t` WHERE t.tenant = 4 # x\n OR t.tenant = 5",
            "SELECT id, tag FROM t WHERE tenant = 1 /*! AND id = 2 */",
            "SELECT id, tag FROM t WHERE tenant = 1 /*!50000 OR tenant = 2 */ /*!99999 OR 1 */",
            "SELECT /*+ MAX_EXECUTION_TIME(1000) */ id, tag FROM t /*M!100100 WHERE tenant = 1 */",
            "SELECT id, tag FROM t WHERE tenant = 0x31 OR tenant = x'32' OR tenant = b'11' OR tenant = 1e0",
            "SELECT id, tag FROM t WHERE name = 'it\\'s' AND tenant = 2 OR name = '\\\\' AND tenant = 3",
            "SELECT id, tag FROM t WHERE tenant BETWEEN 1 AND 2 AND name LIKE '%\\_%' ESCAPE '|'",
            "SELECT id, tag FROM t WHERE ! (tenant = 1) && tenant <= 3 || tenant = 5",
            "SELECT id, name || tag FROM t WHERE tenant = 1 OR NOT tenant = 2 BETWEEN 0 AND 1",
            "SELECT COUNT(*), MAX(id) FROM t WHERE tenant = 1 OR tenant=--1",
            "SELECT tenant, COUNT(id) FROM t WHERE tenant IN (1,3,5) GROUP BY tenant",
            "SELECT id, tag FROM t WHERE (tenant, id) IN ((1, 2), (2, 3)) AND tenant <=> 1",
            "SELECT id, tag FROM t WHERE tenant = 5*-3 + 17 XOR id = .5e1",
            "SELECT id, CASE WHEN val = 1 THEN 'a' ELSE N'b' END FROM t WHERE tenant = 2",
            "SELECT a.id, b.name, a.tag FROM t a JOIN b ON a.val = b.id WHERE a.tenant = 2",
            "SELECT a.id, c.tag FROM t AS a, t AS c WHERE a.tenant = c.tenant AND a.tenant = 1",
            "SELECT id, tag FROM t WHERE tenant = 1 AND id IN (SELECT id FROM t WHERE tenant = 1 AND val < 3)",
            "SELECT id, tag FROM t WHERE tenant = 1 UNION ALL SELECT id, tag FROM t WHERE tenant = 3",
            "SELECT code, tag FROM w WHERE code = 'it''s' OR code = 'a'",
            "SELECT code, val FROM w WHERE code IN ('\\\\', \"q\"\"q\", 's\\\\s', _utf8mb4'b', N'c')",
            "SELECT code FROM w WHERE code = 'a' 'b' OR code = 'é' OR code = _binary'a'",
            "SELECT id, name FROM b WHERE id = 1 AND 'a' < \"b\"",
            "SELECT u.id, u.tag FROM u WHERE u.name <> 'x' ORDER BY u.id DESC",
            "SELECT @a := 1, id, @`b` FROM t WHERE tenant = 1 AND @@sql_safe_updates = 0",
            "SELECT id `i``d`, tag 't' FROM t WHERE tenant = 2 HAVING `i``d` > 1",
            "SELECT DISTINCT val AS v FROM t WHERE tenant = 3 OR tenant = 3 ORDER BY v",
            "SELECT id, tag FROM t WHERE val IS NULL OR tenant IS NOT NULL AND tenant <> 2",
            "SELECT id, tag FROM t WHERE tenant = CAST('1' AS SIGNED) AND name REGEXP '^[a-z]'",
            "SELECT id, tag FROM t WHERE tenant = IF(1, 2, 3) OR tenant = (SELECT 1)",
            "SELECT id FROM t WHERE tenant = 1 ORDER BY id LIMIT 2",
            "SELECT id, tag FROM t WHERE tenant MOD 2 = 1 AND tenant DIV 2 = 0 AND 1.e1 > 2");
    private static final List<String> CHANGES = List.of(
            "UPDATE t SET val = val + 1 WHERE tenant = 1",
            "UPDATE t SET name = 'a''b', val = -1 WHERE tenant IN (1, 2) AND NOT id = 3",
            "DELETE FROM t WHERE tenant = 2 AND name = 'it\\'s' OR id = 7",
            "DELETE FROM t WHERE tenant = 3 /*! AND id < 20 */ -- all",
            "DELETE a FROM t a WHERE a.tenant = 4 # not all",
            "UPDATE w SET val = 0 WHERE code = '\\\\' OR code = \"q\"\"q\"",
            "DELETE FROM w WHERE code IN ('it''s', 'a') AND val < 5",
            "INSERT INTO t (id, tenant, name, tag) VALUES (100, 1, 'n', 't1'), (101, 2, \"m\", 't2')",
            "INSERT INTO t SET id = 102, tenant = 3, name = 'it''s', tag = 't3'",
            "REPLACE INTO w (code, val, tag) VALUES ('a', 7, 'w'), ('new', 8, 'w')",
            "INSERT INTO w VALUES ('b', 1, 'w') ON DUPLICATE KEY UPDATE val = val + 1",
            "UPDATE u SET name = CONCAT(name, 'x') WHERE id = 1 || id = 2",
            "DELETE FROM b WHERE id = 2 AND name <> ''");
    private static final List<String> PIECES = List.of(
            "'",
            "''",
            "\"",
            "\"\"",
            "`",
            "``",
            "\\",
            "\\'",
            "\\\\",
            "/*",
            "*/",
            "/*!",
            "/*!50000 ",
            "/*!50700 ",
            "/*!80000 ",
            "/*!99999 ",
            "/*!100000 ",
            "/*!999999 ",
            "/*M!",
            "/*M!110000 ",
            "/*+",
            "/**/",
            "--",
            "-- ",
            "--\t",
            "#",
            "\n",
            "\r",
            "\t",
            "\u000b",
            "\f",
            "\0",
            "\u00a0",
            "\u3000",
            " ",
            ";",
            ";;",
            ",",
            ".",
            "..",
            "@",
            "@@",
            ":=",
            "=",
            "<",
            ">",
            "!",
            "!=",
            "<=>",
            "<>",
            "||",
            "&&",
            "|",
            "&",
            "^",
            "~",
            "%",
            "*",
            "+",
            "-",
            "(",
            ")",
            "{",
            "}",
            "[",
            "]",
            "?",
            "$",
            "_",
            "0",
            "1",
            "2",
            "3",
            "9",
            "0x",
            "0x31",
            "x'",
            "X'31'",
            "b'1",
            "0b1",
            "N'",
            "n'",
            "_utf8mb4",
            "_latin1",
            "_binary",
            "_gbk",
            "_utf8mb4'",
            "1e",
            "1.e1",
            ".1",
            "1.",
            "e1",
            "a",
            "t",
            "id",
            "tenant",
            "tag",
            "name",
            "w",
            " OR ",
            " AND ",
            " NOT ",
            " XOR ",
            " IN ",
            " BETWEEN ",
            " LIKE ",
            " IS ",
            " NULL",
            " DIV ",
            " MOD ",
            " COLLATE ",
            " BINARY ",
            " INTERVAL ",
            " CASE ",
            " AS ",
            " ON ",
            " WHERE ",
            " FROM t ",
            " SELECT ",
            " UNION ",
            " tenant = 2 ",
            " OR 1 ",
            " AND 0 ",
            "é",
            "中",
            "\\N",
            "\u001a",
            "\b",
            "DATE'",
            " ESCAPE ",
            "TRUE",
            " ALL ",
            " ORDER BY ",
            " GROUP BY ",
            " HAVING ",
            " USING ",
            " JOIN t ",
            "COUNT (",
            " EXISTS ",
            " ANY ",
            "->",
            "->>",
            "::",
            "\ufeff",
            "\u200b",
            "\uff07",
            "\u02bc");

    private final boolean changes;
    private final long salt;

    /** @param changes statements that change rows, else queries */
    Mutants(boolean changes, long salt) {
        this.changes = changes;
        this.salt = salt;
    }

    /** The mutant of that number. */
    String get(long number) {
        Random random = new Random(salt * 1_000_003 + number * 0x9E3779B97F4A7C15L);
        List<String> seeds = changes ? CHANGES : SEEDS;
        StringBuilder text = new StringBuilder(seeds.get(random.nextInt(seeds.size())));
        // Few changes, mostly: what is broken in many places is broken for everybody.
        int steps = random.nextInt(12) == 0 ? 3 + random.nextInt(4) : random.nextInt(3);
        for (int i = 0; i < steps && !text.isEmpty(); i++) {
            step(text, seeds, random);
        }
        return text.toString();
    }

    private static void step(StringBuilder text, List<String> seeds, Random random) {
        int at = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), at + 1 + random.nextInt(6));
        switch (random.nextInt(9)) {
            case 0 -> text.delete(at, Math.min(text.length(), at + 1));
            case 1 -> text.delete(at, to);
            case 2 -> text.insert(random.nextInt(text.length() + 1), text.substring(at, to));
            case 3 -> text.replace(at, Math.min(text.length(), at + 1), piece(random));
            case 4 -> token(text, at, random);
            case 5 -> {
                String other = seeds.get(random.nextInt(seeds.size()));
                int from = random.nextInt(other.length());
                text.insert(at, other, from, Math.min(other.length(), from + 1 + random.nextInt(20)));
            }
            default -> text.insert(at, piece(random));
        }
    }

    private static String piece(Random random) {
        return PIECES.get(random.nextInt(PIECES.size()));
    }

    /** A whole word goes, is doubled, or becomes another. */
    private static void token(StringBuilder text, int at, Random random) {
        int from = at;
        int to = at;
        while (from > 0 && Character.isLetterOrDigit(text.charAt(from - 1))) {
            from--;
        }
        while (to < text.length() && Character.isLetterOrDigit(text.charAt(to))) {
            to++;
        }
        switch (random.nextInt(3)) {
            case 0 -> text.delete(from, to);
            case 1 -> text.insert(to, " " + text.substring(from, to));
            default -> text.replace(from, to, piece(random));
        }
    }
}
