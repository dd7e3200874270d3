package io.sluice.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.sql.lex.Fingerprint;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both readers behind the one door. */
class SqlParserTest {
    private static Statement parse(String text) {
        return SqlParser.parse(Fingerprint.of(text, Dialect.MARIADB));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT id FROM orders WHERE user_id = 7 | Query | orders",
                "(SELECT 1 FROM orders) | Query | orders",
                "/* c */ select 1 from a join b on a.x = b.x; | Query | a b",
                "WITH x AS (SELECT 1 AS a FROM orders) SELECT a FROM x | Query | orders",
                "INSERT INTO orders (id) VALUES (1) | Insert | orders",
                "REPLACE INTO orders (id) VALUES (1) | Insert | orders",
                "UPDATE orders SET a = 1 WHERE b = 2 | Update | orders",
                "DELETE FROM orders WHERE a = 1 | Delete | orders",
                "EXPLAIN SELECT * FROM orders o WHERE o.a = 1 | Explain | orders",
                "EXPLAIN DELETE FROM orders | Explain | orders",
                "SET @x = (SELECT MAX(a) FROM orders) | SetVariables | orders",
                "CREATE TABLE n AS SELECT a FROM orders o, s.items | Ddl | n orders items",
                "CREATE VIEW v AS SELECT a FROM orders WITH CHECK OPTION | Ddl | v orders",
                "DO (SELECT SLEEP(1) FROM orders) | Other | orders",
                "/*!40101 SET NAMES utf8 */ | SetVariables | ''",
                "/*!50000 SELECT a FROM orders */ | Query | orders",
            })
    void reads(String text, String kind, String tables) {
        Statement statement = parse(text);
        assertEquals(kind, statement.getClass().getSimpleName(), statement::toString);
        List<TableOccurrence> found = statement.scope().tables();
        assertEquals(
                tables.replace("'", ""),
                String.join(" ", found.stream().map(TableOccurrence::name).toList()));
        for (int i = 0; i < found.size(); i++) {
            assertEquals(i, found.get(i).ordinal());
            assertTrue(found.get(i).span().of(text).endsWith(found.get(i).name()));
        }
    }

    @Test
    void anExplainedStatementHasTheSlotsOfTheWholeText() {
        Statement.Explain explain =
                assertInstanceOf(Statement.Explain.class, parse("EXPLAIN SELECT 'x' FROM orders WHERE user_id = 7"));
        Condition where = explain.statement().scope().blocks().get(0).where();
        Condition.Equals equals = assertInstanceOf(Condition.Equals.class, where);
        assertEquals(new Operand.Slot(1), equals.value());
    }
}
