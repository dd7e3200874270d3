package io.sluice.routing.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaScriptTest {
    private static final Table TABLE = SchemaScript.read(
                    """
                    SET NAMES utf8mb4; -- passed over
                    CREATE TABLE IF NOT EXISTS `shop`.`Orders` (
                      id bigint(20) unsigned NOT NULL AUTO_INCREMENT COMMENT 'a, (b)',
                      `key` INT DEFAULT -1,
                      name varchar(30) CHARACTER SET latin1 NOT NULL DEFAULT 'it''s',
                      state ENUM('a', 'b,)') NOT NULL,
                      at datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
                      price decimal(10,2), /* nothing */
                      twice decimal(10,2) GENERATED ALWAYS AS (price * (2)) STORED,
                      PRIMARY KEY (id, name(10)),
                      UNIQUE KEY u (price),
                      CONSTRAINT f FOREIGN KEY (`key`) REFERENCES other (id) ON DELETE CASCADE
                    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
                    INSERT INTO x VALUES (1);
                    """)
            .tables()
            .get("orders");

    @Test
    void aStarDoesNotMeanInvisibleColumns() {
        Table table = SchemaScript.read("CREATE TABLE t (a INT, b INT INVISIBLE, c INT)")
                .tables()
                .get("t");
        assertEquals(
                List.of("a", "c"),
                table.visibleColumns().stream().map(Column::name).toList());
    }

    @Test
    void readsLabelsAndConstantDefaults() {
        Table table = SchemaScript.read("CREATE TABLE t (e ENUM('red', 'it''s', 'a,b)') DEFAULT 'red', d DECIMAL(5,2)"
                        + " DEFAULT 1.50, n TIMESTAMP DEFAULT CURRENT_TIMESTAMP(), x INT DEFAULT (1 + 1))")
                .tables()
                .get("t");
        assertEquals(List.of("red", "it's", "a,b)"), table.column("e").members());
        assertEquals("red", table.column("e").constant());
        assertEquals("1.50", table.column("d").constant());
        assertEquals(null, table.column("n").constant());
        assertEquals(null, table.column("x").constant());
    }

    @Test
    void readsColumnsAndKeys() {
        assertEquals("Orders", TABLE.name());
        assertEquals(List.of("id", "name"), TABLE.primaryKey());
        assertEquals(7, TABLE.columns().size());
        assertEquals(new Column("id", 0, "bigint", true, 0, 0, false, true, false, null), TABLE.column("ID"));
        assertEquals(
                new Column("key", 1, "int", false, 0, 0, true, false, true, null, List.of(), "-1", "int", false),
                TABLE.column("key"));
        assertEquals(
                new Column(
                        "name",
                        2,
                        "varchar",
                        false,
                        30,
                        0,
                        false,
                        false,
                        true,
                        "latin1_swedish_ci",
                        List.of(),
                        "it's",
                        "varchar",
                        false),
                TABLE.column("name"));
        assertEquals("utf8mb4_unicode_ci", TABLE.column("state").collation());
        assertEquals(new Column("at", 4, "datetime", false, 0, 3, false, false, true, null), TABLE.column("at"));
        assertEquals(new Column("price", 5, "decimal", false, 10, 2, true, false, true, null), TABLE.column("price"));
    }

    @Test
    void mistakesNameTheLine() {
        IllegalArgumentException thrown = assertThrows(
                IllegalArgumentException.class, () -> SchemaScript.read("CREATE TABLE t (\n id bigint,\n);"));
        assertEquals("line 3: expected a name, found ')'", thrown.getMessage());
    }
}
