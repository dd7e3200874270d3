package io.sluice.routing.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.routing.Parameters;
import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.Statements;
import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.config.Configuration;
import io.sluice.routing.merge.ColumnMeta;
import io.sluice.routing.merge.ComputedRow;
import io.sluice.routing.merge.Counts;
import io.sluice.routing.merge.Row;
import io.sluice.routing.schema.SchemaScript;
import io.sluice.routing.session.Session;
import io.sluice.sql.Dialect;
import io.sluice.sql.lex.Fingerprint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scripts of the shop, with rows made up here. */
class ScriptTest {
    private static final Path SHOP = Path.of("../rules-examples/src/main/resources/shop");
    private static final ColumnMeta LONG = new ColumnMeta(8, false, 63, 0, 0);
    private static final ColumnMeta TEXT = new ColumnMeta(253, false, 45, 0, 0);
    private static final ColumnMeta LATIN = new ColumnMeta(253, false, 8, 0, 0);
    private static final ColumnMeta FLOAT = new ColumnMeta(4, false, 63, 31, 0);

    private Session session;

    @BeforeEach
    void open() throws IOException {
        Configuration configuration = Configuration.read(SHOP.resolve("cluster.yaml"), name -> "not used");
        Cluster cluster = configuration.cluster(
                SchemaScript.read(Files.readString(SHOP.resolve("schema.sql")))
                        .on(configuration.rules(), configuration.file().shards().keySet()),
                Dialect.MARIADB);
        session = new Session(() -> cluster, 1, "test");
        session.useSchema(cluster.name());
    }

    private Script script(String sql) {
        Fingerprint text = Fingerprint.of(sql, session.dialect());
        Route route = Statements.steps(text, Parameters.NONE, session).route();
        return assertInstanceOf(Route.Scripted.class, route).script();
    }

    private static Row row(@Nullable Object... values) {
        Object[] bytes = Stream.of(values)
                .map(v -> v == null ? null : String.valueOf(v).getBytes(StandardCharsets.UTF_8))
                .toArray();
        return new ComputedRow(bytes);
    }

    private static String ask(Script script) {
        return assertInstanceOf(Script.Step.Ask.class, script.next())
                .statement()
                .sql();
    }

    private static String change(Script script) {
        String sql = assertInstanceOf(Script.Step.Change.class, script.next())
                .statement()
                .sql();
        return sql.replaceAll("/\\*.*?\\*/ ", "");
    }

    private static Counts done(Script script) {
        return assertInstanceOf(Script.Step.Done.class, script.next()).counts();
    }

    private static Counts counts(long affected, String info) {
        return new Counts(affected, 0, 0, info);
    }

    @Test
    void chosenRowsAreChangedByTheirKeys() {
        Script script = script("DELETE FROM orders ORDER BY id LIMIT 3");
        ask(script);
        script.rows(List.of(LONG, LONG), List.of(row(7, 1), row(8, 2)));
        assertEquals("DELETE FROM orders WHERE id IN (1, 2) AND (user_id, id) IN ((7, 1), (8, 2))", change(script));
        script.changed(counts(2, ""));
        assertEquals(new Counts(2, 0, 0, ""), done(script));
    }

    @Test
    void aRowOfAJoinIsChangedOnceAndOneThatIsMissingNever() {
        Script script = script("DELETE o, i FROM orders o LEFT JOIN order_items i ON i.order_id = o.id");
        ask(script);
        List<Row> rows = List.of(row(7, 1, 9, 5), row(7, 1, 9, 6), row(8, 2, null, null));
        script.rows(List.of(LONG, LONG, LONG, LONG), rows);
        assertEquals("DELETE FROM orders WHERE id IN (1, 2) AND (user_id, id) IN ((7, 1), (8, 2))", change(script));
        assertEquals(
                "DELETE FROM order_items WHERE id IN (5, 6) AND (user_id, id) IN ((9, 5), (9, 6))", change(script));
    }

    @Test
    void nothingChosenIsWhatAServerSaysOfNothing() {
        Script script = script("UPDATE orders SET total = 1 ORDER BY id LIMIT 3");
        ask(script);
        script.rows(List.of(LONG, LONG), List.of());
        assertEquals(counts(0, "Rows matched: 0  Changed: 0  Warnings: 0"), done(script));
    }

