package io.sluice.routing.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SnowflakeTest {
    @Test
    void growsWhenTheClockStepsBack() {
        AtomicLong clock = new AtomicLong(1_800_000_000_000L);
        Snowflake ids = new Snowflake(5, clock::get);
        long first = ids.next();
        clock.addAndGet(-60_000);
        long second = ids.next();
        clock.addAndGet(120_000);
        long third = ids.next();
        assertTrue(0 < first && first < second && second < third);
        assertEquals(5, third >> 12 & 1023);
    }

    @Test
    void neverRepeatsInAProcess() {
        Set<Long> seen = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 100_000).parallel().forEach(i -> {
            // Two generators of one machine id: as after a reload of the rules.
            Snowflake ids = i % 2 == 0 ? Snowflake.of(6) : new Snowflake(6, () -> 1_800_000_000_000L);
            assertTrue(seen.add(ids.next()), "an id came twice");
        });
        assertThrows(IllegalArgumentException.class, () -> Snowflake.of(1024));
    }

    @Test
    void spreadsEvenlyOverFewTables() {
        AtomicLong clock = new AtomicLong(1_800_000_100_000L);
        Snowflake ids = new Snowflake(7, () -> clock.getAndAdd(3));
        int[] found = new int[4];
        for (int i = 0; i < 4000; i++) {
            found[(int) (ids.next() % 4)]++;
        }
        for (int count : found) {
            assertTrue(count > 900, "one id a millisecond must not all go to one table");
        }
    }

    @Test
    void aRunHasNoGapAndNothingInItComesAgain() {
        Snowflake ids = new Snowflake(7, () -> 1_800_000_000_000L);
        long before = ids.next();
        for (int count : new int[] {1, 3, 4096, 4095, 2, 100}) {
            long first = ids.reserve(count);
            assertTrue(first > before, "a run begins behind the one before");
            assertTrue((first & 4095) + count <= 4096, "a run stays inside its millisecond");
            before = first + count - 1;
        }
        assertTrue(ids.next() > before);
    }
}
