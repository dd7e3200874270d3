package io.sluice.routing.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.sql.Dialect;
import io.sluice.sql.lex.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PlanCacheTest {
    private static Fingerprint of(String text) {
        return Fingerprint.of(text, Dialect.MARIADB);
    }

    @Test
    void aPlanServesAllTextsOfItsShapeInItsSchema() {
        PlanCache cache = new PlanCache(1 << 20);
        Plan plan = new Plan.UseSchema("a");
        cache.keep(of("SELECT 1 FROM t WHERE a = 5"), "shop", new Planned(plan, List.of()));
        assertSame(plan, cache.find(of("SELECT 2 FROM t WHERE a = 77"), "shop"));
        assertNull(cache.find(of("SELECT 2 FROM t WHERE a = 'x'"), "shop"));
        assertNull(cache.find(of("SELECT 2 FROM t WHERE a = 77"), "information_schema"));
        assertNull(cache.find(of("SELECT 2 FROM t WHERE a = 77"), null));
    }

    @Test
    void aPlanThatDependsOnALiteralServesOnlyThatLiteral() {
        PlanCache cache = new PlanCache(1 << 20);
        Plan byOne = new Plan.UseSchema("one");
        Plan byTwo = new Plan.UseSchema("two");
        cache.keep(of("SELECT a FROM t WHERE a = 5 ORDER BY 1"), "shop", new Planned(byOne, List.of(1)));
        assertNull(cache.find(of("SELECT a FROM t WHERE a = 5 ORDER BY 2"), "shop"));
        cache.keep(of("SELECT a FROM t WHERE a = 5 ORDER BY 2"), "shop", new Planned(byTwo, List.of(1)));
        assertSame(byOne, cache.find(of("SELECT a FROM t WHERE a = 6 ORDER BY 1"), "shop"));
        assertSame(byTwo, cache.find(of("SELECT a FROM t WHERE a = 6 ORDER BY 2"), "shop"));
    }

    @Test
    void textsOfOneShapeMayDependOnDifferentLiterals() {
        PlanCache cache = new PlanCache(1 << 20);
        Plan neither = new Plan.UseSchema("neither");
        Plan second = new Plan.UseSchema("second");
        cache.keep(of("SELECT a FROM t WHERE 2 = 0 OR 3 = 3"), "shop", new Planned(neither, List.of(0, 1)));
        cache.keep(of("SELECT a FROM t WHERE 1 = 1 OR 1 = 0"), "shop", new Planned(second, List.of(2, 3)));
        assertNull(cache.find(of("SELECT a FROM t WHERE 1 = 0 OR 1 = 1"), "shop"));
        assertSame(second, cache.find(of("SELECT a FROM t WHERE 1 = 1 OR 1 = 0"), "shop"));
    }

    @Test
    void whatIsUsedStaysWhenTheCacheIsFull() {
        PlanCache cache = new PlanCache(100_000);
        Fingerprint kept = of("SELECT kept");
        Plan plan = new Plan.UseSchema("kept");
        cache.keep(kept, "shop", new Planned(plan, List.of()));
        for (int i = 0; i < 1_000; i++) {
            assertSame(plan, cache.find(kept, "shop"));
            cache.keep(of("SELECT a" + i), "shop", new Planned(new Plan.UseSchema("other"), List.of()));
        }
        assertTrue(cache.size() < 60, () -> "plans held: " + cache.size());
    }

    @Test
    void aTextTooLongForTheCacheIsNotKept() {
        PlanCache cache = new PlanCache(10_000);
        Fingerprint statement = of("SELECT " + "a, ".repeat(1_000) + "a");
        cache.keep(statement, "shop", new Planned(new Plan.UseSchema("a"), List.of()));
        assertEquals(0, cache.size());
    }

    @Test
    void textsThatAreMissedAtOnceArePlannedOnce() throws Exception {
        PlanCache cache = new PlanCache(1 << 20);
        Planned planned = new Planned(new Plan.UseSchema("a"), List.of());
        AtomicInteger made = new AtomicInteger();
        CountDownLatch making = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Plan>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(threads.submit(() -> cache.make(of("SELECT 1 FROM t"), "shop", () -> {
                    made.incrementAndGet();
                    making.countDown();
                    await(go);
                    return planned;
                })));
            }
            making.await();
            // One of another text does not wait for them.
            assertSame(planned.plan(), cache.make(of("SELECT 2 FROM t"), "shop", () -> planned));
            go.countDown();
            for (Future<Plan> each : all) {
                assertSame(planned.plan(), each.get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(1, made.get());
        assertSame(planned.plan(), cache.find(of("SELECT 3 FROM t"), "shop"));
    }

    @Test
    void whereOneFailsTheOthersAreToldByThemselves() {
        PlanCache cache = new PlanCache(1 << 20);
        Planned planned = new Planned(new Plan.UseSchema("a"), List.of());
        assertThrows(
                IllegalStateException.class,
                () -> cache.make(of("SELECT 1"), "shop", () -> {
                    throw new IllegalStateException();
                }));
        assertSame(planned.plan(), cache.make(of("SELECT 1"), "shop", () -> planned));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