    @Test
    void rowsInOrderAreChangedOneByOne() {
        Script script = script("UPDATE orders SET total = 1 ORDER BY id LIMIT 3");
        ask(script);
        script.rows(List.of(LONG, LONG), List.of(row(7, 1), row(8, 2)));
        String head = "UPDATE orders SET total = 1 WHERE orders.id IN ";
        String and = " AND (orders.user_id, orders.id) IN (";
        assertEquals(head + "(1)" + and + "(7, 1))", change(script));
        script.changed(counts(1, "Rows matched: 1  Changed: 1  Warnings: 0"));
        assertEquals(head + "(2)" + and + "(8, 2))", change(script));
        script.changed(counts(0, "Rows matched: 1  Changed: 0  Warnings: 0"));
        assertEquals(counts(1, "Rows matched: 2  Changed: 1  Warnings: 0"), done(script));
    }

    @Test
    void rowsWithTheSameValueAreChangedTogether() {
        Script script = script("UPDATE orders o JOIN order_items i ON i.order_id = o.id SET o.city = i.product");
        ask(script);
        List<Row> rows = List.of(row(7, 1, "tea"), row(8, 2, "ü"), row(9, 3, "tea"), row(10, 4, null));
        script.rows(List.of(LONG, LONG, TEXT), rows);
        String and = " AND (o.user_id, o.id) IN (";
        assertEquals(
                "UPDATE orders AS o SET o.city = 'tea' WHERE o.id IN (1, 3)" + and + "(7, 1), (9, 3))", change(script));
        assertEquals(
                "UPDATE orders AS o SET o.city = _utf8mb4 x'C3BC' WHERE o.id IN (2)" + and + "(8, 2))", change(script));
        assertEquals("UPDATE orders AS o SET o.city = NULL WHERE o.id IN (4)" + and + "(10, 4))", change(script));
    }

    @Test
    void whatMayBecomeAnotherValueIsRefused() {
        String sql = "UPDATE orders SET city = (SELECT MAX(product) FROM order_items)";
        for (ColumnMeta meta : List.of(LATIN, FLOAT)) {
            Script script = script(sql);
            ask(script);
            RoutingException refused = assertThrows(
                    RoutingException.class, () -> script.rows(List.of(LONG, LONG, meta), List.of(row(7, 1, "1"))));
            assertEquals(RoutingError.CROSS_SHARD, refused.error());
        }
    }

    @Test
    void insertedRowsAreCountedAsTheServerDoes() {
        Script plain = script("INSERT INTO orders (id, user_id, city) SELECT id, id, product FROM order_items");
        assertEquals(counts(2, "Records: 2  Duplicates: 0  Warnings: 0"), inserted(plain, 2));
        Script ignored =
                script("INSERT IGNORE INTO orders (id, user_id, city) SELECT id, id, product FROM order_items");
        assertEquals(counts(1, "Records: 2  Duplicates: 1  Warnings: 0"), inserted(ignored, 1));
        Script replaced = script("REPLACE INTO orders (id, user_id, city) SELECT id, id, product FROM order_items");
        assertEquals(counts(3, "Records: 2  Duplicates: 1  Warnings: 0"), inserted(replaced, 3));
    }

    private static Counts inserted(Script script, int affected) {
        ask(script);
        script.rows(List.of(LONG, LONG, TEXT), List.of(row(1, 1, "a"), row(2, 2, "b")));
        change(script);
        script.changed(counts(affected, ""));
        return done(script);
    }

    @Test
    void eachDuplicateIsCounted() {
        Script script = script("INSERT INTO orders (id, user_id, city) SELECT id, id, product FROM order_items"
                + " ON DUPLICATE KEY UPDATE city = VALUES(city)");
        ask(script);
        script.rows(List.of(LONG, LONG, TEXT), List.of(row(1, 1, "a"), row(2, 2, "b")));
        String head = "INSERT INTO orders (id, user_id, city) VALUES ";
        assertEquals(head + "(1, 1, 'a') ON DUPLICATE KEY UPDATE city = VALUES(city)", change(script));
        script.changed(counts(2, ""));
        assertEquals(head + "(2, 2, 'b') ON DUPLICATE KEY UPDATE city = VALUES(city)", change(script));
        script.changed(counts(1, ""));
        assertEquals(counts(3, "Records: 2  Duplicates: 1  Warnings: 0"), done(script));
    }

