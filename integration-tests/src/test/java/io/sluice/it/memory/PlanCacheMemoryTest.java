package io.sluice.it.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.bench.Shop;
import io.sluice.routing.Statements;
import io.sluice.routing.plan.PlanCache;
import io.sluice.routing.session.Session;
import io.sluice.sql.lex.Fingerprint;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The plan cache keeps to {@code plan_cache}, measured on the heap and not by its own estimate. A slice runs with the other
 * tests; {@code -Dcache.shapes=1000000 -Dcache.literals=10000000} runs the whole.
 */
class PlanCacheMemoryTest {
    private static final int SHAPES = Integer.getInteger("cache.shapes", 60_000);
    private static final int LITERALS = Integer.getInteger("cache.literals", 300_000);

    /** Statements whose plans are of all sizes; {@code %1$d} makes the shape another one, {@code %2$s} is long. */
    private static final List<String> SHAPE_OF = List.of(
            "SELECT id, city, total AS t%1$d FROM orders WHERE user_id = 7",
            "SELECT city AS c%1$d, COUNT(*), AVG(total) FROM orders GROUP BY city ORDER BY 2 DESC LIMIT 3",
            "SELECT o.id AS x%1$d, i.product FROM orders o JOIN order_items i ON i.user_id = o.user_id AND i.order_id = o.id"
                    + " WHERE o.user_id = 7 AND o.status = 'new' ORDER BY o.id LIMIT 10",
            "INSERT INTO orders (user_id, city, status, total) /* %1$d */ VALUES (1, 'a', 'new', 1), (2, 'b', 'new', 2)",
            "UPDATE orders SET total = total + 1 /* %1$d */ WHERE user_id IN (1, 2, 3)",
            "SELECT nothing%1$d FROM nowhere",
            "SELECT 1 AS a%1$d UNION SELECT 2",
            "SELECT id /* %1$d %2$s */ FROM orders WHERE user_id = 7");

    private static final String LONG = "x".repeat(2_000);

    @Test
    void shapesWithoutEndStayWithinTheBound() {
        Session session = Shop.session();
        for (int i = 0; i < SHAPE_OF.size(); i++) {
            plan(session, i); // loads what is loaded once
        }
        PlanCache cache = session.cluster().plans();
        long before = heap();
        for (int i = 0; i < SHAPES; i++) {
            plan(session, i);
        }
        long held = heap() - before;
        System.out.printf(
                "%,d shapes: %,d plans held, %,d bytes on the heap, bound %,d%n",
                SHAPES, cache.size(), held, cache.maxBytes());
        assertTrue(cache.size() > 1_000, () -> "plans held: " + cache.size());
        assertTrue(held <= cache.maxBytes(), () -> held + " bytes held, bound " + cache.maxBytes());
    }

    @Test
    void literalsWithoutEndAreOnePlan() {
        Session session = Shop.session();
        PlanCache cache = session.cluster().plans();
        for (int i = 0; i < LITERALS; i++) {
            prepare(session, "SELECT id FROM orders WHERE user_id = " + i + " AND status = 's" + i + "'");
        }
        assertEquals(1, cache.size());
    }

    @Test
    void literalsThatAPlanDependsOnStayWithinTheBound() {
        Session session = Shop.session();
        prepare(session, "SELECT id FROM orders ORDER BY 1");
        PlanCache cache = session.cluster().plans();
        long before = heap();
        for (int i = 0; i < SHAPES; i++) {
            prepare(
                    session,
                    "SELECT DISTINCT id, " + i + " FROM orders WHERE user_id = 7 AND 1 = " + i + " ORDER BY 1");
        }
        long held = heap() - before;
        assertTrue(held <= cache.maxBytes(), () -> held + " bytes held, bound " + cache.maxBytes());
    }

    /** What brings rows together names every column of its tables, however short the statement is. */
    @Test
    void gatheredPlansOfAWideTableStayWithinTheBound() {
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            columns.append(", `a column with a name as long as they are ")
                    .append(i)
                    .append("` VARCHAR(20)");
        }
        String table = "CREATE TABLE wide (user_id BIGINT NOT NULL PRIMARY KEY" + columns + ");";
        Session session = Shop.session(table);
        prepare(session, "SELECT w.* FROM wide w, orders o");
        PlanCache cache = session.cluster().plans();
        long before = heap();
        for (int i = 0; i < SHAPES / 20; i++) {
            prepare(
                    session,
                    "SELECT a" + i + ".* FROM wide a" + i + ", wide b, orders o WHERE a" + i + ".user_id <> o.id");
            prepare(session, "INSERT INTO wide SELECT a" + i + ".* FROM wide a" + i + " LIMIT 5");
            prepare(session, "UPDATE wide a" + i + " SET user_id = 7 WHERE a" + i + ".user_id > 8");
        }
        long held = heap() - before;
        assertTrue(cache.size() > 100, () -> "plans held: " + cache.size());
        assertTrue(held <= cache.maxBytes(), () -> held + " bytes held, bound " + cache.maxBytes());
    }

    private static void plan(Session session, int i) {
        prepare(session, SHAPE_OF.get(i % SHAPE_OF.size()).formatted(i, LONG));
    }

    private static void prepare(Session session, String sql) {
        Statements.plan(Fingerprint.of(sql, session.dialect()), session);
    }

    /** Bytes in use when the collector has been round. */
    private static long heap() {
        for (int i = 0; i < 3; i++) {
            WeakReference<Object> gone = new WeakReference<>(new Object());
            while (gone.get() != null) {
                System.gc();
            }
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
