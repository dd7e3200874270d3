package io.sluice.routing.rights;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.sql.Dialect;
import io.sluice.sql.SqlParser;
import io.sluice.sql.lex.Fingerprint;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NeedsTest {
    /** What MySQL's manual lists for each statement. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1 | ''",
                "SELECT * FROM orders | SELECT",
                "SELECT * FROM orders WHERE city = 'load_file' | SELECT",
                "(SELECT 1 FROM orders) UNION SELECT 2 FROM carts | SELECT",
                "WITH o AS (SELECT id FROM orders) SELECT * FROM o | SELECT",
                "SELECT (SELECT MAX(id) FROM orders) | SELECT",
                "INSERT INTO orders (id) VALUES (1) | INSERT",
                "INSERT INTO orders (id) VALUES (1) ON DUPLICATE KEY UPDATE id = 2 | INSERT UPDATE",
                "REPLACE INTO orders (id) VALUES (1) | DELETE INSERT",
                "INSERT INTO orders (id) SELECT id FROM carts | INSERT SELECT",
                "UPDATE orders SET total = 1 | UPDATE",
                "UPDATE orders SET total = total + 1 | SELECT UPDATE",
                "UPDATE orders SET total = 1 WHERE id = 7 | SELECT UPDATE",
                "DELETE FROM orders | DELETE",
                "DELETE FROM orders WHERE id = 7 | DELETE SELECT",
                "DELETE o FROM orders o JOIN carts c ON o.id = c.id | DELETE SELECT",
                "CREATE TABLE more (id INT) | CREATE",
                "CREATE TEMPORARY TABLE more (id INT) | CREATE TEMPORARY TABLES",
                "CREATE TABLE more AS SELECT * FROM orders | CREATE DROP INSERT SELECT",
                "TRUNCATE TABLE orders | DROP",
                "DROP TABLE orders | DROP",
                "CREATE INDEX i ON orders (city) | INDEX",
                "ALTER TABLE orders ADD x INT | ALTER CREATE DROP INSERT",
                "CREATE VIEW v AS SELECT * FROM orders | CREATE VIEW DROP SELECT",
                "LOCK TABLES orders READ | LOCK TABLES SELECT",
                "SET @x = (SELECT MAX(id) FROM orders) | SELECT",
                "EXPLAIN SELECT * FROM orders | SELECT",
                "EXPLAIN ROUTE DELETE FROM orders | DELETE",
                "LOAD DATA LOCAL INFILE 'f' INTO TABLE orders | INSERT",
                "LOAD DATA LOCAL INFILE 'f' REPLACE INTO TABLE orders (id) SET total = (SELECT 1 FROM carts) | DELETE INSERT SELECT",
                "LOAD DATA LOCAL INFILE 'f' INTO TABLE orders | INSERT",
                "LOAD DATA LOCAL INFILE 'f' REPLACE INTO TABLE orders | DELETE INSERT",
                "BEGIN | ''",
                "SET autocommit = 0 | ''",
                "SHOW WARNINGS | ''"
            })
    void areThoseOfTheManual(String sql, String privileges) {
        Needs needs = needs(sql);
        Set<String> words = new TreeSet<>();
        needs.tables().forEach(each -> words.add(each.command()));
        assertEquals(privileges, String.join(" ", words));
        assertFalse(needs.everything());
    }

    /** Whoever could say one of these could do anything with the proxy's own account. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET GLOBAL max_connections = 1",
                "CREATE USER ann",
                "GRANT ALL ON *.* TO ann",
                "DROP DATABASE shop",
                "CREATE PROCEDURE p() SELECT 1",
                "CALL p()",
                "FLUSH TABLES",
                "SHOW CREATE USER ann",
                "SHOW GRANTS",
                "SHOW MASTER STATUS",
                "/* sluice: shard=s0 */ SHOW PROCESSLIST",
                "SHOW FULL PROCESSLIST /* sluice: shard = s0 */",
                "SELECT LOAD_FILE('/etc/passwd')",
                "SELECT 1 INTO OUTFILE '/tmp/x'",
                "LOAD DATA INFILE '/etc/passwd' INTO TABLE orders",
                "LOAD DATA INFILE '/usr/local/passwd' INTO TABLE orders",
                "LOAD XML INFILE '/usr/local/passwd' INTO TABLE orders",
                "RESET MASTER",
                "SET PASSWORD = 'x'",
                "FROBNICATE orders"
            })
    void whatNoListTellsNeedsEverything(String sql) {
        assertTrue(needs(sql).everything(), sql);
        RoutingException denied = assertThrows(RoutingException.class, () -> check(sql, granted("shop", "SELECT")));
        assertEquals(RoutingError.PRIVILEGE_NEEDED, denied.error());
        Rights all = Rights.of(Map.of("*", EnumSet.allOf(Privilege.class)));
        assertDoesNotThrow(() -> check(sql, all));
    }

    @Test
    void aRefusalHasMysqlsWords() {
        Rights reader = granted("shop", "SELECT");
        RoutingException denied = assertThrows(RoutingException.class, () -> check("DELETE FROM orders", reader));
        assertEquals("DELETE command denied to user 'ann'@'10.0.0.7' for table 'orders'", denied.text());
        assertEquals(1142, denied.error().errno());

        RoutingException closed = assertThrows(RoutingException.class, () -> check("USE mysql", reader));
        assertEquals("Access denied for user 'ann'@'10.0.0.7' to database 'mysql'", closed.text());
        assertEquals(1044, closed.error().errno());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM orders FOR UPDATE",
                "SELECT * FROM mysql.user",
                "SELECT o.id FROM orders o JOIN mysql.user u ON u.user = o.city",
                "INSERT INTO orders (id) SELECT 1",
                "SELECT id FROM orders WHERE id IN (SELECT 1 FROM performance_schema.threads)",
                "EXPLAIN SELECT * FROM mysql.user",
                "EXPLAIN ROUTE SELECT * FROM mysql.user",
                "TABLE mysql.user",
                "DO (SELECT 1 FROM mysql.user)"
            })
    void whoMayReadTheSchemaMayDoNothingElse(String sql) {
        assertThrows(RoutingException.class, () -> check(sql, granted("shop", "SELECT")), sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT info FROM information_schema.processlist",
                "SELECT trx_query FROM INFORMATION_SCHEMA.INNODB_TRX",
                "INSERT INTO orders (city) SELECT info FROM information_schema.`PROCESSLIST`"
            })
    void whatOthersRunIsToldToWhoHoldsProcess(String sql) {
        RoutingException denied =
                assertThrows(RoutingException.class, () -> check(sql, granted("shop", "SELECT", "INSERT")));
        assertEquals(RoutingError.PRIVILEGE_NEEDED, denied.error());
        assertDoesNotThrow(() -> check(sql, granted("*", "SELECT", "INSERT", "PROCESS")));
        assertDoesNotThrow(() -> check("SHOW PROCESSLIST", granted("shop", "SELECT")));
    }

    @Test
    void oneOfSeveralLocksAndTheOtherSchemasAreApart() {
        assertDoesNotThrow(() -> check("SELECT * FROM orders FOR UPDATE", granted("shop", "SELECT", "LOCK TABLES")));
        assertDoesNotThrow(() -> check("SELECT * FROM information_schema.tables", granted("shop", "INSERT")));
        assertDoesNotThrow(() -> check("SELECT * FROM SHOP.orders", granted("Shop", "SELECT")));
        assertThrows(
                RoutingException.class,
                () -> check("INSERT INTO information_schema.t VALUES (1)", granted("shop", "INSERT")));
    }

    @Test
    void whoHasNoGrantsMayDoEverythingButSeeOthers() {
        assertDoesNotThrow(() -> check("DROP DATABASE shop", Rights.ALL));
        assertFalse(Rights.ALL.holds(Privilege.PROCESS));
    }

    private static Rights granted(String schema, String... words) {
        Set<Privilege> privileges = EnumSet.noneOf(Privilege.class);
        for (String word : words) {
            privileges.add(Privilege.of(word));
        }
        return Rights.of(new HashMap<>(Map.of(schema, privileges)));
    }

    private static void check(String sql, Rights rights) {
        needs(sql).check(rights, "shop", "ann", "10.0.0.7");
    }

    private static Needs needs(String sql) {
        Fingerprint text = Fingerprint.of(sql, Dialect.MYSQL);
        return Needed.of(SqlParser.parse(text), text);
    }
}