    @Test
    void aSelectOfAnotherWidthIsTheServersError() {
        Script script = script("INSERT INTO orders (id, user_id) SELECT id, order_id, product FROM order_items");
        ask(script);
        RoutingException refused =
                assertThrows(RoutingException.class, () -> script.rows(List.of(LONG, LONG, TEXT), List.of()));
        assertEquals(RoutingError.COLUMN_COUNT, refused.error());
    }

    @Test
    void aRowMovesWhereItsNewKeyBelongsAndOthersStay() {
        Script script = script("UPDATE orders SET user_id = user_id + 2, total = 1 WHERE city = 'Rome'");
        ask(script);
        script.rows(List.of(LONG), List.of(new ComputedRow(new Object[] {0L})));
        ask(script);
        // 7 is the last slot's and 9 the second's; 4 and 8 are both the first's
        script.rows(List.of(LONG, LONG, LONG), List.of(row(7, 1, 9), row(4, 2, 8)));
        String update = "UPDATE orders SET user_id = user_id + 2, total = 1 WHERE id IN ";
        assertEquals(update + "(1) AND (user_id, id) IN ((7, 1))", change(script));
        script.changed(counts(1, "Rows matched: 1  Changed: 1  Warnings: 0"));
        ask(script);
        List<ColumnMeta> all = List.of(LONG, LONG, TEXT, TEXT, LONG, TEXT);
        script.rows(all, List.of(row(1, 9, "Rome", "new", "1.00", "2026-01-01 00:00:00")));
        assertEquals("DELETE FROM orders WHERE id IN (1) AND (user_id, id) IN ((9, 1))", change(script));
        script.changed(counts(1, ""));
        assertEquals(
                "INSERT INTO orders (id, user_id, city, status, total, created_at)"
                        + " VALUES (1, 9, 'Rome', 'new', 1.00, '2026-01-01 00:00:00')",
                change(script));
        script.changed(counts(1, ""));
        assertEquals(update + "(2) AND (user_id, id) IN ((4, 2))", change(script));
        script.changed(counts(1, "Rows matched: 1  Changed: 1  Warnings: 0"));
        assertEquals(counts(2, "Rows matched: 2  Changed: 2  Warnings: 0"), done(script));
    }

    @Test
    void aRowThatOthersWouldSeeGoDoesNotMove() {
        Script script = script("UPDATE orders SET user_id = 9 WHERE user_id = 7");
        ask(script);
        RoutingException refused = assertThrows(
                RoutingException.class, () -> script.rows(List.of(LONG), List.of(new ComputedRow(new Object[] {1L}))));
        assertEquals(RoutingError.KEY_UPDATE, refused.error());
    }

    @Test
    void aRowThatIsNotFoundAgainDoesNotMove() {
        Script script = script("UPDATE orders SET user_id = 9 WHERE user_id = 7");
        ask(script);
        script.rows(List.of(LONG), List.of(new ComputedRow(new Object[] {0L})));
        ask(script);
        script.rows(List.of(LONG, LONG, LONG), List.of(row(7, 1, 9)));
        change(script);
        script.changed(counts(1, ""));
        ask(script);
        List<ColumnMeta> all = new ArrayList<>(List.of(LONG, LONG, TEXT, TEXT, LONG, TEXT));
        assertThrows(RoutingException.class, () -> script.rows(all, List.of()));
    }

    @Test
    void noClientCanSayWhereARowIsOnItsWay() {
        Fingerprint text = Fingerprint.of(
                "/* sluice: slot=1 */ UPDATE orders SET user_id = 9 WHERE user_id = 7", session.dialect());
        assertEquals("Refused", Statements.plan(text, session).getClass().getSimpleName());
    }
}
